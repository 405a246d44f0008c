/**
 * The four experiments: what happens, in the order in which it happens.
 *
 * <p>{@link snn.experiment.Baseline}, {@link snn.experiment.HomeostaticLayer}, {@link
 * snn.experiment.TauSweep} and {@link snn.experiment.Sparse} each ask one question of a fixed
 * random layer. {@link snn.experiment.Lab} has the steps that they share, {@link
 * snn.experiment.Settings} what a user chose, {@link snn.experiment.Backend} what simulates it,
 * {@link snn.experiment.Features} what the layer made of the images, {@link snn.experiment.Outcome}
 * what came out. A {@link snn.experiment.FeatureStore} may keep features from one run to the next;
 * {@link snn.experiment.FeatureKey} tells them apart.
 */
package snn.experiment;
