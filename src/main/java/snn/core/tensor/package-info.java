/**
 * The simulator as tensor kernels (DJL with the PyTorch engine), for CUDA and for CPUs.
 *
 * <p>{@link snn.core.tensor.TensorDevice} is where it runs. {@link snn.core.tensor.TensorSimulator}
 * takes images through it in chunks: threads draw their input spikes, sparse ({@code InputSpikes});
 * the device scatters these into a dense matrix, multiplies it by the weights for many time steps
 * at once, and takes the neurons through the steps one after the other ({@code LifLayer}), every
 * written operation of {@link snn.core.LifParameters} a kernel of its own, so that each is rounded
 * once and none is fused with another.
 */
package snn.core.tensor;
