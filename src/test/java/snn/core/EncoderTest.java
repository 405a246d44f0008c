package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static snn.core.Statistics.assertBinomial;
import static snn.core.Statistics.assertMean;
import static snn.core.Statistics.assertUncorrelated;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Sha256;
import snn.data.LabelledImages;

class EncoderTest {

  private static final int N = Fixtures.PIXELS;

  /** More than two words of 64 steps. */
  private static final int T = 130;

  private static final Encoding DEFAULTS = new RateEncoding(100, 1, 100);

  /** p from 3.9·10⁻⁴ to 0.999, by rate and by level. */
  @ParameterizedTest
  @CsvSource({"100, 1", "1, 255", "100, 128", "100, 255", "500, 255", "990, 255", "999, 255"})
  void spikesAreAsFrequentAsTheyShould(double fmaxHz, int level) {
    Encoding encoding = new RateEncoding(T, 1, fmaxHz);
    LabelledImages images = Fixtures.filled(20, level);
    long spikes = 0;
    for (int image = 0; image < images.size(); image++) {
      spikes += encode(encoding, 42, images, image, SpikeStream.TRAIN).size();
    }
    assertBinomial(spikes, (long) images.size() * T * N, encoding.probability(level));
  }

  static Stream<Encoding> encodings() {
    RateEncoding rate = new RateEncoding(T, 1, 100);
    return Stream.of(
        rate,
        new RegularEncoding(rate, RegularEncoding.Phase.RANDOM),
        new RegularEncoding(rate, RegularEncoding.Phase.HALF),
        new LatencyEncoding(new TimeSteps(T, 1), Intensity.LINEAR));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void whatIsDrawnDiffersFromOneDrawToTheNext(Encoding encoding) {
    LabelledImages images = Fixtures.digitLike(1, 3);
    int[] pixels = encode(encoding, 42, images, 0, SpikeStream.TRAIN).pixels().clone();
    int[] again = encode(encoding, 42, images, 0, SpikeStream.TRAIN_AGAIN).pixels();
    assertThat(Arrays.equals(pixels, again)).isEqualTo(!encoding.isDrawn());
  }

  @ParameterizedTest
  @CsvSource({"100, 0", "0, 255"})
  void atProbabilityZeroNothingSpikes(double fmaxHz, int level) {
    var events =
        encode(new RateEncoding(T, 1, fmaxHz), 42, Fixtures.filled(1, level), 0, SpikeStream.TRAIN);
    assertThat(events.size()).isZero();
    assertThat(events.offsets()).hasSize(T + 1).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"1000, 255", "5000, 51", "1000000000, 1"})
  void atProbabilityOneEveryPixelSpikesInEveryStep(double fmaxHz, int level) {
    var events =
        encode(new RateEncoding(T, 1, fmaxHz), 42, Fixtures.filled(1, level), 0, SpikeStream.TRAIN);
    assertThat(events.size()).isEqualTo(T * N);
    for (int e = 0; e < events.size(); e++) {
      assertThat(events.pixels()[e]).isEqualTo(e % N);
    }
  }

  /**
   * The switching point of a draw, the p at which its spike appears, is the draw's random number u.
   * An encoder that rounded p to b bits would have switching points that are multiples of 2⁻ᵇ. Here
   * 400 of them, each found to the last bit of a double, are looked at in units of 2⁻⁴⁰: what is
   * left behind the point is uniform.
   */
  @Test
  void probabilityIsHonouredBeyondFortyBits() {
    double[] behindThePoint = new double[400];
    for (int i = 0; i < behindThePoint.length; i++) {
      double switchingPoint = switchingPoint(i) / 1000 * 0x1.0p40;
      behindThePoint[i] = switchingPoint - Math.floor(switchingPoint);
    }
    assertMean(behindThePoint, 0.5, Math.sqrt(1.0 / 12));
    long inTheFirstQuarter = Arrays.stream(behindThePoint).filter(x -> x < 0.25).count();
    assertBinomial(inTheFirstQuarter, behindThePoint.length, 0.25);
  }

  /** The rate in Hz at which pixel {@code pixel} begins to spike in the last step. */
  private static double switchingPoint(int pixel) {
    byte[] pixels = new byte[N];
    pixels[pixel] = (byte) 255;
    LabelledImages image = Fixtures.images(pixels);
    double silent = 0;
    double spiking = 1000;
    for (double middle = 500; middle > silent && middle < spiking; ) {
      Encoding encoding = new RateEncoding(3, 1, middle);
      int[] offsets = encode(encoding, 42, image, 0, SpikeStream.TRAIN).offsets();
      if (offsets[3] > offsets[2]) {
        spiking = middle;
      } else {
        silent = middle;
      }
      middle = silent + (spiking - silent) / 2;
    }
    return spiking;
  }

  /** Every draw of an image, one by one, from the definition: u &lt; p with u of 63 bits. */
  @Test
  void everySpikeIsTheReferences() {
    Encoding encoding = new RateEncoding(T, 1, 300);
    LabelledImages images = Fixtures.digitLike(2, 3);
    boolean[] spikes = spikes(encode(encoding, 7, images, 1, SpikeStream.TEST));
    RandomLinear unused = Fixtures.draw(Fixtures.dense(0, 0), 1, 7);
    var naive =
        new NaiveSimulator(new Network(encoding, 7, unused, new LifParameters(20, 1, 2, 1)));
    for (int t = 0; t < T; t++) {
      for (int i = 0; i < N; i++) {
        assertThat(spikes[t * N + i])
            .isEqualTo(naive.inputSpike(images, 1, i, t, SpikeStream.TEST));
      }
    }
  }

  static Stream<Arguments> pairsOfDraws() {
    double[] base = draws(42, SpikeStream.TRAIN);
    double[] adaptation = draws(42, SpikeStream.adaptation(0));
    return Stream.of(
        Arguments.of("next step", first(base, N), last(base, N)),
        Arguments.of("64 steps on", first(base, 64 * N), last(base, 64 * N)),
        Arguments.of("next pixel", first(base, 1), last(base, 1)),
        Arguments.of("pixel below", first(base, 28), last(base, 28)),
        Arguments.of("next step and pixel", first(base, N + 1), last(base, N + 1)),
        Arguments.of("next image", first(base, T * N), last(base, T * N)),
        Arguments.of("train and test", base, draws(42, SpikeStream.TEST)),
        Arguments.of("train and adaptation", base, adaptation),
        Arguments.of("two epochs", adaptation, draws(42, SpikeStream.adaptation(1))),
        Arguments.of("next seed", base, draws(43, SpikeStream.TRAIN)),
        Arguments.of("seed + 2³²", base, draws(42 + (1L << 32), SpikeStream.TRAIN)),
        Arguments.of("negated seed", base, draws(-42, SpikeStream.TRAIN)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairsOfDraws")
  void drawsAreIndependent(String name, double[] x, double[] y) {
    assertThat(x).as(name).isNotEqualTo(y);
    assertUncorrelated(x, y);
  }

  /**
   * Numbers of spikes scatter as binomial numbers do, over the steps of a pixel and over the pixels
   * of a step: (count − np)² / (np(1 − p)) is 1 on average with variance 2 + (1 − 6p(1 − p)) /
   * (np(1 − p)). Correlations at any lag would show.
   */
  @Test
  void countsScatterAsBinomialNumbers() {
    double p = 0.3;
    double[] draws = draws(42, SpikeStream.TRAIN);
    int images = draws.length / (T * N);
    double[] byPixel = new double[images * N];
    double[] byStep = new double[images * T];
    for (int d = 0; d < draws.length; d++) {
      byPixel[d / (T * N) * N + d % N] += draws[d];
      byStep[d / N] += draws[d];
    }
    assertDispersion(byPixel, T, p);
    assertDispersion(byStep, N, p);
  }

  private static void assertDispersion(double[] counts, int n, double p) {
    double variance = n * p * (1 - p);
    double[] squares =
        Arrays.stream(counts).map(c -> (c - n * p) * (c - n * p) / variance).toArray();
    assertMean(squares, 1, Math.sqrt(2 + (1 - 6 * p * (1 - p)) / variance));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 37, 63, 64, 65, 128, 129})
  void aShorterRunIsTheBeginningOfALongerOne(int steps) {
    LabelledImages images = Fixtures.digitLike(1, 5);
    var longer = encode(new RateEncoding(200, 1, 100), 42, images, 0, SpikeStream.TRAIN);
    var shorter = encode(new RateEncoding(steps, 1, 100), 42, images, 0, SpikeStream.TRAIN);
    assertThat(shorter.numSteps()).isEqualTo(steps);
    assertThat(shorter.offsets()).isEqualTo(Arrays.copyOf(longer.offsets(), steps + 1));
    assertThat(pixels(shorter)).isEqualTo(Arrays.copyOf(longer.pixels(), shorter.size()));
  }

  @Test
  void aPixelsTrainDoesNotDependOnTheOtherPixels() {
    LabelledImages images = Fixtures.digitLike(1, 5);
    boolean[] together = spikes(encode(DEFAULTS, 42, images, 0, SpikeStream.TRAIN));
    boolean[] alone = new boolean[together.length];
    for (int i = 0; i < N; i++) {
      byte[] pixels = new byte[N];
      pixels[i] = images.pixels()[i];
      var events = encode(DEFAULTS, 42, Fixtures.images(pixels), 0, SpikeStream.TRAIN);
      boolean[] train = spikes(events);
      for (int at = i; at < alone.length; at += N) {
        alone[at] = train[at];
      }
    }
    assertThat(alone).isEqualTo(together);
  }

  @Test
  void anImagesSpikesDoNotDependOnTheOtherImages() {
    LabelledImages images = Fixtures.digitLike(3, 5);
    var among = encode(DEFAULTS, 42, images, 1, SpikeStream.TRAIN);
    var last = encode(DEFAULTS, 42, images.first(2), 1, SpikeStream.TRAIN);
    assertThat(pixels(last)).isEqualTo(pixels(among));
    assertThat(last.offsets()).isEqualTo(among.offsets());
  }

  @Test
  void eventsAscendInTimeAndWithinAStepInPixels() {
    var events =
        encode(new RateEncoding(T, 1, 700), 42, Fixtures.digitLike(1, 5), 0, SpikeStream.TRAIN);
    assertThat(events.offsets()).isSorted().hasSize(T + 1).startsWith(0);
    for (int t = 0; t < T; t++) {
      int[] step =
          Arrays.copyOfRange(events.pixels(), events.offsets()[t], events.offsets()[t + 1]);
      assertThat(step).isSorted().doesNotHaveDuplicates();
      assertThat(step).as("the 64-step words have no gap").isNotEmpty();
    }
  }

  @Test
  void whatWasEncodedBeforeLeavesNoTrace() {
    Encoding encoding = new RateEncoding(T, 1, 100);
    var encoder = new Encoder(encoding, 42, N);
    LabelledImages white = Fixtures.filled(1, 255);
    LabelledImages digit = Fixtures.digitLike(1, 5);
    assertThat(encoder.encode(white, 0, SpikeStream.TRAIN).size())
        .as("events beyond the buffer's first size")
        .isGreaterThan(1 << 12);
    var used = encoder.encode(digit, 0, SpikeStream.TRAIN);
    var fresh = encode(encoding, 42, digit, 0, SpikeStream.TRAIN);
    assertThat(pixels(used)).isEqualTo(pixels(fresh));
    assertThat(used.offsets()).isEqualTo(fresh.offsets());
  }

  /** Whoever changes the draws raises {@link SpikeStream#VERSION}, and then this. */
  @Test
  void drawsOfThisVersion() {
    assertThat(SpikeStream.VERSION).isEqualTo(1);
    var events = encode(DEFAULTS, 42, Fixtures.digitLike(3, 5), 2, SpikeStream.TEST);
    ByteBuffer bytes =
        ByteBuffer.allocate((events.offsets().length + events.size()) * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(events.offsets()).put(events.pixels(), 0, events.size());
    assertThat(Sha256.hex(bytes.array()))
        .isEqualTo("4459ea0511f1914b7f129fb48a04c17ddde9108a0b02aaeabff6d3a005738c48");
  }

  private static SpikeEvents encode(
      Encoding encoding, long seed, LabelledImages images, int image, SpikeStream stream) {
    return new Encoder(encoding, seed, N).encode(images, image, stream);
  }

  private static int[] pixels(SpikeEvents events) {
    return Arrays.copyOf(events.pixels(), events.size());
  }

  /** [T, N] */
  private static boolean[] spikes(SpikeEvents events) {
    boolean[] spikes = new boolean[events.numSteps() * N];
    for (int t = 0; t < events.numSteps(); t++) {
      for (int e = events.offsets()[t]; e < events.offsets()[t + 1]; e++) {
        spikes[t * N + events.pixels()[e]] = true;
      }
    }
    return spikes;
  }

  /** Draws with p = 0.3 of three white images, 1 or 0, [3, T, N]. */
  private static double[] draws(long seed, SpikeStream stream) {
    LabelledImages images = Fixtures.filled(3, 255);
    double[] draws = new double[images.size() * T * N];
    int at = 0;
    for (int image = 0; image < images.size(); image++) {
      for (boolean spike :
          spikes(encode(new RateEncoding(T, 1, 300), seed, images, image, stream))) {
        draws[at++] = spike ? 1 : 0;
      }
    }
    return draws;
  }

  private static double[] first(double[] draws, int lag) {
    return Arrays.copyOf(draws, draws.length - lag);
  }

  private static double[] last(double[] draws, int lag) {
    return Arrays.copyOfRange(draws, lag, draws.length);
  }
}
