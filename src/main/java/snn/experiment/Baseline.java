package snn.experiment;

/** How well can digits be read from a plain dense layer? */
public final class Baseline {

  private Baseline() {}

  /** Runs it with the weights of {@code settings}, which are dense. */
  public static Outcome run(Lab lab, Settings settings) {
    return lab.readOut(settings, "train feature extraction", "test feature extraction");
  }
}
