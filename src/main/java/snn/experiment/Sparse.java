package snn.experiment;

/** Does it help when a neuron sees few of the inputs? */
public final class Sparse {

  private Sparse() {}

  /** Runs it with the weights of {@code settings}, which are sparse. */
  public static Outcome run(Lab lab, Settings settings) {
    return lab.readOut(settings, "train feature extraction", "test feature extraction");
  }
}
