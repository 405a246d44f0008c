package snn.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import snn.Progress;
import snn.Workers;
import snn.core.FeatureMatrix;
import snn.core.Fixtures;
import snn.core.Homeostasis;
import snn.core.LifParameters;
import snn.core.Network;
import snn.core.RateEncoding;
import snn.core.Simulator;
import snn.core.SpikeEvents;
import snn.core.SpikeStream;
import snn.core.event.EventSimulator;
import snn.data.LabelledImages;

class CostTest {

  private static final int HIDDEN = 6;
  private static final int STEPS = 40;

  /**
   * Input spikes counted one by one, with the weights that they meet. Of 30 images with about 157
   * lit pixels, 40 steps and a mean p of 0.05 there are about 9,400 spikes, each with a chance of
   * 10 % of each of six neurons: 5,650 operations, whose deviation is below 100 (the number of
   * targets of a spike has second moment 0.9).
   */
  @Test
  void operationsAreThoseOfTheSpikes() {
    LabelledImages images = Fixtures.digitLike(30, 1);
    try (Workers workers = new Workers(1)) {
      Network network =
          new Network(
              new RateEncoding(STEPS, 1, 100),
              3,
              Fixtures.draw(Fixtures.sparse(0.5, 0.1, 0.1), HIDDEN, 3, workers),
              new LifParameters(20, 1, 2, 1));
      long operations = 0;
      for (int image = 0; image < images.size(); image++) {
        SpikeEvents events = network.encoder().encode(images, image, SpikeStream.TRAIN);
        for (int e = 0; e < events.size(); e++) {
          for (int j = 0; j < HIDDEN; j++) {
            operations +=
                network.weights().weights()[j * Fixtures.PIXELS + events.pixels()[e]] != 0 ? 1 : 0;
          }
        }
      }
      Cost cost = Cost.of(network, images, 2);
      assertThat(cost.synapticOperations() * images.size())
          .isCloseTo((double) operations, Offset.offset(500.0));
      assertThat(operations).isGreaterThan(3000);
      assertThat(cost.membraneUpdates()).isEqualTo(STEPS * HIDDEN);
      assertThat(cost.activationSparsity()).isEqualTo(0.95);
    }
  }

  /** White pixels spike at every step: nothing is left to chance. */
  @Test
  void exactWithoutChance() {
    LabelledImages images = Fixtures.firstPixelsWhite(7);
    try (Workers workers = new Workers(1)) {
      Network network =
          new Network(
              new RateEncoding(STEPS, 1, 1000),
              3,
              Fixtures.draw(Fixtures.dense(0.5, 0.001), HIDDEN, 3, workers),
              new LifParameters(20, 1, 2, 1));
      FeatureMatrix counts;
      try (Simulator simulator = new EventSimulator(network, workers);
          Progress.Task silent = Progress.NONE.start("", 1, "it")) {
        counts =
            Fixtures.counts(simulator, images, SpikeStream.TRAIN, Homeostasis.ones(HIDDEN), silent);
      }
      double mean = LayerHealth.of(counts, network, images).meanCount();
      Cost cost = Cost.of(network, images, mean);
      assertThat(cost.synapticOperations()).isEqualTo(7.0 * HIDDEN * STEPS);
      // Every third step.
      assertThat(cost.activationSparsity()).isEqualTo(1 - 14.0 / STEPS);
    }
  }
}
