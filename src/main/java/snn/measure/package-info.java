/**
 * What is measured of features, before a readout learns from them and without its help: {@link
 * snn.measure.LayerHealth} counts neurons that are silent or at their ceiling, {@link
 * snn.measure.Cost} how much work a simulation is, and {@link snn.measure.Information} how much of
 * an image is left in the counts, for which it needs a second draw of input spikes.
 *
 * <p>In comments on shapes H is the number of features.
 */
package snn.measure;
