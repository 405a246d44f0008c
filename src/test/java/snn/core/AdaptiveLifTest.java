package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static snn.ParameterAssertions.assertRejected;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdaptiveLifTest {

  /** No leak and a threshold that does not fall back: every number of the trace is exact. */
  private static final double NO_LEAK = 1e9;

  /**
   * By hand, with vTh = 1, thetaStep = 0.5, no refractory period and a current of 0.75:
   *
   * <pre>
   *  t    0     1     2     3     4     5
   *  a    1     1     1.5   1.5   1.5   2
   *  m    0.75  1.5   1.25  2     1.25  2      reset 1 at t = 2, 1.5 at t = 4
   *  s    0     1     0     1     0     0      2 is not above 2
   * </pre>
   */
  @Test
  void handComputedTrace() {
    AdaptiveLif neuron = new AdaptiveLif(new LifParameters(NO_LEAK, 1, 0, 1), NO_LEAK, 0.5);
    float[] state = neuron.rest(0, 0);
    float[] potentials = {0.75f, 1.5f, 1.25f, 2f, 1.25f, 2f};
    boolean[] spikes = {false, true, false, true, false, false};
    float[] thresholds = {0f, 0.5f, 0.5f, 1f, 1f, 1f};
    for (int t = 0; t < potentials.length; t++) {
      assertThat(neuron.step(state, 0.75f)).as("spike at %d", t).isEqualTo(spikes[t]);
      assertThat(state[0]).as("potential at %d", t).isEqualTo(potentials[t]);
      assertThat(state[2]).as("θ after %d", t).isEqualTo(thresholds[t]);
    }
  }

  /** Above threshold all the time: the spike waits for the refractory period, θ grows at spikes. */
  @Test
  void theRefractoryPeriodThinsOutSpikesAndSteps() {
    AdaptiveLif neuron = new AdaptiveLif(new LifParameters(20, 1, 2, 1), NO_LEAK, 0.25);
    float[] state = neuron.rest(0, 0);
    int spikes = 0;
    for (int t = 0; t < 10; t++) {
      boolean spike = neuron.step(state, 50f);
      assertThat(spike).isEqualTo(t % 3 == 0);
      spikes += spike ? 1 : 0;
      assertThat(state[2]).isEqualTo(0.25f * spikes);
    }
    assertThat(neuron.largestCount(10)).isEqualTo(spikes);
  }

  @Test
  void theThresholdFallsBack() {
    AdaptiveLif neuron = new AdaptiveLif(new LifParameters(20, 1, 5, 1), 10, 1);
    float[] state = neuron.rest(0, 0);
    assertThat(neuron.step(state, 5f)).isTrue();
    assertThat(state[2]).isEqualTo(1f);
    neuron.step(state, 0f);
    assertThat(state[2]).isEqualTo((float) StrictMath.exp(-0.1));
  }

  /** With a step of 0 they are the plain neurons, in every bit. */
  @Test
  void withoutAStepTheyArePlainNeurons() {
    Random random = new Random(1);
    AdaptiveLif adaptive = new AdaptiveLif(new LifParameters(20, 1, 2, 0.7), 50, 0);
    LifParameters plain = new LifParameters(20, 1, 2, 0.7);
    float[] a = adaptive.rest(0, 0);
    float[] b = plain.rest(0, 0);
    for (int t = 0; t < 1000; t++) {
      float current = random.nextFloat() * 0.5f;
      assertThat(adaptive.step(a, current)).isEqualTo(plain.step(b, current));
      assertThat(a[0]).isEqualTo(b[0]);
    }
  }

  @ParameterizedTest
  @CsvSource({"tau_theta_ms, 0", "tau_theta_ms, NaN", "theta_step, -0.5", "theta_step, 1000000001"})
  void outsideItsRangeIsRejected(String parameter, String found) {
    double value = Double.parseDouble(found);
    assertRejected(
        parameter,
        found,
        () ->
            new AdaptiveLif(
                new LifParameters(20, 1, 2, 1),
                parameter.equals("tau_theta_ms") ? value : 100,
                parameter.equals("theta_step") ? value : 0.5));
  }
}
