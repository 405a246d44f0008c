package snn.readout;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import snn.Progress;
import snn.Workers;
import snn.core.tensor.TensorDevice;

/** Fits logistic regression by the solver that it names. */
final class LogisticFit {

  /**
   * Limit of L-BFGS in whitened coordinates. Some ten iterations suffice where the Hessian is about
   * what it is at zero; where it is not, Newton's method is faster.
   */
  private static final int WHITENED_ITERATIONS = 100;

  private final TrainingSet train;
  private final LogisticRegression readout;
  private final long seed;
  private final Optional<TensorDevice> device;
  private final Workers workers;
  private final Progress progress;

  LogisticFit(TrainingSet train, LogisticRegression readout, Fitting fitting) {
    this.train = train;
    this.readout = readout;
    this.seed = fitting.seed();
    this.device = fitting.device();
    this.workers = fitting.workers();
    this.progress = fitting.progress();
  }

  ReadoutFit run() {
    return switch (readout.solver().orElseThrow()) {
      case LBFGS -> lbfgs();
      case LBFGS_GRAM -> lbfgsGram();
      case SAGA -> saga();
    };
  }

  private ReadoutFit lbfgs() {
    CountsObjective objective = objective(readout);
    try (LogisticObjective evaluated = onDevice(objective)) {
      Minimum minimum =
          minimize(task -> Lbfgs.minimize(evaluated, readout.tol(), readout.maxIter(), task));
      return of(readout, minimum, certificate(objective, minimum), Optional.empty());
    }
  }

  private ReadoutFit lbfgsGram() {
    double[][] gram = train.gram(workers);
    Optional<PenaltyPath> path =
        readout.c().isPresent()
            ? Optional.empty()
            : Optional.of(PenaltyPath.search(train, gram, readout, seed, workers, progress));
    LogisticRegression chosen = path.map(p -> readout.withC(p.c())).orElse(readout);
    CountsObjective objective = objective(chosen);
    Whitening whitening =
        Whitening.of(
            gram,
            train.labels().length,
            train.featureMean(),
            train.classes(),
            objective.lambda,
            workers);
    try (LogisticObjective evaluated = onDevice(objective);
        Progress.Task task = progress.start("readout fit", readout.maxIter(), "it")) {
      StopRule rule =
          new StopRule(readout.tol(), objective.lambda, readout.gap(), train.featureMean());
      int few = Math.min(readout.maxIter(), WHITENED_ITERATIONS);
      Minimum start = Lbfgs.minimize(evaluated, whitening, rule, few, task);
      NewtonCg.Result found =
          NewtonCg.minimize(objective, start, whitening, rule, readout.maxIter(), task);
      task.complete();
      return of(chosen, found.minimum(), found.certificate(), path);
    }
  }

  private ReadoutFit saga() {
    CountsObjective objective = objective(readout);
    Minimum minimum =
        minimize(
            task -> Saga.minimize(train, objective, readout.tol(), readout.maxIter(), seed, task));
    return of(readout, minimum, certificate(objective, minimum), Optional.empty());
  }

  private CountsObjective objective(LogisticRegression of) {
    return train.objective(of.lambda(train.labels().length), workers);
  }

  /** Moves the objective to the device, if there is one. */
  private LogisticObjective onDevice(CountsObjective objective) {
    return device.isPresent()
        ? new TensorObjective(
            train.counts(),
            train.labels(),
            train.classes(),
            train.scaling(),
            objective.lambda,
            device.get())
        : objective;
  }

  private Minimum minimize(Function<Progress.Task, Minimum> solver) {
    try (Progress.Task task = progress.start("readout fit", readout.maxIter(), "it")) {
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

  private ReadoutFit of(
      LogisticRegression fitted,
      Minimum minimum,
      OptionalDouble certificate,
      Optional<PenaltyPath> path) {
    // Saga and Newton's method run on the CPU wherever the device is.
    boolean onGpu =
        device.filter(TensorDevice::isCuda).isPresent()
            && readout.solver().orElseThrow() != LogisticRegression.Solver.SAGA;
    return new ReadoutFit(
        fitted,
        new LinearModel(minimum.coefficients(), train.scaling()),
        Optional.of(minimum),
        certificate,
        path,
        onGpu ? "cuda" : ReadoutFit.CPU);
  }
}
