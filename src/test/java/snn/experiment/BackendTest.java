package snn.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Workers;
import snn.core.Encoding;
import snn.core.Fixtures;
import snn.core.Homeostasis;
import snn.core.LifParameters;
import snn.core.Network;
import snn.core.PoissonEncoder;
import snn.core.RandomLinear;
import snn.core.Simulator;
import snn.core.SpikeStream;
import snn.core.WeightDistribution;
import snn.core.tensor.TensorDevice;
import snn.core.tensor.TensorDevices;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.data.StrokeDigits;

class BackendTest {

  private static final int HIDDEN = 45;

  private static Backend djl;
  private static Dataset dataset;

  @BeforeAll
  static void open() {
    djl = new Backend(Optional.of(TensorDevices.cpu()));
    dataset = StrokeDigits.generate(3, 150, 70);
  }

  @AfterAll
  static void close() {
    if (djl != null) {
      djl.close();
    }
  }

  private static Settings settings(WeightDistribution weights) {
    return new Settings(
        HIDDEN,
        42,
        32,
        new Encoding(100, 1, 100),
        new LifParameters(20, 1, 2, 1),
        weights,
        Experiments.readout());
  }

  private static Settings dense() {
    return settings(WeightDistribution.dense(0.5, 0.1));
  }

  /** Counts, gains, traces, coefficients and predictions; all but the times, bit for bit. */
  private static void assertSameOnBoth(Function<Lab, Object> experiment) {
    assertThat(run(experiment, djl))
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*seconds")
        .isEqualTo(run(experiment, Backend.EVENT));
  }

  private static Object run(Function<Lab, Object> experiment, Backend backend) {
    try (Workers workers = new Workers(2)) {
      return experiment.apply(
          new Lab(
              dataset,
              DatasetIdentity.of(dataset),
              backend,
              workers,
              Progress.NONE,
              Floors.majority(dataset),
              FeatureStore.NONE));
    }
  }

  @Test
  void baselineDoesNotDependOnIt() {
    assertSameOnBoth(lab -> Baseline.run(lab, dense()));
  }

  @Test
  void sparseDoesNotDependOnIt() {
    assertSameOnBoth(lab -> Sparse.run(lab, settings(Experiments.SPARSE)));
  }

  @Test
  void tauSweepDoesNotDependOnIt() {
    assertSameOnBoth(lab -> TauSweep.run(lab, dense(), List.of(5.0, 20.0, 50.0), _ -> {}));
  }

  @Test
  void homeostasisDoesNotDependOnIt() {
    Homeostasis homeostasis = new Homeostasis(10, 0.01, 0.9, 0.1, 10, 2);
    assertSameOnBoth(lab -> HomeostaticLayer.run(lab, dense(), homeostasis));
  }

  @Test
  void theEventBackendIsNotForCuda() {
    assertThatThrownBy(() -> new Backend.Choice(Backend.Kind.EVENT, Backend.Device.CUDA))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("backend");
  }

  @Test
  void onACpuTheEventBackendIsTheDefault() {
    List<String> notices = new ArrayList<>();
    Backend backend = new Backend.Choice(Backend.Kind.AUTO, Backend.Device.CPU).open(notices::add);
    assertThat(backend.tensors()).isEmpty();
    assertThat(backend.deviceName()).isEqualTo("cpu");
    assertThat(backend.cuda()).isEmpty();
    assertThat(notices).isEmpty();
  }

  @Test
  void theTensorBackendRunsOnACpuWhenAskedTo() {
    try (Backend backend = new Backend.Choice(Backend.Kind.DJL, Backend.Device.CPU).open(_ -> {})) {
      assertThat(backend.tensors()).map(TensorDevice::isCuda).contains(false);
      assertThat(backend.deviceName()).isEqualTo("cpu");
      assertThat(backend.cuda()).isEmpty();
    }
  }

  /** In a JVM of its own, since others of these tests load the engine. */
  @Test
  void theEventBackendDoesNotLoadTheTensorEngine() throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                EventRun.class.getName())
            .redirectErrorStream(true)
            .start();
    String loaded = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).isZero();
    assertThat(loaded).contains("snn.core.event.EventSimulator").doesNotContain("ai.djl");
  }

  /** A small run as the command line makes it. */
  static final class EventRun {
    public static void main(String[] args) {
      try (Workers workers = new Workers(1);
          Backend backend =
              new Backend.Choice(Backend.Kind.EVENT, Backend.Device.AUTO).open(_ -> {})) {
        Network network =
            new Network(
                new PoissonEncoder(new Encoding(3, 1, 100), 1),
                RandomLinear.draw(WeightDistribution.dense(0.5, 0.1), 5, 1, workers),
                new LifParameters(20, 1, 2, 1));
        try (Simulator simulator = backend.simulator(network, workers)) {
          var _ =
              simulator.trace(Fixtures.digitLike(1, 1), 0, SpikeStream.TRAIN, Homeostasis.none(5));
        }
      }
    }
  }
}
