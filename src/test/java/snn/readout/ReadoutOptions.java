package snn.readout;

import java.util.Optional;
import java.util.OptionalDouble;
import snn.Progress;
import snn.Workers;
import snn.core.FeatureMatrix;
import snn.core.tensor.TensorDevice;
import snn.readout.LogisticRegression.Penalty;
import snn.readout.LogisticRegression.Solver;

/** A readout, and whether the features that it sees are standardised. */
public record ReadoutOptions(Readout readout, boolean scaled) {

  /** The default of its parameter. */
  public static final double TOLERANCE = 1e-4;

  /** Of logistic regression. */
  public ReadoutOptions(
      Solver solver,
      OptionalDouble c,
      Penalty penalty,
      boolean scaled,
      int maxIter,
      double tol,
      double gap) {
    this(
        new LogisticRegression(
            Optional.of(solver), c, PenaltyPath.Rule.BEST, Optional.of(penalty), maxIter, tol, gap),
        scaled);
  }

  /** Fits it on the CPU. */
  public ReadoutFit fit(
      FeatureMatrix counts,
      byte[] labels,
      int classes,
      long seed,
      Workers workers,
      Progress progress) {
    return fit(counts, labels, classes, seed, Optional.empty(), workers, progress);
  }

  /** Fits it. */
  ReadoutFit fit(
      FeatureMatrix counts,
      byte[] labels,
      int classes,
      long seed,
      Optional<TensorDevice> device,
      Workers workers,
      Progress progress) {
    return ReadoutFit.fit(
        counts, labels, classes, readout, scaled, new Fitting(seed, device, workers, progress));
  }
}
