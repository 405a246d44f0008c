package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static snn.ParameterAssertions.assertRejected;
import static snn.core.Statistics.assertMean;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.data.LabelledImages;

class RegularEncodingTest {

  private static final int T = 130;

  /** Steps at which pixel {@code pixel} spikes. */
  private static List<Integer> train(Encoding encoding, LabelledImages images, int pixel) {
    SpikeEvents events =
        new Encoder(encoding, 42, Fixtures.PIXELS).encode(images, 0, SpikeStream.TRAIN);
    List<Integer> steps = new ArrayList<>();
    for (int t = 0; t < events.numSteps(); t++) {
      for (int e = events.offsets()[t]; e < events.offsets()[t + 1]; e++) {
        if (events.pixels()[e] == pixel) {
          steps.add(t);
        }
      }
    }
    return steps;
  }

  /** 255 is p = fmaxHz / 1000: distances are 1/p, rounded up or down. */
  @ParameterizedTest
  @CsvSource({"100, 10, 10", "250, 4, 4", "300, 3, 4", "1000, 1, 1", "7, 142, 143"})
  void distancesAreEqualAsFarAsStepsAllow(double fmaxHz, int shortest, int longest) {
    LabelledImages white = Fixtures.filled(1, 255);
    for (int pixel : new int[] {0, 391, 783}) {
      List<Integer> steps =
          train(
              new RegularEncoding(new RateEncoding(T, 1, fmaxHz), RegularEncoding.Phase.RANDOM),
              white,
              pixel);
      for (int n = 1; n < steps.size(); n++) {
        assertThat(steps.get(n) - steps.get(n - 1)).isBetween(shortest, longest);
      }
      assertThat(steps.size())
          .isBetween((int) Math.floor(T * fmaxHz / 1000), (int) Math.ceil(T * fmaxHz / 1000));
    }
  }

  /** The first spike of a white pixel of 100 Hz is at one of ten steps, each as likely. */
  @Test
  void phasesAreUniform() {
    double[] first = new double[Fixtures.PIXELS];
    SpikeEvents events =
        new Encoder(
                new RegularEncoding(new RateEncoding(10, 1, 100), RegularEncoding.Phase.RANDOM),
                42,
                Fixtures.PIXELS)
            .encode(Fixtures.filled(1, 255), 0, SpikeStream.TRAIN);
    for (int t = 0; t < 10; t++) {
      for (int e = events.offsets()[t]; e < events.offsets()[t + 1]; e++) {
        first[events.pixels()[e]] = t;
      }
    }
    assertThat(events.size()).isEqualTo(Fixtures.PIXELS);
    assertMean(first, 4.5, Math.sqrt(99.0 / 12));
  }

  @Test
  void blackPixelsAreSilentAndAFasterTrainIsClipped() {
    Encoding encoding =
        new RegularEncoding(new RateEncoding(T, 20, 100), RegularEncoding.Phase.RANDOM);
    assertThat(encoding.probability(0)).isZero();
    assertThat(encoding.clips(255)).isTrue();
    assertThat(train(encoding, Fixtures.filled(1, 255), 5)).hasSize(T);
    assertThat(train(encoding, Fixtures.filled(1, 0), 5)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65_536})
  void stepsOutsideTheirRangeAreRejected(int steps) {
    assertRejected(
        "num_steps",
        "" + steps,
        () -> new RegularEncoding(new RateEncoding(steps, 1, 100), RegularEncoding.Phase.RANDOM));
  }

  /** p = 0.3: a spike where ⌊½ + 0.3(t + 1)⌋ grows, by hand at steps 1, 4, 8, 11, 14, 18. */
  @Test
  void oneHalfIsThePhaseOfAllPixels() {
    Encoding encoding =
        new RegularEncoding(new RateEncoding(20, 1, 300), RegularEncoding.Phase.HALF);
    for (long key : new long[] {0, 1, -7}) {
      int[] steps = IntStream.range(0, 20).filter(t -> encoding.spikes(key, 255, t)).toArray();
      assertThat(steps).containsExactly(1, 4, 8, 11, 14, 18);
    }
  }
}
