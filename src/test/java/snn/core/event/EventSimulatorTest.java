package snn.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.Progress;
import snn.Workers;
import snn.core.AdaptiveLif;
import snn.core.Encoder;
import snn.core.Feature;
import snn.core.FeatureMatrix;
import snn.core.Fixtures;
import snn.core.Homeostasis;
import snn.core.LifParameters;
import snn.core.NaiveSimulator;
import snn.core.Network;
import snn.core.Neuron;
import snn.core.RandomLinear;
import snn.core.RateEncoding;
import snn.core.Responses;
import snn.core.SampleTrace;
import snn.core.Simulator;
import snn.core.SimulatorContract;
import snn.core.SpikeStream;
import snn.data.LabelledImages;
import snn.part.Spread;

class EventSimulatorTest extends SimulatorContract {

  @Override
  protected Simulator create(Network network, Workers workers) {
    return new EventSimulator(network, workers);
  }

  @Test
  void countsDoNotDependOnTheNumberOfThreads() {
    byte[] pixels = new byte[61 * Fixtures.PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % 7 == 0 ? i : 0);
    }
    LabelledImages images = new LabelledImages(pixels, new byte[61], Fixtures.SHAPE);
    String one = sha256(images, 1);
    assertThat(sha256(images, 2)).isEqualTo(one);
    assertThat(sha256(images, 5)).isEqualTo(one);
  }

  /** Each with a time constant of its own. */
  @Test
  void someOfTheNeuronsDoWhatTheyDoAmongTheOthers() {
    LabelledImages images = Fixtures.digitLike(5, 2, Fixtures.SHAPE);
    int[] neurons = {99, 3, 40, 17};
    try (Workers workers = new Workers(2)) {
      Network network =
          new Network(
              new RateEncoding(40, 1, 100),
              3,
              Fixtures.draw(Fixtures.sparse(0.5, 0.1, 0.05), 100, 3, workers),
              new LifParameters(new Spread(5, 200), 1, 2, 1));
      assertThat(counts(network.select(neurons), images, workers).sha256())
          .isEqualTo(
              counts(network, images, workers).select(new int[] {0, 1, 2, 3, 4}, neurons).sha256());
    }
  }

  @Test
  void layersTogetherDoWhatEachDoesAlone() {
    LifParameters lif = new LifParameters(20, 1, 2, 1);
    requireTogetherIsAlone(
        List.of(
            lif,
            lif.withTauMs(5),
            new LifParameters(new Spread(5, 200), 1, 2, 1),
            new LifParameters(20, 1, 0, 0.5),
            new LifParameters(20, 1, 5, 3)));
    requireTogetherIsAlone(
        List.of(new AdaptiveLif(lif, 100, 0.5), new AdaptiveLif(lif.withTauMs(5), 20, 0.1)));
  }

  @Test
  void saturatedLayersTogetherDoWhatEachDoesAlone() {
    LifParameters lif = new LifParameters(20, 1, 2, 1);
    requireTogetherIsAlone(
        List.of(
            lif,
            lif.withTauMs(5),
            lif.withTauMs(50),
            new LifParameters(new Spread(5, 200), 1, 2, 1),
            new LifParameters(20, 1, 0, 1),
            new LifParameters(20, 1, 60, 4)),
        Fixtures.dense(0.5, 0.1));
  }

  /** From a step on that differs from image to image, and not at all in some. */
  @ParameterizedTest
  @CsvSource({
    "20, 2, 1, 1",
    "20, 2, 6, 1",
    "20, 2, 8, 1",
    "20, 0, 6, 1",
    "20, 7, 6, 1",
    "20, 39, 6, 1",
    "20, 60, 6, 1",
    "5, 2, 4, 1",
    "200, 3, 10, 1",
    "20, 2, 1, 0.2",
    "20, 2, 3, 0"
  })
  void aSaturatedLayerCountsWhatItWouldCountStepByStep(
      double tauMs, double tRefMs, double threshold, float gain) {
    LabelledImages images = Fixtures.digitLike(40, 2, Fixtures.SHAPE);
    float[] gains = new float[70];
    for (int j = 0; j < gains.length; j++) {
      gains[j] = gain * (1 + j % 3);
    }
    try (Workers workers = new Workers(2)) {
      Network network =
          new Network(
              new RateEncoding(40, 1, 100),
              3,
              Fixtures.draw(Fixtures.dense(0.5, 0.1), gains.length, 3, workers),
              new LifParameters(tauMs, 1, tRefMs, threshold));
      Saturation saturation = Saturation.of(network).orElseThrow();
      Encoder encoder = network.encoder();
      for (int n = 0; n < images.size(); n++) {
        int from = saturation.from(encoder.encode(images, n, SpikeStream.TEST), gain);
        SampleTrace trace = new NaiveSimulator(network).trace(images, n, SpikeStream.TEST, gains);
        for (int t = from; t < network.numSteps(); t++) {
          for (int j = 0; j < gains.length; j++) {
            assertThat(trace.membraneAt(t, j)).isGreaterThan((float) threshold);
          }
        }
      }
      try (Simulator simulator = new EventSimulator(network, workers)) {
        Progress.Task task = Progress.NONE.start("", 0, "it");
        assertThat(Fixtures.counts(simulator, images, SpikeStream.TEST, gains, task).sha256())
            .isEqualTo(
                Fixtures.counts(new NaiveSimulator(network), images, SpikeStream.TEST, gains, task)
                    .sha256());
      }
    }
  }

  /** Else the last test may have compared steps with steps. */
  @Test
  void theBoundHoldsForStrongInputAndNotForWeak() {
    try (Workers workers = new Workers(1)) {
      RandomLinear dense = Fixtures.draw(Fixtures.dense(0.5, 0.1), 70, 3, workers);
      Network network =
          new Network(new RateEncoding(40, 1, 100), 3, dense, new LifParameters(20, 1, 2, 1));
      Saturation saturation = Saturation.of(network).orElseThrow();
      Encoder encoder = network.encoder();
      LabelledImages images = Fixtures.digitLike(1, 2, Fixtures.SHAPE);
      assertThat(saturation.from(encoder.encode(images, 0, SpikeStream.TEST), 1)).isLessThan(10);
      assertThat(saturation.from(encoder.encode(images, 0, SpikeStream.TEST), 0.1f)).isEqualTo(40);
      assertThat(saturation.from(encoder.encode(Fixtures.filled(1, 0), 0, SpikeStream.TEST), 1))
          .isEqualTo(40);
      Fixtures.Weights sparse = Fixtures.sparse(0.5, 0.1, 0.05);
      assertThat(
              Saturation.of(
                  new Network(
                      new RateEncoding(40, 1, 100),
                      3,
                      Fixtures.draw(sparse, 70, 3, workers),
                      new LifParameters(20, 1, 2, 1))))
          .isEmpty();
      assertThat(
              Saturation.of(
                  new Network(
                      new RateEncoding(40, 1, 100),
                      3,
                      dense,
                      new LifParameters(new Spread(5, 200), 1, 2, 1))))
          .isEmpty();
    }
  }

  private static void requireTogetherIsAlone(List<Neuron> neurons) {
    requireTogetherIsAlone(neurons, Fixtures.sparse(0.5, 0.1, 0.05));
  }

  private static void requireTogetherIsAlone(List<Neuron> neurons, Fixtures.Weights law) {
    LabelledImages images = Fixtures.digitLike(21, 2, Fixtures.SHAPE);
    int hidden = 101;
    try (Workers workers = new Workers(2)) {
      RandomLinear weights = Fixtures.draw(law, hidden, 3, workers);
      List<Network> networks =
          neurons.stream()
              .map(neuron -> new Network(new RateEncoding(40, 1, 100), 3, weights, neuron))
              .toList();
      float[] gains = new float[hidden];
      Arrays.fill(gains, 1.3f);
      List<EventSimulator.Run> runs =
          IntStream.range(0, networks.size())
              .mapToObj(
                  k ->
                      new EventSimulator.Run(
                          k == 0 ? Homeostasis.ones(hidden) : gains,
                          k == 1 ? Feature.FIRST_SPIKE : Feature.COUNTS))
              .toList();
      List<Responses> together;
      try (EventSimulator simulator = new EventSimulator(networks, workers)) {
        together =
            simulator.responses(images, SpikeStream.TEST, runs, Progress.NONE.start("", 0, "it"));
      }
      for (int k = 0; k < networks.size(); k++) {
        Responses alone =
            new NaiveSimulator(networks.get(k))
                .responses(
                    images,
                    SpikeStream.TEST,
                    runs.get(k).gains(),
                    runs.get(k).feature(),
                    Progress.NONE.start("", 0, "it"));
        assertThat(together.get(k).counts().sha256()).isEqualTo(alone.counts().sha256());
        assertThat(together.get(k).features().sha256()).isEqualTo(alone.features().sha256());
      }
    }
  }

  private static FeatureMatrix counts(Network network, LabelledImages images, Workers workers) {
    try (Simulator simulator = new EventSimulator(network, workers)) {
      return Fixtures.counts(
          simulator,
          images,
          SpikeStream.TRAIN,
          Homeostasis.ones(network.hidden()),
          Progress.NONE.start("", 0, "it"));
    }
  }

  private static String sha256(LabelledImages images, int threads) {
    try (Workers workers = new Workers(threads)) {
      Network network =
          new Network(
              new RateEncoding(40, 1, 100),
              3,
              Fixtures.draw(Fixtures.sparse(0.5, 0.1, 0.05), 100, 3, workers),
              new LifParameters(20, 1, 2, 1));
      return counts(network, images, workers).sha256();
    }
  }
}
