package snn.readout;

import snn.Numbers;

/**
 * One-vs-rest least squares on targets ±1: {@link Ridge}, with α = 1. As scikit-learn's {@code
 * RidgeClassifier}.
 */
public record RidgeRegression() implements Readout {

  /** Strength of the penalty, α. */
  static final double ALPHA = 1.0;

  @Override
  public ReadoutFit fit(TrainingSet train, Fitting fitting) {
    return ReadoutFit.closed(
        this, new LinearModel(Ridge.fit(train, fitting.workers()), train.scaling()));
  }

  @Override
  public double bytes(long images, int hidden, int classes, double featureBytes) {
    return Double.BYTES * ((double) hidden * hidden + 4.0 * classes * hidden + classes * images);
  }

  @Override
  public String line(boolean scaled) {
    return "Readout: ridge, alpha=%s, scale_features=%s"
        .formatted(Numbers.python(ALPHA), scaled ? "on" : "off");
  }
}
