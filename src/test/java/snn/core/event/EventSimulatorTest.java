package snn.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import snn.Progress;
import snn.Workers;
import snn.core.Fixtures;
import snn.core.Homeostasis;
import snn.core.LifParameters;
import snn.core.Network;
import snn.core.RateEncoding;
import snn.core.Simulator;
import snn.core.SimulatorContract;
import snn.core.SpikeCounts;
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

  private static SpikeCounts counts(Network network, LabelledImages images, Workers workers) {
    try (Simulator simulator = new EventSimulator(network, workers)) {
      return simulator.counts(
          images,
          SpikeStream.TRAIN,
          Homeostasis.none(network.hidden()),
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
