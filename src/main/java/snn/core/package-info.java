/**
 * The model: what is computed, whatever computes it.
 *
 * <p>Images become spikes ({@link snn.core.Encoding}), spikes meet fixed random weights ({@link
 * snn.core.WeightLaw}, {@link snn.core.Connections}, both by way of {@link snn.core.RandomLinear}),
 * currents drive neurons ({@link snn.core.Neuron}; {@link snn.core.LifParameters} holds the
 * published equations), what is read of the hidden layer goes into a {@link
 * snn.core.FeatureMatrix}; {@link snn.core.Homeostasis} sets the gains between batches.
 *
 * <p>{@link snn.core.Simulator} is the one interface to it. Every implementation, in a package of
 * its own below this one, gives the same bits: draws are pure functions of their keys, and currents
 * are exact in float32 in any order of summation.
 *
 * <p>In comments on shapes T is the number of time steps, B of images in a batch, H of hidden
 * neurons, N of inputs.
 */
package snn.core;
