package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Workers;
import snn.data.ImageShape;
import snn.data.LabelledImages;
import snn.part.Spread;

/**
 * What every {@link Simulator} must do: agree with {@link NaiveSimulator} in every spike and every
 * bit of every membrane potential. Extend it for a new implementation.
 */
public abstract class SimulatorContract {

  /** The simulator under test. */
  protected abstract Simulator create(Network network, Workers workers);

  /** Whether the simulator has a kernel for these neurons; else it says so, and is not asked. */
  protected boolean runs(Neuron neuron) {
    return true;
  }

  /** One configuration, all its shapes different. */
  protected record Case(String name, Network network, LabelledImages images, float[] gains) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final long SEED = 7;

  private static Case of(
      String name,
      int hidden,
      Encoding encoding,
      Neuron neuron,
      Fixtures.Weights weights,
      LabelledImages images,
      float gain) {
    return new Case(
        name,
        new Network(encoding, SEED, draw(weights, images.shape(), hidden, SEED), neuron),
        images,
        constant(hidden, gain));
  }

  private static RandomLinear draw(
      Fixtures.Weights weights, ImageShape shape, int hidden, long seed) {
    try (Workers workers = new Workers(1)) {
      return RandomLinear.draw(
          weights.law(), weights.connections(), Pool.NONE, shape, hidden, seed, workers);
    }
  }

  static Stream<Case> cases() {
    return Stream.of(published(), parts(), local(), pooled(), random(40)).flatMap(all -> all);
  }

  /** Layers of several blocks whose neurons see little of the image, one of them nothing. */
  private static Stream<Case> local() {
    Encoding encoding = new RateEncoding(67, 1, 300);
    LifParameters lif = new LifParameters(20, 1, 2, 1);
    Map<String, Object> small = Map.of("patch_min", 3, "patch_max", 6);
    Fixtures.Weights gabor =
        new Fixtures.Weights(WeightLaw.KIND.read(with(small, "gabor")), Connections.DENSE);
    Fixtures.Weights patch =
        new Fixtures.Weights(WeightLaw.KIND.read(with(small, "patch")), new Connections(0.3));
    LabelledImages digits = Fixtures.digitLike(4, 1);
    return Stream.of(
        of("fields", 333, encoding, lif, gabor, digits, 1.3f),
        of(
            "fields of regular trains",
            150,
            new RegularEncoding(new RateEncoding(67, 1, 300), RegularEncoding.Phase.RANDOM),
            lif,
            gabor,
            digits,
            1),
        of(
            "fields, tau of each neuron",
            333,
            encoding,
            new LifParameters(new Spread(5, 200), 1, 2, 1),
            gabor,
            digits,
            1),
        of("fields, adaptive", 150, encoding, new AdaptiveLif(lif, 100, 0.5), gabor, digits, 1),
        of("fields, no ink", 150, encoding, lif, gabor, Fixtures.filled(2, 0), 1),
        of("windows", 130, encoding, lif, gabor, small(), 1.3f),
        of("windows, adaptive", 130, encoding, new AdaptiveLif(lif, 100, 0.5), gabor, small(), 1),
        of("patches with holes", 200, encoding, lif, patch, digits, 1),
        of("few connections", 200, encoding, lif, Fixtures.sparse(0.5, 0.1, 0.002), digits, 3));
  }

  /** Neighbours that are read as one. */
  private static Stream<Case> pooled() {
    LifParameters lif = new LifParameters(20, 1, 2, 1);
    Encoding quiet =
        new RegularEncoding(
            new RateEncoding(new TimeSteps(33, 1), 1000, new Intensity(Intensity.Curve.SQRT)),
            RegularEncoding.Phase.HALF);
    Encoding noisy = new RateEncoding(33, 1, 200);
    return Stream.of(
        pooled("cells", 3, 21, quiet, lif, "gabor", Fixtures.digitLike(3, 1)),
        pooled("noisy cells", 2, 40, noisy, lif, "gabor", Fixtures.digitLike(3, 2)),
        pooled("cells of patches", 4, 9, quiet, lif, "patch", Fixtures.digitLike(2, 3)),
        pooled(
            "adaptive cells",
            3,
            5,
            quiet,
            new AdaptiveLif(lif, 100, 0.5),
            "gabor",
            Fixtures.digitLike(2, 4, new ImageShape(11, 9))),
        pooled("small cells", 3, 70, quiet, lif, "gabor", small()));
  }

  private static Case pooled(
      String name,
      int side,
      int features,
      Encoding encoding,
      Neuron neuron,
      String law,
      LabelledImages images) {
    WeightLaw weights =
        WeightLaw.KIND.read(
            Map.of(
                WeightLaw.KIND.name(),
                law,
                "patch_min",
                4,
                "patch_max",
                5,
                "patch_margin",
                2,
                "mean_free",
                true,
                "w_norm",
                1.5));
    Pool pool = new Pool(side);
    try (Workers workers = new Workers(1)) {
      RandomLinear drawn =
          RandomLinear.draw(
              weights, Connections.DENSE, pool, images.shape(), features, SEED, workers);
      return new Case(
          name,
          new Network(encoding, SEED, drawn, neuron, pool),
          images,
          constant(drawn.hidden(), 1.1f));
    }
  }

  /** Images of so few pixels that no block of neurons sees many. */
  private static LabelledImages small() {
    return Fixtures.digitLike(3, 5, new ImageShape(8, 7));
  }

  private static Map<String, Object> with(Map<String, Object> values, String law) {
    Map<String, Object> all = new HashMap<>(values);
    all.put(WeightLaw.KIND.name(), law);
    return all;
  }

  private static Stream<Case> published() {
    LifParameters lif = new LifParameters(20, 1, 2, 1);
    LifParameters free = new LifParameters(20, 1, 0, 1);
    Encoding encoding = new RateEncoding(29, 1, 100);
    Fixtures.Weights dense = Fixtures.dense(0.5, 0.1);
    Fixtures.Weights sparse = Fixtures.sparse(0.5, 0.1, 0.05);
    LabelledImages digits = Fixtures.digitLike(5, 1);
    return Stream.of(
        of("baseline", 70, encoding, lif, dense, digits, 1),
        of("sparse", 70, encoding, lif, sparse, digits, 1),
        of("homeostasis", 70, encoding, lif, dense, digits, 0.1f),
        of(
            "tau of each neuron",
            70,
            encoding,
            new LifParameters(new Spread(5, 200), 1, 2, 1),
            dense,
            digits,
            1),
        of(
            "tau of each neuron, adaptive",
            70,
            encoding,
            new AdaptiveLif(new LifParameters(new Spread(5, 200), 1, 2, 1), 100, 0.5),
            sparse,
            digits,
            1),
        of("tau 5", 70, encoding, lif.withTauMs(5), dense, digits, 1),
        of("one neuron", 1, encoding, lif, sparse, digits, 1),
        of("one step", 65, new RateEncoding(1, 1, 100), lif, dense, digits, 1),
        of("64 steps", 33, new RateEncoding(64, 1, 100), lif, sparse, digits, 1),
        of("130 steps", 33, new RateEncoding(130, 1, 100), lif, sparse, digits, 1),
        of(
            "5,000 steps",
            5,
            new RateEncoding(5000, 1, 100),
            lif,
            sparse,
            Fixtures.digitLike(2, 1),
            1),
        of(
            "wide counts",
            9,
            new RateEncoding(300, 1, 100),
            free,
            dense,
            Fixtures.digitLike(2, 3),
            1),
        of("no refractory period", 70, encoding, free, sparse, digits, 1),
        of("R = 5", 70, encoding, new LifParameters(20, 1, 5, 1), sparse, digits, 1),
        of(
            "half steps",
            70,
            new RateEncoding(29, 0.5, 100),
            new LifParameters(20, 0.5, 2, 0.7),
            sparse,
            digits,
            1),
        of("one image", 70, encoding, lif, sparse, Fixtures.digitLike(1, 9), 1),
        of("blank image", 70, encoding, lif, dense, Fixtures.filled(1, 0), 1),
        of(
            "white image at p = 1",
            70,
            new RateEncoding(29, 1, 1000),
            lif,
            dense,
            Fixtures.filled(1, 255),
            1));
  }

  /** Every part of every list, with its defaults, on images of an odd shape. */
  private static Stream<Case> parts() {
    Stream.Builder<Case> all = Stream.builder();
    LabelledImages images = Fixtures.digitLike(3, 4, new ImageShape(11, 7));
    for (String encoding : Encoding.KIND.parts().keySet()) {
      for (String neuron : Neuron.KIND.parts().keySet()) {
        for (String weights : WeightLaw.KIND.parts().keySet()) {
          Map<String, Object> values =
              Map.of(
                  Encoding.KIND.name(),
                  encoding,
                  Neuron.KIND.name(),
                  neuron,
                  WeightLaw.KIND.name(),
                  weights,
                  "num_steps",
                  67,
                  "fmax_hz",
                  300,
                  "patch_min",
                  2,
                  "patch_max",
                  6,
                  "w_mean",
                  0.1);
          all.add(
              of(
                  String.join(", ", encoding, neuron, weights),
                  37,
                  Encoding.KIND.read(values),
                  Neuron.KIND.read(values),
                  new Fixtures.Weights(WeightLaw.KIND.read(values), new Connections(0.6)),
                  images,
                  1.3f));
        }
      }
    }
    return all.build();
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
              ImageShape shape = new ImageShape(1 + random.nextInt(40), 1 + random.nextInt(40));
              Fixtures.Weights weights =
                  Fixtures.sparse(
                      random.nextDouble() - 0.2,
                      random.nextDouble() * 0.3,
                      0.02 + random.nextDouble() * 0.98);
              long seed = random.nextLong();
              return new Case(
                  "random " + i,
                  new Network(
                      new RateEncoding(1 + random.nextInt(90), dt, random.nextInt(300)),
                      seed,
                      draw(weights, shape, hidden, seed),
                      new LifParameters(
                          0.5 + random.nextInt(60),
                          dt,
                          random.nextInt(6),
                          0.2 + random.nextDouble() * 4)),
                  Fixtures.digitLike(1 + random.nextInt(3), i, shape),
                  gains);
            });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everySpikeAndEveryPotentialIsTheReferences(Case c) {
    try (Workers workers = new Workers(3)) {
      if (!runs(c.network.neuron())) {
        assertThatThrownBy(() -> create(c.network, workers))
            .isInstanceOf(InvalidParameterException.class);
        return;
      }
      Simulator naive = new NaiveSimulator(c.network);
      try (Simulator simulator = create(c.network, workers)) {
        int last = c.images.size() - 1;
        SampleTrace expected = naive.trace(c.images, last, SpikeStream.TRAIN, c.gains);
        SampleTrace found = simulator.trace(c.images, last, SpikeStream.TRAIN, c.gains);
        assertThat(found.spikes()).isEqualTo(expected.spikes());
        assertThat(found.membrane()).isEqualTo(expected.membrane());

        // A sum of first steps means nothing.
        Feature feature =
            c.network.pool().neurons() == 1 ? Feature.FIRST_SPIKE : Feature.SQRT_COUNTS;
        Responses wanted =
            naive.responses(c.images, SpikeStream.TEST, c.gains, feature, progress());
        Responses got =
            simulator.responses(c.images, SpikeStream.TEST, c.gains, feature, progress());
        FeatureMatrix counts =
            Fixtures.counts(simulator, c.images, SpikeStream.TEST, c.gains, progress());
        for (int image = 0; image <= last; image++) {
          for (int j = 0; j < c.network.features(); j++) {
            assertThat(counts.get(image, j)).isEqualTo(wanted.counts().get(image, j));
            assertThat(got.counts().get(image, j)).isEqualTo(wanted.counts().get(image, j));
            assertThat(got.features().get(image, j)).isEqualTo(wanted.features().get(image, j));
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

  private static float[] constant(int hidden, float gain) {
    float[] gains = new float[hidden];
    Arrays.fill(gains, gain);
    return gains;
  }
}
