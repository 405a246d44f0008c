package snn.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Workers;
import snn.core.Fixtures;
import snn.core.Homeostasis;
import snn.core.LifParameters;
import snn.core.Network;
import snn.core.RateEncoding;
import snn.core.Simulator;
import snn.core.SpikeStream;
import snn.core.tensor.TensorDevice;
import snn.core.tensor.TensorDevices;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.data.Drawn;
import snn.data.ImageFacts;

class BackendTest {

  private static final int HIDDEN = 45;

  private static Backend djl;
  private static Dataset dataset;

  @BeforeAll
  static void open() {
    djl = new Backend(Optional.of(TensorDevices.cpu()));
    dataset = Drawn.digits(3, 70, 30);
  }

  @AfterAll
  static void close() {
    if (djl != null) {
      djl.close();
    }
  }

  private static Plan plan(String experiment, Object... more) {
    Map<String, Object> values =
        new HashMap<>(
            Map.of("dataset", "strokes", "hidden", HIDDEN, "batch_size", 32, "penalty", "l2"));
    values.put("max_iter", 30);
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return Plan.of(Experiment.named(experiment), values);
  }

  /** Counts, gains, traces, coefficients and predictions; all but the times, bit for bit. */
  private static void assertSameOnBoth(Plan plan) {
    assertThat(run(plan, djl))
        .usingRecursiveComparison()
        .withEqualsForType(Arrays::equals, float[].class)
        .withEqualsForType(Arrays::equals, double[].class)
        .withEqualsForType(Arrays::equals, byte[].class)
        .ignoringFieldsMatchingRegexes(".*seconds")
        .isEqualTo(run(plan, Backend.EVENT));
  }

  private static Object run(Plan plan, Backend backend) {
    try (Workers workers = new Workers(2)) {
      Lab lab =
          new Lab(
              dataset,
              DatasetIdentity.of(dataset),
              backend,
              workers,
              Progress.NONE,
              Floors.majority(dataset),
              ImageFacts.of(dataset),
              FeatureStore.NONE);
      return plan.points().stream().map(point -> lab.run(plan, point)).toList();
    }
  }

  @Test
  void baselineDoesNotDependOnIt() {
    assertSameOnBoth(plan("baseline"));
  }

  @Test
  void sparseDoesNotDependOnIt() {
    assertSameOnBoth(plan("sparse"));
  }

  @Test
  void tauSweepDoesNotDependOnIt() {
    assertSameOnBoth(plan("tau-sweep"));
  }

  @Test
  void homeostasisDoesNotDependOnIt() {
    assertSameOnBoth(plan("homeostasis", "adapt_epochs", 2));
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
                new RateEncoding(3, 1, 100),
                1,
                Fixtures.draw(Fixtures.dense(0.5, 0.1), 5, 1, workers),
                new LifParameters(20, 1, 2, 1));
        try (Simulator simulator = backend.simulator(network, workers)) {
          var _ =
              simulator.trace(Fixtures.digitLike(1, 1), 0, SpikeStream.TRAIN, Homeostasis.ones(5));
        }
      }
    }
  }
}
