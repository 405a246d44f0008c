package snn.readout;

import java.util.stream.Collectors;
import snn.Numbers;
import snn.part.Kind;
import snn.part.Part;
import snn.part.Parts;

/** A classifier of features. */
public interface Readout extends Part {

  /** All readouts. */
  Kind<Readout> KIND =
      Kind.of(Readout.class, "readout", "What reads the classes", "logreg")
          .with("logreg", LogisticRegression.class)
          .with("ridge", RidgeRegression.class)
          .with("nearest-mean", NearestMean.class);

  /**
   * Fits the readout.
   *
   * @param train the training images
   * @param fitting how the machine is used, and what is drawn at random
   */
  ReadoutFit fit(TrainingSet train, Fitting fitting);

  /**
   * Checks what can be known before there are features.
   *
   * @param trainImages how many images there are to learn from
   * @throws snn.InvalidParameterException if it cannot be fitted to them
   */
  default void requireFits(int trainImages) {}

  /**
   * About how much memory a fit takes besides the features, in bytes.
   *
   * @param images training and test images
   * @param featureBytes of all features
   */
  double bytes(long images, int hidden, int classes, double featureBytes);

  /** Whether what it fits is a {@link LinearModel}, which can be kept, exported and drawn. */
  default boolean isLinear() {
    return true;
  }

  /**
   * How it was fitted, for a report.
   *
   * @param scaled whether the features were standardised
   */
  default String line(boolean scaled) {
    String values =
        Parts.values(this).entrySet().stream()
            .map(value -> value.getKey() + "=" + Numbers.text(value.getValue()))
            .collect(Collectors.joining(", "));
    return "Readout: %s%s%s, scale_features=%s"
        .formatted(KIND.nameOf(this), values.isEmpty() ? "" : ", ", values, scaled ? "on" : "off");
  }

  /** When its minimiser stops, in words; empty where it has none. */
  default String stopRule() {
    return "";
  }
}
