package snn.readout;

import java.util.Optional;
import snn.Progress;
import snn.Workers;
import snn.core.tensor.TensorDevice;

/**
 * What a fit needs besides features and parameters.
 *
 * @param seed of random draws, if there are any
 * @param device where L-BFGS evaluates the loss; empty for the CPU
 * @param workers threads
 * @param progress receives the iterations
 */
public record Fitting(
    long seed, Optional<TensorDevice> device, Workers workers, Progress progress) {}
