package snn.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import snn.Numbers;

/** Does the membrane time constant matter? */
public final class TauSweep {

  /** Default time constants in ms, as the flag takes them. */
  public static final String TAU_LIST = "5.0,20.0,50.0";

  private TauSweep() {}

  /**
   * Runs one dense layer per time constant; weights and input spikes are the same for all.
   *
   * @param taus time constants in ms, in the order in which they are run
   * @param each hears of every outcome as soon as it is there
   */
  public static List<Outcome> run(
      Lab lab, Settings settings, List<Double> taus, Consumer<Outcome> each) {
    List<Outcome> outcomes = new ArrayList<>();
    for (double tau : taus) {
      String bar = "tau=" + Numbers.python(tau);
      Outcome outcome = lab.readOut(settings.withTauMs(tau), bar + " train", bar + " test");
      each.accept(outcome);
      outcomes.add(outcome);
    }
    return outcomes;
  }
}
