package snn.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.InvalidParameterException;
import snn.core.Encoder;
import snn.core.SpikeStream;
import snn.data.DatasetIdentity;
import snn.experiment.Experiments;
import snn.experiment.Model;
import snn.experiment.Outcome;
import snn.experiment.Plan;

class NirFileTest {

  /** The nodes of the paper that are used here, with the fields that its library reads. */
  private static final List<String> DATASETS =
      List.of(
          "version",
          "node/type",
          "node/edges",
          "node/nodes/input/type",
          "node/nodes/input/shape",
          "node/nodes/layer/type",
          "node/nodes/layer/weight",
          "node/nodes/neurons/type",
          "node/nodes/neurons/tau",
          "node/nodes/neurons/r",
          "node/nodes/neurons/v_leak",
          "node/nodes/neurons/v_threshold",
          "node/nodes/neurons/v_reset",
          "node/nodes/neurons/metadata/reset_mechanism",
          "node/nodes/readout/type",
          "node/nodes/readout/weight",
          "node/nodes/readout/bias",
          "node/nodes/output/type",
          "node/nodes/output/shape");

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("model.nir");
  }

  private static Outcome outcome(Plan plan) {
    return Runs.run(plan).outcome();
  }

  private static Plan plan(String experiment, Object... more) {
    List<Object> values =
        new ArrayList<>(List.of("seed", 3, "w_mean", 0.2, "t_ref_ms", 3.0, "num_steps", 60));
    values.addAll(List.of(more));
    return Experiments.plan(experiment, values.toArray());
  }

  /** From the numbers of the file alone, by the equations that NIR states, and its metadata. */
  @ParameterizedTest
  @CsvSource({
    "sparse, 20, true, excitatory, 1",
    "sparse, 5..50, false, excitatory, 1",
    "homeostasis, 20, true, excitatory, 1",
    "sparse, 20, true, gabor, 2"
  })
  void theFileIsTheModel(
      String experiment, String tauMs, String scaled, String weights, String pool)
      throws IOException {
    Object[] flags = {"tau_ms", tauMs, "scale_features", scaled, "weights", weights, "pool", pool};
    Outcome outcome = outcome(plan(experiment, flags));
    NirFile.write(file(), outcome.model());
    byte[] expected = outcome.test().evaluation().predictions();
    int hidden = outcome.model().gains().length;
    try (HdfFile hdf = new HdfFile(file())) {
      float[][] weight = (float[][]) data(hdf, "node/nodes/layer/weight");
      double[] tau = (double[]) data(hdf, "node/nodes/neurons/tau");
      double[] r = (double[]) data(hdf, "node/nodes/neurons/r");
      float[] threshold = (float[]) data(hdf, "node/nodes/neurons/v_threshold");
      float[][] readout = (float[][]) data(hdf, "node/nodes/readout/weight");
      float[] bias = (float[]) data(hdf, "node/nodes/readout/bias");
      float[][] pools = pool.equals("1") ? null : (float[][]) data(hdf, "node/nodes/pools/weight");
      double dt = (double) data(hdf, "node/nodes/neurons/metadata/dt");
      long refractory = (long) data(hdf, "node/nodes/neurons/metadata/refractory_steps");
      assertThat(refractory).isEqualTo(3);
      assertThat(dt).isEqualTo(0.001);
      Model model = outcome.model();
      Encoder encoder = new Encoder(model.settings().encoding(), 3, 784);
      for (int image = 0; image < Runs.DIGITS.test().size(); image++) {
        byte[] in = encoder.encode(Runs.DIGITS.test(), image, SpikeStream.TEST).dense();
        double[] logits = new double[10];
        double[] v = new double[hidden];
        long[] dead = new long[hidden];
        for (int t = 0; t < 60; t++) {
          for (int j = 0; j < hidden; j++) {
            double current = 0;
            for (int i = 0; i < 784; i++) {
              current += in[t * 784 + i] * weight[j][i];
            }
            double reset = v[j] > threshold[j] ? threshold[j] : 0;
            v[j] += dt / tau[j] * (r[j] * current - v[j]) - reset;
            boolean spike = v[j] > threshold[j] && dead[j] == 0;
            dead[j] = spike ? refractory : Math.max(0, dead[j] - 1);
            for (int h = 0; spike && h < readout[0].length; h++) {
              double passed = pools != null ? pools[h][j] : h == j ? 1 : 0;
              for (int k = 0; k < 10; k++) {
                logits[k] += passed * readout[k][h];
              }
            }
          }
          for (int k = 0; k < 10; k++) {
            logits[k] += bias[k];
          }
        }
        int best = 0;
        for (int k = 1; k < 10; k++) {
          best = logits[k] > logits[best] ? k : best;
        }
        assertThat(best).as("image %d", image).isEqualTo(expected[image]);
      }
    }
  }

  private static Object data(HdfFile hdf, String path) {
    return hdf.getDatasetByPath(path).getData();
  }

  @Test
  void theGraphHasTheStructureOfNir() throws IOException {
    NirFile.write(file(), outcome(plan("sparse")).model());
    try (HdfFile hdf = new HdfFile(file())) {
      for (String path : DATASETS) {
        assertThat(hdf.getDatasetByPath(path)).as(path).isNotNull();
      }
      assertThat(data(hdf, "node/type")).isEqualTo("NIRGraph");
      assertThat((String[][]) data(hdf, "node/edges"))
          .isDeepEqualTo(
              new String[][] {
                {"input", "layer"},
                {"layer", "neurons"},
                {"neurons", "readout"},
                {"readout", "output"}
              });
      assertThat(data(hdf, "node/nodes/neurons/type")).isEqualTo("LIF");
      assertThat(data(hdf, "node/nodes/input/shape")).isEqualTo(new long[] {784});
      assertThat(data(hdf, "node/nodes/output/shape")).isEqualTo(new long[] {10});
      double[] tau = (double[]) data(hdf, "node/nodes/neurons/tau");
      float beta = (float) StrictMath.exp(-1 / 20.0);
      assertThat((float) (1 - 0.001 / tau[0])).isEqualTo(beta);
    }
  }

  @Test
  void poolsAreANodeThatSums() throws IOException {
    NirFile.write(file(), outcome(plan("sparse", "weights", "gabor", "pool", 2)).model());
    try (HdfFile hdf = new HdfFile(file())) {
      assertThat(List.of((String[][]) data(hdf, "node/edges")))
          .contains(new String[] {"neurons", "pools"}, new String[] {"pools", "readout"});
      assertThat(data(hdf, "node/nodes/pools/type")).isEqualTo("Linear");
      float[][] sums = (float[][]) data(hdf, "node/nodes/pools/weight");
      assertThat(sums).hasDimensions(5, 20);
      assertThat(sums[1]).startsWith(0, 0, 0, 0, 1, 1, 1, 1, 0);
    }
  }

  /** Norse and others take r for 1, and their neurons were never charged where it was not. */
  @Test
  void neuronsAreChargedAsMuchWhereRIsOverlooked() throws IOException {
    Model model = outcome(plan("sparse", "tau_ms", "5..50")).model();
    NirFile.write(file(), model);
    try (HdfFile hdf = new HdfFile(file())) {
      double[] tau = (double[]) data(hdf, "node/nodes/neurons/tau");
      float[][] weight = (float[][]) data(hdf, "node/nodes/layer/weight");
      assertThat((double[]) data(hdf, "node/nodes/neurons/r")).containsOnly(1);
      for (int j = 0; j < weight.length; j++) {
        for (int i = 0; i < weight[j].length; i++) {
          float own = model.gains()[j] * model.weights()[j * weight[j].length + i];
          assertThat(0.001 / tau[j] * weight[j][i]).isCloseTo(own, withinPercentage(1e-4));
        }
      }
    }
  }

  /** The reference tools of the format, where they are installed. */
  @Test
  void h5dumpReadsIt() throws IOException, InterruptedException {
    Optional<Path> h5dump =
        Stream.of(System.getenv("PATH").split(":", -1))
            .map(bin -> Path.of(bin, "h5dump"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeThat(h5dump).isPresent();
    Outcome outcome = outcome(plan("sparse"));
    Model model = outcome.model();
    DatasetIdentity d = model.dataset();
    List<String> names =
        List.of("null", "eins", "zwei", "drei", "vier", "fünf", "6", "7", "8", "九");
    DatasetIdentity named =
        new DatasetIdentity(d.name(), 1, 1, 28, 28, names, d.trainSha256(), d.testSha256());
    NirFile.write(
        file(),
        new Model(
            model.settings(),
            named,
            model.weights(),
            model.gains(),
            model.readout(),
            Optional.empty()));
    Process process =
        new ProcessBuilder(h5dump.get().toString(), "-w", "0", file().toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    assertThat(text)
        .contains("\"input\", \"layer\"", "\"NIRGraph\"", "\"subtract\"", "\"eins\"")
        .contains("SIMPLE { ( 5, 784 ) / ( 5, 784 ) }");
    // It prints other letters byte by byte.
    try (HdfFile hdf = new HdfFile(file())) {
      assertThat((String[]) data(hdf, "node/metadata/classes")).containsExactlyElementsOf(names);
    }
  }

  @Test
  void theSameModelIsTheSameBytes() throws IOException {
    Model model = outcome(plan("sparse")).model();
    NirFile.write(file(), model);
    byte[] first = Files.readAllBytes(file());
    NirFile.write(file(), model);
    assertThat(Files.readAllBytes(file())).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({
    "neuron, alif, 'needs a model of {neuron} lif, for which there is a node, found alif'",
    "readout_of, first_spike, 'needs a model of {readout_of} counts, since nodes pass spikes on"
        + " step by step, found first_spike'",
    "tau_ms, 1e9, 'needs neurons that leak, found a {tau_ms} so long that nothing is lost in a"
        + " step'"
  })
  void whatNirHasNoNodeForIsRefused(String parameter, String value, String why) {
    Model model = outcome(plan("sparse", parameter, value)).model();
    assertThatThrownBy(() -> NirFile.write(file(), model))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessage("nir " + why);
    assertThat(file()).doesNotExist();
  }

  @Test
  void whatNirHasNoFieldForIsTold() {
    assertThat(NirFile.untold(outcome(plan("sparse")).model()))
        .hasSize(3)
        .anyMatch(
            line -> line.contains("one of 3 steps, in which the potential goes on, and its reset"))
        .anyMatch(line -> line.contains("a step is 0.001 s, and an image takes 60 of them"));
  }
}
