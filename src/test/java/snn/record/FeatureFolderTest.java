package snn.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Sha256;
import snn.core.LifParameters;
import snn.data.DataException;
import snn.experiment.Experiments;
import snn.experiment.FeatureKey;
import snn.experiment.Features;
import snn.experiment.Plan;
import tools.jackson.databind.JsonNode;

class FeatureFolderTest {

  private static Features plain;
  private static Features adapted;

  @TempDir private Path folder;

  @BeforeAll
  static void run() {
    plain = Runs.run(Runs.plan(7, 2)).features();
    adapted = Runs.run(Runs.adapted(7)).features();
  }

  private static void assertSame(Features read, Features written) {
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFields("seconds", "train.counts", "test.counts", "origin")
        .isEqualTo(written);
    assertThat(read.origin().plan()).isEqualTo(written.origin().plan());
    assertThat(read.train().features().sha256()).isEqualTo(written.train().features().sha256());
    assertThat(read.test().features().sha256()).isEqualTo(written.test().features().sha256());
    assertThat(read.test().features().hidden()).isEqualTo(5);
  }

  @Test
  void featuresComeBack() throws IOException {
    FeatureFolder.write(folder, plain);
    assertSame(FeatureFolder.read(folder), plain);
  }

  /** Over others that are there, too. */
  @Test
  void soDoesAdaptation() throws IOException {
    FeatureFolder.write(folder, plain);
    FeatureFolder.write(folder, adapted);
    assertSame(FeatureFolder.read(folder), adapted);
    assertThat(adapted.adaptation().orElseThrow().meanGain()).hasSize(6);
  }

  /** 300 steps without a refractory period: more spikes than a byte counts. */
  @Test
  void soDoCountsBeyondAByte() throws IOException {
    Plan plan = Experiments.plan("baseline", "t_ref_ms", 0, "num_steps", 300, "p_connect", 1);
    Features many = Runs.run(plan).features();
    assertThat(many.train().features().fitBytes()).isFalse();
    FeatureFolder.write(folder, many);
    assertSame(FeatureFolder.read(folder), many);
    assertThat(array("train_counts.npy").type()).isEqualTo(Npy.Type.UINT16);
  }

  private Npy array(String name) throws IOException {
    return Npy.read(Files.readAllBytes(folder.resolve(name)), name);
  }

  @Test
  void theArraysHaveTheShapesOfThePage() throws IOException {
    FeatureFolder.write(folder, adapted);
    assertThat(array("train_counts.npy").shape()).containsExactly(23, 5);
    assertThat(array("train_labels.npy").shape()).containsExactly(23);
    assertThat(array("test_counts.npy").shape()).containsExactly(11, 5);
    assertThat(array("test_labels.npy").bytes()).isEqualTo(Runs.DIGITS.test().labels());
    assertThat(array("weights.npy").shape()).containsExactly(5, 784);
    assertThat(array("gains.npy").shape()).containsExactly(5);
    assertThat(array("sample_spikes_in.npy").shape()).containsExactly(17, 784);
    assertThat(array("sample_membrane.npy").type()).isEqualTo(Npy.Type.FLOAT32);
    assertThat(array("sample_membrane.npy").shape()).containsExactly(17, 5);
    assertThat(array("sample_spikes_out.npy").shape()).containsExactly(17, 5);
    assertThat(array("adaptation.npy").shape()).containsExactly(4, 6);
  }

  /** The equations of {@code LifParameters}, from the files alone. */
  @Test
  void theTraceFollowsFromSpikesWeightsAndGains() throws IOException {
    FeatureFolder.write(folder, adapted);
    byte[] inputs = array("sample_spikes_in.npy").bytes();
    float[] weights = array("weights.npy").floats();
    float[] gains = array("gains.npy").floats();
    float[] membrane = array("sample_membrane.npy").floats();
    float decay = new LifParameters(20, 1, 2, 1).decay(0, 0);
    float[] m = new float[5];
    for (int t = 0; t < 17; t++) {
      for (int j = 0; j < 5; j++) {
        float sum = 0;
        for (int i = 0; i < 784; i++) {
          sum += inputs[t * 784 + i] * weights[j * 784 + i];
        }
        float current = gains[j] * sum;
        float reset = m[j] > 1f ? 1f : 0f;
        m[j] = decay * m[j] + current - reset;
        assertThat(membrane[t * 5 + j]).isEqualTo(m[j]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train_counts.npy",
        "train_labels.npy",
        "test_counts.npy",
        "test_labels.npy",
        "weights.npy",
        "gains.npy",
        "sample_spikes_in.npy",
        "sample_membrane.npy",
        "sample_spikes_out.npy",
        "adaptation.npy"
      })
  void aChangedBitIsFound(String name) throws IOException {
    FeatureFolder.write(folder, adapted);
    Path file = folder.resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> FeatureFolder.read(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(name + " is damaged");
    Files.delete(file);
    assertThatThrownBy(() -> FeatureFolder.read(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(name + ": no such file");
  }

  @Test
  void aChangedDigitOfTheDescriptionIsFound() throws IOException {
    FeatureFolder.write(folder, plain);
    Path file = folder.resolve(FeatureFolder.DESCRIPTION);
    Files.writeString(file, Files.readString(file).replace("\"seed\" : 7", "\"seed\" : 8"));
    assertThatThrownBy(() -> FeatureFolder.read(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("features.json is damaged");
  }

  /** The description is written last and removed first. */
  @Test
  void withoutADescriptionThereAreNoFeatures() throws IOException {
    assertThat(FeatureFolder.exists(folder)).isFalse();
    FeatureFolder.write(folder, plain);
    assertThat(FeatureFolder.exists(folder)).isTrue();
    Files.delete(folder.resolve("weights.npy"));
    Files.createDirectory(folder.resolve("weights.npy"));
    Files.createFile(folder.resolve("weights.npy").resolve("in the way"));
    assertThatThrownBy(() -> FeatureFolder.write(folder, plain)).isInstanceOf(IOException.class);
    assertThat(FeatureFolder.exists(folder)).isFalse();
  }

  @Test
  void theIdChangesWithEverythingThatFeaturesFollowFrom() {
    String id = FeatureFolder.id(plain.key());
    assertThat(id).matches("[0-9a-f]{64}");
    assertThat(FeatureFolder.id(Runs.run(Runs.plan(7, 2)).features().key())).isEqualTo(id);
    FeatureKey key = plain.key();
    assertThat(
            Stream.of(
                FeatureFolder.id(adapted.key()),
                FeatureFolder.id(Runs.run(Runs.plan(8, 2)).features().key()),
                FeatureFolder.id(Runs.run(Runs.plan(7, 3)).features().key()),
                FeatureFolder.id(
                    new FeatureKey(key.dataset(), key.streamVersion() + 1, key.layer()))))
        .doesNotContain(id)
        .doesNotHaveDuplicates();
  }

  /** Another experiment, another readout: the same features. */
  @Test
  void theIdDoesNotChangeWithAnythingElse() {
    Plan same = Experiments.plan("baseline", "seed", 7, "batch_size", 5, "readout", "ridge");
    assertThat(FeatureFolder.id(Runs.run(same).features().key()))
        .isEqualTo(FeatureFolder.id(plain.key()));
  }

  @Test
  void theRunThatMadeThemComesBack() throws IOException {
    FeatureFolder.write(folder, adapted);
    Plan plan = FeatureFolder.read(folder).origin().plan();
    assertThat(plan).isEqualTo(Runs.adapted(7));
  }

  /** Those of a program that measured nothing have the same schema and say nothing of it. */
  @Test
  void featuresThatWereNotMeasuredComeBack() throws IOException {
    Features bare = Runs.run(Experiments.plan("sparse", "information", false)).features();
    FeatureFolder.write(folder, bare);
    assertThat(Files.readString(folder.resolve(FeatureFolder.DESCRIPTION)))
        .contains("\"schema\" : 2")
        .doesNotContain("\"information\" : {", "\"information\" : null", "cost");
    Features read = FeatureFolder.read(folder);
    assertSame(read, bare);
    assertThat(read.isMeasured()).isFalse();
    assertThat(plain.isMeasured()).isTrue();
    assertThat(FeatureFolder.id(bare.key())).isEqualTo(FeatureFolder.id(plain.key()));
  }

  /** As the program wrote it when a layer was told part by part. */
  @Test
  void aDescriptionOfSchema1IsRead() throws IOException {
    FeatureFolder.write(folder, adapted);
    Path file = folder.resolve(FeatureFolder.DESCRIPTION);
    JsonNode files = Json.MAPPER.readTree(Files.readString(file)).at("/content/files");
    String content =
        """
        {"key":{"dataset":{"name":"strokes","train_images":23,"test_images":11,\
        "train_sha256":"%s","test_sha256":"%s"},"stream_version":1,"hidden":5,"seed":7,\
        "encoding":{"num_steps":17,"dt_ms":1.0,"fmax_hz":100.0},\
        "lif":{"tau_ms":20.0,"dt_ms":1.0,"t_ref_ms":2.0,"v_th":1.0},\
        "weights":{"w_mean":0.5,"w_std":0.1,"p_connect":0.05},\
        "homeostasis":{"batch_size":9,"rule":{"target_hz":20.0,"eta":0.001,"ema_alpha":0.9,\
        "g_min":0.1,"g_max":10.0,"adapt_epochs":2}}},"decay":0.95122945,"refractory_steps":2,\
        "health":{"mean_count":1.5,"mean_rate_hz":88.2,"ceiling":6,"ceiling_share":0.0,\
        "silent_share":0.0,"constant_neurons":0,"input_spikes_per_step":10.25},"files":%s}\
        """
            .formatted(
                adapted.key().dataset().trainSha256(), adapted.key().dataset().testSha256(), files);
    String sha256 = Sha256.hex(content.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        file, "{\"schema\":1,\"sha256\":\"%s\",\"content\":%s}".formatted(sha256, content));
    Features read = FeatureFolder.read(folder);
    assertThat(read.train().features().sha256()).isEqualTo(adapted.train().features().sha256());
    assertThat(read.origin().experiment()).isEqualTo("homeostasis");
    Plan plan = read.origin().plan();
    assertThat(plan.points().getFirst().homeostasis())
        .isEqualTo(Runs.adapted(7).points().getFirst().homeostasis());
    assertThat(plan.extent().most()).isEqualTo(23);
    Files.writeString(
        file,
        "{\"schema\":1,\"sha256\":\"%s\",\"content\":%s}"
            .formatted(sha256, content.replace("\"seed\":7", "\"seed\":8")));
    assertThatThrownBy(() -> FeatureFolder.read(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("SHA-256");
  }
}
