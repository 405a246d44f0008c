package snn.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import snn.Progress;
import snn.Workers;
import snn.data.LabelledImages;

/**
 * What every {@link Simulator} must do: agree with {@link NaiveSimulator} in every spike and every
 * bit of every membrane potential. Extend it for a new implementation.
 */
public abstract class SimulatorContract {

  /** The simulator under test. */
  protected abstract Simulator create(Network network, Workers workers);

  /** One configuration, all its shapes different. */
  protected record Case(
      String name,
      int hidden,
      Encoding encoding,
      LifParameters lif,
      WeightDistribution distribution,
      LabelledImages images,
      float[] gains,
      long seed) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    LifParameters lif = new LifParameters(20, 1, 2, 1);
    Encoding encoding = new Encoding(29, 1, 100);
    WeightDistribution dense = WeightDistribution.dense(0.5, 0.1);
    WeightDistribution sparse = new WeightDistribution(0.5, 0.1, 0.05);
    LabelledImages digits = Fixtures.digitLike(5, 1);
    Stream<Case> named =
        Stream.of(
            new Case("baseline", 70, encoding, lif, dense, digits, ones(70), 42),
            new Case("sparse", 70, encoding, lif, sparse, digits, ones(70), 42),
            new Case("homeostasis", 70, encoding, lif, dense, digits, constant(70, 0.1f), 42),
            new Case("tau 5", 70, encoding, lif.withTauMs(5), dense, digits, ones(70), 42),
            new Case("one neuron", 1, encoding, lif, sparse, digits, ones(1), 7),
            new Case("one step", 65, new Encoding(1, 1, 100), lif, dense, digits, ones(65), 7),
            new Case("64 steps", 33, new Encoding(64, 1, 100), lif, sparse, digits, ones(33), 7),
            new Case("5,000 steps", 5, new Encoding(5000, 1, 100), lif, sparse, digits, ones(5), 7),
            new Case("130 steps", 33, new Encoding(130, 1, 100), lif, sparse, digits, ones(33), 7),
            new Case(
                "wide counts",
                9,
                new Encoding(300, 1, 100),
                new LifParameters(20, 1, 0, 1),
                dense,
                Fixtures.digitLike(2, 3),
                ones(9),
                7),
            new Case(
                "no refractory period",
                70,
                encoding,
                new LifParameters(20, 1, 0, 1),
                sparse,
                digits,
                ones(70),
                7),
            new Case(
                "R = 5", 70, encoding, new LifParameters(20, 1, 5, 1), sparse, digits, ones(70), 7),
            new Case(
                "half steps",
                70,
                new Encoding(29, 0.5, 100),
                new LifParameters(20, 0.5, 2, 0.7),
                sparse,
                digits,
                ones(70),
                7),
            new Case("one image", 70, encoding, lif, sparse, Fixtures.digitLike(1, 9), ones(70), 7),
            new Case("blank image", 70, encoding, lif, dense, Fixtures.filled(1, 0), ones(70), 7),
            new Case(
                "white image at p = 1",
                70,
                new Encoding(29, 1, 1000),
                lif,
                dense,
                Fixtures.filled(1, 255),
                ones(70),
                7));
    return Stream.concat(named, random(40));
  }

  private static Stream<Case> random(int n) {
    Random random = new Random(20_260_101);
    return Stream.iterate(1, i -> i + 1)
        .limit(n)
        .map(
            i -> {
              int hidden = 1 + random.nextInt(150);
              double dt = new double[] {0.5, 1, 2}[random.nextInt(3)];
              float[] gains = new float[hidden];
              for (int j = 0; j < hidden; j++) {
                gains[j] = (float) (0.1 + random.nextDouble() * 3);
              }
              return new Case(
                  "random " + i,
                  hidden,
                  new Encoding(1 + random.nextInt(90), dt, random.nextInt(300)),
                  new LifParameters(
                      0.5 + random.nextInt(60),
                      dt,
                      random.nextInt(6),
                      0.2 + random.nextDouble() * 4),
                  new WeightDistribution(
                      random.nextDouble() - 0.2,
                      random.nextDouble() * 0.3,
                      0.02 + random.nextDouble() * 0.98),
                  Fixtures.digitLike(1 + random.nextInt(3), i),
                  gains,
                  random.nextLong());
            });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everySpikeAndEveryPotentialIsTheReferences(Case c) {
    try (Workers workers = new Workers(3)) {
      RandomLinear weights = RandomLinear.draw(c.distribution, c.hidden, c.seed, workers);
      Network network = new Network(new PoissonEncoder(c.encoding, c.seed), weights, c.lif);
      Simulator naive = new NaiveSimulator(c.encoding, c.seed, weights, c.lif);
      try (Simulator simulator = create(network, workers)) {
        int last = c.images.size() - 1;
        SampleTrace expected = naive.trace(c.images, last, SpikeStream.TRAIN, c.gains);
        SampleTrace found = simulator.trace(c.images, last, SpikeStream.TRAIN, c.gains);
        assertThat(found.spikes()).isEqualTo(expected.spikes());
        assertThat(found.membrane()).isEqualTo(expected.membrane());

        SpikeCounts expectedCounts = naive.counts(c.images, SpikeStream.TEST, c.gains, progress());
        SpikeCounts counts = simulator.counts(c.images, SpikeStream.TEST, c.gains, progress());
        for (int image = 0; image <= last; image++) {
          for (int j = 0; j < c.hidden; j++) {
            assertThat(counts.get(image, j)).isEqualTo(expectedCounts.get(image, j));
          }
        }

        int[] batch = {last, 0};
        SpikeStream stream = SpikeStream.adaptation(3);
        assertThat(simulator.totals(c.images, batch, stream, c.gains))
            .isEqualTo(naive.totals(c.images, batch, stream, c.gains));
      }
    }
  }

  private static Progress.Task progress() {
    return Progress.NONE.start("", 0, "it");
  }

  private static float[] ones(int hidden) {
    return constant(hidden, 1f);
  }

  private static float[] constant(int hidden, float gain) {
    float[] gains = new float[hidden];
    Arrays.fill(gains, gain);
    return gains;
  }
}
