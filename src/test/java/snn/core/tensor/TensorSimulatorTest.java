package snn.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import snn.Progress;
import snn.Workers;
import snn.core.Fixtures;
import snn.core.Homeostasis;
import snn.core.LifParameters;
import snn.core.Network;
import snn.core.Neuron;
import snn.core.RateEncoding;
import snn.core.Simulator;
import snn.core.SimulatorContract;
import snn.core.SpikeStream;
import snn.data.LabelledImages;

class TensorSimulatorTest extends SimulatorContract {

  private static TensorDevice device;

  @BeforeAll
  static void open() {
    device = TensorDevices.wanted();
  }

  @AfterAll
  static void close() {
    if (device != null) {
      device.close();
    }
  }

  @Override
  protected boolean runs(Neuron neuron) {
    return neuron.hasTensorKernel();
  }

  @Override
  protected Simulator create(Network network, Workers workers) {
    return new TensorSimulator(network, device, workers);
  }

  /** Chunks that divide neither the images, nor the steps, of most cases. */
  @Nested
  class InSmallChunks extends SimulatorContract {
    @Override
    protected boolean runs(Neuron neuron) {
      return neuron.hasTensorKernel();
    }

    @Override
    protected Simulator create(Network network, Workers workers) {
      return new TensorSimulator(network, device, workers, new Chunk(2, 7));
    }
  }

  /** Sums of weights that are on no grid are rounded on the way, here or there. */
  @Test
  void itNoticesProductsThatAreRounded() {
    float[] rows = new float[97 * Fixtures.PIXELS];
    Random random = new Random(1);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.nextFloat();
    }
    try (NDManager manager = device.manager().newSubManager()) {
      NDArray offGrid = manager.create(rows, new Shape(97, Fixtures.PIXELS)).transpose();
      assertThat(TensorSimulator.multipliesExactly(offGrid, rows, Fixtures.PIXELS)).isFalse();
    }
  }

  @Test
  void nothingIsLeftOnTheDevice() {
    LabelledImages images = Fixtures.digitLike(9, 1);
    float[] gains = Homeostasis.ones(31);
    try (Workers workers = new Workers(2)) {
      Network network =
          new Network(
              new RateEncoding(17, 1, 100),
              3,
              Fixtures.draw(Fixtures.sparse(0.5, 0.1, 0.05), 31, 3, workers),
              new LifParameters(20, 1, 2, 1));
      int before = device.manager().getManagedArrays().size();
      try (TensorSimulator simulator =
          new TensorSimulator(network, device, workers, new Chunk(2, 5))) {
        int resident = device.manager().getManagedArrays().size();
        var _ =
            Fixtures.counts(
                simulator, images, SpikeStream.TRAIN, gains, Progress.NONE.start("", 0, "it"));
        var _ = simulator.totals(images, new int[] {1, 8, 3}, SpikeStream.TEST, gains);
        var _ = simulator.trace(images, 2, SpikeStream.TRAIN, gains);
        assertThat(device.manager().getManagedArrays()).hasSize(resident);
      }
      assertThat(device.manager().getManagedArrays()).hasSize(before);
    }
  }

  /** The lanes of a chunk that no machine has memory for, after the weights were sent. */
  @Test
  void aSimulatorThatDoesNotFitLeavesNothingOnTheDevice() {
    try (Workers workers = new Workers(2)) {
      Network network =
          new Network(
              new RateEncoding(17, 1, 100),
              3,
              Fixtures.draw(Fixtures.sparse(0.5, 0.1, 0.05), 31, 3, workers),
              new LifParameters(20, 1, 2, 1));
      int before = device.manager().getManagedArrays().size();
      Chunk tooLarge = new Chunk(1 << 30, 1 << 10);
      assertThatExceptionOfType(DeviceException.class)
          .isThrownBy(() -> new TensorSimulator(network, device, workers, tooLarge))
          .withMessageContaining("too little free memory");
      assertThat(device.manager().getManagedArrays()).hasSize(before);
    }
  }
}
