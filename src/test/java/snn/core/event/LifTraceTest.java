package snn.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import snn.Progress;
import snn.Workers;
import snn.core.Encoder;
import snn.core.Encoding;
import snn.core.FeatureMatrix;
import snn.core.Fixtures;
import snn.core.Homeostasis;
import snn.core.LifParameters;
import snn.core.Network;
import snn.core.RandomLinear;
import snn.core.RateEncoding;
import snn.core.SampleTrace;
import snn.core.SpikeStream;
import snn.data.LabelledImages;

/** The rules of {@link LifParameters}, each by a trace that was computed by hand. */
class LifTraceTest {

  /** β = ½, so that potentials halve: exact in float32. */
  private static final double HALVING_TAU = 1 / Math.log(2);

  /** β = 1: no leak. */
  private static final double NO_LEAK = 1e9;

  private static final SpikeStream STREAM = SpikeStream.TRAIN;

  /**
   * @param inputs step by step, 1 where the one input spikes
   * @param weight of that input
   * @param membrane potentials expected after each step
   * @param spikes expected, 1 where the neuron spikes
   */
  record Trace(
      String rule,
      LifParameters lif,
      double weight,
      String inputs,
      float[] membrane,
      String spikes) {
    @Override
    public String toString() {
      return rule;
    }
  }

  static Stream<Trace> traces() {
    return Stream.of(
        new Trace(
            "charges towards w / (1 − β), then leaks",
            lif(HALVING_TAU, 0, 1),
            0.5,
            "111100000",
            potentials(
                0.5, 0.75, 0.875, 0.9375, 0.46875, 0.234375, 0.1171875, 0.05859375, 0.029296875),
            "000000000"),
        new Trace(
            "at the threshold: neither spike nor reset",
            lif(NO_LEAK, 0, 1),
            0.5,
            "111111111",
            potentials(0.5, 1, 1.5, 1, 1.5, 1, 1.5, 1, 1.5),
            "001010101"),
        new Trace(
            "resets one step late, by subtraction, as often as it takes",
            lif(HALVING_TAU, 0, 1),
            8,
            "100000000",
            potentials(8, 3, 0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125),
            "110000000"),
        new Trace(
            "subtracts the threshold, not 1",
            lif(NO_LEAK, 0, 1.5),
            4,
            "100000000",
            potentials(4, 2.5, 1, 1, 1, 1, 1, 1, 1),
            "110000000"),
        new Trace(
            "the reset does not stop at rest",
            lif(HALVING_TAU, 0, 1),
            1.5,
            "100000000",
            potentials(
                1.5,
                -0.25,
                -0.125,
                -0.0625,
                -0.03125,
                -0.015625,
                -0.0078125,
                -0.00390625,
                -0.001953125),
            "100000000"),
        new Trace(
            "goes on resetting while refractory",
            lif(NO_LEAK, 2, 1),
            5,
            "100000000",
            potentials(5, 4, 3, 2, 1, 1, 1, 1, 1),
            "100100000"),
        new Trace(
            "goes on integrating while refractory",
            lif(NO_LEAK, 3, 1),
            1.5,
            "110010000",
            // 1.5; + 1.5 − 1; − 1; nothing; + 1.5, ready again; − 1; − 1
            potentials(1.5, 2, 1, 1, 2.5, 1.5, 0.5, 0.5, 0.5),
            "100010000"),
        new Trace(
            "goes on leaking while refractory",
            lif(HALVING_TAU, 4, 1),
            8,
            "100000000",
            potentials(8, 3, 0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125),
            "100000000"),
        new Trace(
            "above threshold while refractory: spikes as soon as it may",
            lif(NO_LEAK, 3, 1),
            2,
            "100100000",
            // + 2, spikes; − 1; nothing; + 2, too early; − 1, ready again; − 1
            potentials(2, 1, 1, 3, 2, 1, 1, 1, 1),
            "100010000"));
  }

  @ParameterizedTest
  @MethodSource("traces")
  void traceByHand(Trace expected) {
    int steps = expected.inputs.length();
    SampleTrace found =
        trace(
            expected.lif,
            expected.weight,
            new RateEncoding(steps, 1, 500),
            seedOf(expected.inputs),
            Fixtures.firstPixelsWhite(1),
            1f);
    assertThat(found.membrane()).isEqualTo(expected.membrane);
    assertThat(spikes(found)).isEqualTo(expected.spikes);
  }

  @Test
  void theDecaysOfTheTracesAreExact() {
    assertThat(lif(HALVING_TAU, 0, 1).decay(0, 0)).isEqualTo(0.5f);
    assertThat(lif(NO_LEAK, 0, 1).decay(0, 0)).isEqualTo(1f);
  }

  /** At the defaults 34 times in 100 steps: at step 0, 3, 6, … 99. */
  @ParameterizedTest
  @CsvSource({"0, 100", "1, 50", "2, 34", "3, 25", "7, 13", "99, 1", "150, 1"})
  void aNeuronThatIsAlwaysAboveThresholdSpikesEveryRPlusOneSteps(int refractory, int count) {
    LifParameters lif = lif(20, refractory, 1);
    SampleTrace found = trace(lif, 10, everyStep(100), 42, Fixtures.firstPixelsWhite(1), 1f);
    for (int t = 0; t < 100; t++) {
      assertThat(found.membraneAt(t, 0)).isGreaterThan(1f);
      assertThat(found.spikedAt(t, 0)).as("step %d", t).isEqualTo(t % (refractory + 1) == 0);
    }
    assertThat(spikes(found).chars().filter(spike -> spike == '1').count()).isEqualTo(count);

    try (Workers workers = new Workers(1);
        var simulator = simulator(lif, 10, everyStep(100), 42, workers)) {
      FeatureMatrix counts =
          Fixtures.counts(
              simulator,
              Fixtures.firstPixelsWhite(1),
              STREAM,
              Homeostasis.ones(1),
              Progress.NONE.start("", 0, "it"));
      assertThat(counts.get(0, 0)).isEqualTo(count).isEqualTo(lif.largestCount(100));
    }
  }

  /** The potentials do not know of the refractory period, which only thins out the spikes. */
  @ParameterizedTest
  @CsvSource({"1", "2", "5", "20"})
  void theRefractoryPeriodChangesNoPotential(int refractory) {
    LabelledImages digit = Fixtures.digitLike(1, 3);
    Encoding encoding = new RateEncoding(90, 1, 100);
    SampleTrace free = trace(lif(20, 0, 1), 0.2, encoding, 42, digit, 1f);
    SampleTrace thinned = trace(lif(20, refractory, 1), 0.2, encoding, 42, digit, 1f);
    assertThat(thinned.membrane()).isEqualTo(free.membrane());
    int readyAt = 0;
    for (int t = 0; t < 90; t++) {
      boolean spike = free.spikedAt(t, 0) && t >= readyAt;
      assertThat(thinned.spikedAt(t, 0)).isEqualTo(spike);
      readyAt = spike ? t + refractory + 1 : readyAt;
    }
    assertThat(spikes(thinned)).contains("1").isNotEqualTo(spikes(free));
  }

  /**
   * One rounding per operation, in the written order. The other ways to write the step give other
   * bits here, so that this test can tell them apart.
   */
  @Test
  void theStepIsRoundedInTheWrittenOrder() {
    LifParameters lif = lif(20, 2, 0.7);
    int inputs = 7;
    float gain = 0.3f;
    SampleTrace found = trace(lif, 0.9, everyStep(60), 42, Fixtures.firstPixelsWhite(inputs), gain);
    float weight = Fixtures.draw(Fixtures.dense(0.9, 0), 1, 42).weights()[0];
    float beta = lif.decay(0, 0);
    float sum = 0;
    float gainFirst = 0;
    for (int i = 0; i < inputs; i++) {
      sum += weight;
      gainFirst += gain * weight;
    }
    float current = gain * sum;

    float m = 0;
    boolean fusedDiffers = false;
    boolean resetFirstDiffers = false;
    for (int t = 0; t < 60; t++) {
      float reset = m > 0.7f ? 0.7f : 0f;
      float leaked = beta * m;
      float charged = leaked + current;
      float next = charged - reset;
      fusedDiffers |= Math.fma(beta, m, current) - reset != next;
      resetFirstDiffers |= leaked + (current - reset) != next;
      m = next;
      assertThat(found.membraneAt(t, 0)).as("step %d", t).isEqualTo(m);
    }
    assertThat(fusedDiffers).isTrue();
    assertThat(resetFirstDiffers).isTrue();
    assertThat(gainFirst).isNotEqualTo(current);
  }

  private static LifParameters lif(double tauMs, int refractory, double vTh) {
    return new LifParameters(tauMs, 1, refractory, vTh);
  }

  private static float[] potentials(double... values) {
    float[] potentials = new float[values.length];
    for (int t = 0; t < values.length; t++) {
      potentials[t] = (float) values[t];
    }
    return potentials;
  }

  /** White pixels spike in every step. */
  private static Encoding everyStep(int steps) {
    return new RateEncoding(steps, 1, 1000);
  }

  /** The first seed for which the first pixel, spiking with p = ½, spikes as {@code inputs} say. */
  private static long seedOf(String inputs) {
    int steps = inputs.length();
    return LongStream.range(0, 100_000)
        .filter(
            seed -> {
              var encoder = new Encoder(new RateEncoding(steps, 1, 500), seed, Fixtures.PIXELS);
              int[] offsets = encoder.encode(Fixtures.firstPixelsWhite(1), 0, STREAM).offsets();
              StringBuilder drawn = new StringBuilder();
              for (int t = 0; t < steps; t++) {
                drawn.append(offsets[t + 1] - offsets[t]);
              }
              return inputs.contentEquals(drawn);
            })
        .findFirst()
        .orElseThrow();
  }

  private static EventSimulator simulator(
      LifParameters lif, double weight, Encoding encoding, long seed, Workers workers) {
    RandomLinear constant = Fixtures.draw(Fixtures.dense(weight, 0), 1, seed, workers);
    return new EventSimulator(new Network(encoding, seed, constant, lif), workers);
  }

  /** What one neuron with equal weights does on one image. */
  private static SampleTrace trace(
      LifParameters lif,
      double weight,
      Encoding encoding,
      long seed,
      LabelledImages image,
      float gain) {
    try (Workers workers = new Workers(1);
        var simulator = simulator(lif, weight, encoding, seed, workers)) {
      return simulator.trace(image, 0, STREAM, new float[] {gain});
    }
  }

  private static String spikes(SampleTrace trace) {
    StringBuilder spikes = new StringBuilder();
    for (boolean spike : trace.spikes()) {
      spikes.append(spike ? '1' : '0');
    }
    return spikes.toString();
  }
}
