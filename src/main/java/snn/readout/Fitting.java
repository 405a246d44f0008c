package snn.readout;

import java.util.Optional;
import snn.Progress;
import snn.Workers;
import snn.core.tensor.TensorDevice;

/**
 * What a fit needs besides features and parameters.
 *
 * @param seed of what is drawn at random, if anything
 * @param device where L-BFGS evaluates the loss; empty for the CPU
 * @param workers threads
 * @param progress hears of iterations
 */
public record Fitting(
    long seed, Optional<TensorDevice> device, Workers workers, Progress progress) {}
