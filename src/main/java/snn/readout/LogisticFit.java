package snn.readout;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import snn.Progress;
import snn.core.tensor.TensorDevice;

/**
 * Fits logistic regression by the solver that it names.
 *
 * @param train the training images
 * @param readout what is fitted
 * @param fitting how the machine is used, and what is drawn at random
 */
record LogisticFit(TrainingSet train, LogisticRegression readout, Fitting fitting) {

  /**
   * Limit of L-BFGS in whitened coordinates. Some ten iterations suffice where the Hessian is about
   * what it is at zero; where it is not, Newton's method is faster.
   */
  private static final int WHITENED_ITERATIONS = 100;

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
    double[][] gram = train.gram(fitting.workers());
    Optional<PenaltyPath> path =
        readout.c().isPresent()
            ? Optional.empty()
            : Optional.of(PenaltyPath.search(train, gram, readout, fitting));
    LogisticRegression chosen = path.map(p -> readout.withC(p.c())).orElse(readout);
    CountsObjective objective = objective(chosen);
    Whitening whitening =
        Whitening.of(
            gram,
            train.labels().length,
            train.featureMean(),
            train.classes(),
            objective.lambda,
            fitting.workers());
    try (LogisticObjective evaluated = onDevice(objective);
        Progress.Task task = fitting.progress().start("readout fit", readout.maxIter(), "it")) {
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
            task ->
                Saga.minimize(
                    train, objective, readout.tol(), readout.maxIter(), fitting.seed(), task));
    return of(readout, minimum, certificate(objective, minimum), Optional.empty());
  }

  private CountsObjective objective(LogisticRegression of) {
    return train.objective(of.lambda(train.labels().length), fitting.workers());
  }

  /** Moves the objective to the device, if there is one. */
  private LogisticObjective onDevice(CountsObjective objective) {
    return fitting.device().isPresent()
        ? new TensorObjective(train, objective.lambda, fitting.device().get())
        : objective;
  }

  private Minimum minimize(Function<Progress.Task, Minimum> solver) {
    try (Progress.Task task = fitting.progress().start("readout fit", readout.maxIter(), "it")) {
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
        fitting.device().filter(TensorDevice::isCuda).isPresent()
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
