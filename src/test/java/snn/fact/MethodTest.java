package snn.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.readout.Minimum;
import snn.record.Made;
import snn.record.RunRecord;

class MethodTest {

  private static RunRecord record(Plan plan) {
    Outcome[] outcomes =
        IntStream.range(0, plan.points().size())
            .mapToObj(i -> Made.outcome(plan, i, Made.fit(plan, Minimum.Stop.CONVERGED)))
            .toArray(Outcome[]::new);
    return Made.record(plan, outcomes);
  }

  private static String method(Plan plan) {
    return Method.of(record(plan), Optional.empty());
  }

  @Test
  void aDenseLayer() {
    assertThat(method(Made.plan("baseline")))
        .isEqualTo(
            "200 leaky integrate-and-fire neurons with fixed random weights (none negative, on all"
                + " 784 pixels) see every image as spikes over 100 steps of 1 ms: each pixel spikes"
                + " at random at up to 100 Hz, more often the brighter it is. A neuron adds up the"
                + " weights of the inputs that spike, forgets with time constant τₘ = 20 ms, and"
                + " spikes above threshold 1. After a spike it rests for 2 steps, so that it has at"
                + " most 34 spikes for an image. A linear readout learns to predict the digit from"
                + " the spike counts of 9 training images of made (28 × 28 pixels, 10 classes), and"
                + " is tested on 4 test images.");
  }

  @Test
  void whatTheFirstRunDoesTooIsNotToldAgain() {
    RunRecord first = record(Made.plan("baseline"));
    assertThat(Method.of(record(Made.plan("sparse")), Optional.of(first)))
        .contains("each pixel connected with probability 0.05: 39.2 of 784 pixels on average")
        .contains("see every image as spikes. A linear readout learns");
    assertThat(Method.of(record(Made.plan("sparse", "fmax_hz", 50)), Optional.of(first)))
        .contains("at random at up to 50 Hz");
  }

  @Test
  void gainsPatchesAndAnAxis() {
    assertThat(method(Made.plan("homeostasis")))
        .contains(
            "Before that, each neuron’s gain, a factor on all its weights, is adapted towards a"
                + " target rate of 10 Hz (rule published) and frozen.");
    assertThat(method(Made.plan("fields")))
        .contains(
            "an edge of random place, direction and width, in a square with sides of 7 to 12"
                + " pixels");
    assertThat(method(Made.plan("tau-sweep", "tau_list", List.of(5, 2.5))))
        .endsWith("This is done once for each membrane time constant τₘ: 5, 2.5 ms.");
  }

  @Test
  void whatNoOtherLineTellsHasALineOfItsOwn() {
    Plan usual = Made.plan("baseline");
    assertThat(Method.besides(usual, usual.points().getFirst())).isEmpty();
    Plan other = Made.plan("baseline", "t_ref_ms", 0, "p_connect", 0.5);
    assertThat(Method.besides(other, other.points().getFirst()))
        .contains("Besides: t_ref_ms=0.0, p_connect=0.5");
  }
}
