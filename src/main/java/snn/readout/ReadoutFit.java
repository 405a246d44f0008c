package snn.readout;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import snn.Progress;
import snn.Workers;
import snn.core.SpikeCounts;
import snn.core.tensor.TensorDevice;

/**
 * A readout fitted to training images.
 *
 * @param options how, with the C that was used
 * @param model what came out
 * @param minimum where the minimiser stopped; empty for a closed form
 * @param certificate the loss is at most so much above the smallest possible one; empty without a
 *     penalty, see {@code Certificate}
 * @param path how C was chosen; empty where it was given
 */
public record ReadoutFit(
    ReadoutOptions options,
    LinearModel model,
    Optional<Minimum> minimum,
    OptionalDouble certificate,
    Optional<PenaltyPath> path) {

  /**
   * Some ten iterations of L-BFGS do where the Hessian is about what it is at zero. More than these
   * say that it is not, and then Newton's method is faster.
   */
  private static final int WHITENED_ITERATIONS = 100;

  /**
   * Fits a readout on the CPU.
   *
   * @param counts features, [images, H]
   * @param labels digits, [images]
   * @param seed of what the solver draws at random, if anything
   */
  public static ReadoutFit fit(
      SpikeCounts counts,
      byte[] labels,
      ReadoutOptions options,
      long seed,
      Workers workers,
      Progress progress) {
    return fit(counts, labels, options, seed, Optional.empty(), workers, progress);
  }

  /**
   * Fits a readout.
   *
   * @param counts features, [images, H]
   * @param labels digits, [images]
   * @param seed of what the solver draws at random, if anything
   * @param device where L-BFGS evaluates the loss; empty for the CPU
   */
  public static ReadoutFit fit(
      SpikeCounts counts,
      byte[] labels,
      ReadoutOptions options,
      long seed,
      Optional<TensorDevice> device,
      Workers workers,
      Progress progress) {
    TrainingSet train = TrainingSet.of(counts, labels, options.scaleFeatures());
    return switch (options.kind()) {
      case RIDGE ->
          new ReadoutFit(
              options,
              new LinearModel(Ridge.fit(train, workers), train.scaling()),
              Optional.empty(),
              OptionalDouble.empty(),
              Optional.empty());
      case LOGREG ->
          switch (options.solver()) {
            case LBFGS -> lbfgs(train, options, device, workers, progress);
            case LBFGS_GRAM -> lbfgsGram(train, options, seed, device, workers, progress);
            case SAGA -> saga(train, options, seed, workers, progress);
          };
    };
  }

  private static ReadoutFit lbfgs(
      TrainingSet train,
      ReadoutOptions options,
      Optional<TensorDevice> device,
      Workers workers,
      Progress progress) {
    CountsObjective objective = objective(train, options, workers);
    try (LogisticObjective evaluated = on(device, train, objective)) {
      Minimum minimum =
          minimize(
              options,
              progress,
              task -> Lbfgs.minimize(evaluated, options.tol(), options.maxIter(), task));
      return of(train, options, minimum, certificate(objective, minimum), Optional.empty());
    }
  }

  private static ReadoutFit lbfgsGram(
      TrainingSet train,
      ReadoutOptions options,
      long seed,
      Optional<TensorDevice> device,
      Workers workers,
      Progress progress) {
    double[][] gram = train.gram(workers);
    Optional<PenaltyPath> path =
        options.c().isPresent()
            ? Optional.empty()
            : Optional.of(PenaltyPath.search(train, gram, options, seed, workers, progress));
    ReadoutOptions chosen = path.map(p -> options.withC(p.c())).orElse(options);
    CountsObjective objective = objective(train, chosen, workers);
    Whitening whitening =
        Whitening.of(gram, train.labels().length, train.featureMean(), objective.lambda, workers);
    try (LogisticObjective evaluated = on(device, train, objective);
        Progress.Task task = progress.start("readout fit", options.maxIter(), "it")) {
      StopRule rule =
          new StopRule(options.tol(), objective.lambda, options.gap(), train.featureMean());
      int few = Math.min(options.maxIter(), WHITENED_ITERATIONS);
      Minimum start = Lbfgs.minimize(evaluated, whitening, rule, few, task);
      NewtonCg.Result found =
          NewtonCg.minimize(objective, start, whitening, rule, options.maxIter(), task);
      task.complete();
      return of(train, chosen, found.minimum(), found.certificate(), path);
    }
  }

  private static ReadoutFit saga(
      TrainingSet train, ReadoutOptions options, long seed, Workers workers, Progress progress) {
    CountsObjective objective = objective(train, options, workers);
    Minimum minimum =
        minimize(
            options,
            progress,
            task -> Saga.minimize(train, objective, options.tol(), options.maxIter(), seed, task));
    return of(train, options, minimum, certificate(objective, minimum), Optional.empty());
  }

  private static CountsObjective objective(
      TrainingSet train, ReadoutOptions options, Workers workers) {
    return train.objective(options.lambda(train.labels().length), workers);
  }

  /** The same objective on the device, if there is one. */
  private static LogisticObjective on(
      Optional<TensorDevice> device, TrainingSet train, CountsObjective objective) {
    return device.isPresent()
        ? new TensorObjective(
            train.counts(), train.labels(), train.scaling(), objective.lambda, device.get())
        : objective;
  }

  private static Minimum minimize(
      ReadoutOptions options, Progress progress, Function<Progress.Task, Minimum> solver) {
    try (Progress.Task task = progress.start("readout fit", options.maxIter(), "it")) {
      Minimum minimum = solver.apply(task);
      task.complete();
      return minimum;
    }
  }

  private static OptionalDouble certificate(CountsObjective objective, Minimum minimum) {
    return objective.lambda > 0
        ? OptionalDouble.of(new Certificate(objective).of(minimum))
        : OptionalDouble.empty();
  }

  private static ReadoutFit of(
      TrainingSet train,
      ReadoutOptions options,
      Minimum minimum,
      OptionalDouble certificate,
      Optional<PenaltyPath> path) {
    return new ReadoutFit(
        options,
        new LinearModel(minimum.coefficients(), train.scaling()),
        Optional.of(minimum),
        certificate,
        path);
  }
}
