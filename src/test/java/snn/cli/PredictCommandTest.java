package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import snn.OtherJava;
import snn.data.Drawn;
import snn.data.LabelledImages;
import snn.record.RunRecord;

class PredictCommandTest {

  private static final int IMAGES = 57;

  @TempDir private Path folder;

  private Path images;

  @BeforeEach
  void writeImages() throws IOException {
    images = Files.createDirectory(folder.resolve("images"));
    TinyMnist.write(folder.resolve("data"), IMAGES);
    LabelledImages test = Drawn.digits(1, IMAGES, IMAGES).test();
    for (int i = 0; i < IMAGES; i++) {
      BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
      for (int p = 0; p < 784; p++) {
        image.getRaster().setSample(p % 28, p / 28, 0, test.pixels()[i * 784 + p] & 0xff);
      }
      ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
    }
  }

  private Path model() {
    return folder.resolve("model.npz");
  }

  private Program fit(String experiment, String... more) {
    return Program.runIn(
        folder,
        experiment,
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(
                    "--dataset=" + folder.resolve("data"), "--save_model=" + model()),
                Arrays.stream(more))
            .toArray(String[]::new));
  }

  private static List<String> column(Program run, int column) {
    return run.outLines().stream().skip(1).map(line -> line.split("\t", -1)[column]).toList();
  }

  private RunRecord record(String name) {
    return RunRecord.read(Program.reports(folder).resolve(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"logreg", "ridge"})
  void testImagesAsFilesAreReadAsInTheRecord(String readout) {
    assertThat(fit("sparse", "--readout=" + readout).exitCode()).isZero();
    Program run = Program.run("predict", "--model=" + model(), images.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.outLines().getFirst()).isEqualTo("image\tclass\tprobability\tspikes");
    String predictions = record("data_sparse_p0.05.json").outcomes().getFirst().predictions();
    assertThat(String.join("", column(run, 1))).isEqualTo(predictions);
    assertThat(column(run, 0)).startsWith(images.resolve("0.png").toString());
    assertThat(column(run, 2))
        .allMatch(p -> readout.equals("logreg") ? p.matches("[01]\\.\\d{4}") : p.isEmpty());
    assertThat(column(run, 3)).allMatch(spikes -> spikes.matches("\\d+"));

    Path idx = TinyMnist.raw(folder.resolve("data")).resolve(TinyMnist.FILES.get(2));
    Program same = Program.run("predict", "--model", model().toString(), idx.toString());
    for (int i = 1; i < 4; i++) {
      assertThat(column(same, i)).isEqualTo(column(run, i));
    }
  }

  @Test
  void theModelNeedsNoDataset() throws IOException {
    fit("homeostasis", "--num_steps=40");
    try (var files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    Program run = Program.run("predict", "--model=" + model(), images.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(String.join("", column(run, 1)))
        .isEqualTo(record("data_homeostasis.json").outcomes().getFirst().predictions());
  }

  @Test
  void whatIsNoImageInAFolderIsLeftOutAndTold() throws IOException {
    fit("sparse");
    Program alone = Program.run("predict", "--model=" + model(), images.toString());
    assertThat(alone.err()).doesNotContain("warning");
    Files.write(images.resolve("._0.png"), new byte[4]);
    Files.createDirectories(images.resolve("@eaDir/0.png"));
    Path other = Files.write(images.resolve("a.webp"), new byte[4]);
    Program run = Program.run("predict", "--model=" + model(), images.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo(alone.out());
    assertThat(run.err())
        .contains(
            "snn: warning: %s is not read; of a folder, PNG, JPEG, GIF or BMP files are read\n"
                .formatted(other));
  }

  /** As Kaggle writes its test images, and with labels before them. */
  @Test
  void aCsvFileIsReadWithLabelsOrWithout() throws IOException {
    fit("sparse");
    LabelledImages test = Drawn.digits(1, IMAGES, IMAGES).test();
    String predictions = record("data_sparse_p0.05.json").outcomes().getFirst().predictions();
    for (boolean labelled : new boolean[] {false, true}) {
      StringBuilder text = new StringBuilder(labelled ? "label," : "");
      text.append(
          IntStream.range(0, 784).mapToObj(i -> "pixel" + i).collect(Collectors.joining(",")));
      for (int i = 0; i < IMAGES; i++) {
        text.append(labelled ? "\n" + test.label(i) + "," : "\n");
        int first = i * 784;
        text.append(
            IntStream.range(first, first + 784)
                .mapToObj(p -> "" + (test.pixels()[p] & 0xff))
                .collect(Collectors.joining(",")));
      }
      Path file = Files.writeString(folder.resolve("test.csv"), text);
      Program run = Program.run("predict", "--model=" + model(), file.toString());
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(String.join("", column(run, 1))).isEqualTo(predictions);
      assertThat(column(run, 0)).startsWith(file + "[0]");
    }
  }

  /** Saved features have no images, and a readout of them all the same reads images. */
  @Test
  void aReadoutOfSavedFeaturesIsKeptToo() {
    Path saved = folder.resolve("features");
    fit("sparse", "--save_features=" + saved);
    Program run =
        Program.run(
            "readout",
            "--features=" + saved,
            "--readout=nearest-mean",
            "--save_model=" + model(),
            "--output_dir=" + Program.reports(folder),
            "--fig_dir=" + Program.figures(folder));
    assertThat(run.exitCode()).as(run.err()).isZero();
    Program predicted = Program.run("predict", "--model=" + model(), images.toString());
    assertThat(String.join("", column(predicted, 1)))
        .isEqualTo(record("readout.json").outcomes().getFirst().predictions());
    assertThat(Program.figures(folder).resolve("readout_readout.png")).isNotEmptyFile();
  }

  @Test
  void layersOfASweepHaveFilesOfTheirOwn() throws IOException {
    fit("tau-sweep", "--tau_list=5,7.5", "--repeats=2");
    assertThat(Program.filesIn(folder))
        .filteredOn(name -> name.endsWith(".npz"))
        .containsExactlyInAnyOrder(
            "model_seed_42_tau_5.0.npz",
            "model_seed_42_tau_7.5.npz",
            "model_seed_43_tau_5.0.npz",
            "model_seed_43_tau_7.5.npz");
  }

  @Test
  void theSameRunKeepsTheSameBytes() throws IOException {
    fit("sparse");
    byte[] first = Files.readAllBytes(model());
    fit("sparse", "--num_workers=1");
    assertThat(Files.readAllBytes(model())).isEqualTo(first);
    // NumPy asks for the names of arrays; the archive is not compressed.
    assertThat(new String(first, java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("coefficients.npy", "intercepts.npy", "mean.npy", "deviation.npy", "gains.npy")
        .contains("'descr': '<f8', 'fortran_order': False, 'shape': (10, 9)");
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    fit("sparse");
    byte[] bytes = Files.readAllBytes(model());
    Path cut = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(cut, "cut.npz is not a model that this program has saved, or damaged");
    byte[] changed = bytes.clone();
    // A digit of the first coefficient.
    changed[30 + "coefficients.npy".length() + 128 + 3] ^= 1;
    Path other = Files.write(folder.resolve("changed.npz"), changed);
    assertRefused(other, "changed.npz");
    assertRefused(folder.resolve("none.npz"), "cannot read " + folder.resolve("none.npz"));
    assertRefused(Program.reports(folder).resolve("data_sparse_p0.05.json"), "is not a model");
  }

  private void assertRefused(Path model, String why) {
    Program run = Program.run("predict", "--model=" + model, images.toString());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DATA);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().collect(Collectors.toList())).hasSize(1);
    assertThat(run.err()).contains(why);
  }

  @Test
  void imagesOfAnotherShapeAreRefused() throws IOException {
    fit("sparse");
    Path large = folder.resolve("large.png");
    ImageIO.write(new BufferedImage(32, 30, BufferedImage.TYPE_BYTE_GRAY), "png", large.toFile());
    Program run = Program.run("predict", "--model=" + model(), images.toString(), large.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(run.err())
        .isEqualTo(
            "snn: %s must have 28x28 pixels, found 30x32; scale it first\n".formatted(large));
    assertThat(Program.run("predict", images.toString()).exitCode()).isEqualTo(ExitCode.USAGE);
  }

  /** A line is an image, whatever stands in its name or in that of its class. */
  @Test
  void tabsAndLineBreaksOfNamesAreEscaped() throws IOException {
    Path classes = folder.resolve("classes");
    for (String split : List.of("train", "test")) {
      for (String name : List.of("a\tb", "c\nd")) {
        Path made = Files.createDirectories(classes.resolve(split).resolve(name));
        for (int i = 0; i < 12; i++) {
          Files.copy(images.resolve(i + ".png"), made.resolve(i + ".png"));
        }
      }
    }
    Program.runIn(folder, "sparse", "--dataset=" + classes, "--save_model=" + model());
    Path odd = Files.copy(images.resolve("1.png"), images.resolve("x\ty\n\\z.png"));
    Program run = Program.run("predict", "--model=" + model(), odd.toString());
    assertThat(run.outLines()).hasSize(2).allMatch(line -> line.split("\t").length == 4);
    assertThat(column(run, 0)).containsExactly(images + "/x\\ty\\n\\\\z.png");
    assertThat(column(run, 1)).allMatch(name -> name.equals("a\\tb") || name.equals("c\\nd"));
  }

  /** The library for the file asks for a path, and is given one in the folder of the file. */
  @Test
  void aModelIsExportedWithoutAFolderForTemporaryFiles() throws Exception {
    fit("sparse");
    Path nir = folder.resolve("model.nir");
    List<String> command =
        OtherJava.command(
            List.of("-Djava.io.tmpdir=" + folder.resolve("gone")),
            Main.class,
            "export",
            "--model=" + model(),
            "--nir=" + nir);
    Program run = Program.ended(new ProcessBuilder(command).start());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readAllBytes(nir)).startsWith(0x89, 'H', 'D', 'F');
  }

  @Test
  void aModelIsExported() throws IOException {
    fit("sparse", "--t_ref_ms=3");
    Path nir = folder.resolve("graphs").resolve("model.nir");
    Program run = Program.run("export", "--model=" + model(), "--nir=" + nir);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.errLines())
        .hasSize(3)
        .anyMatch(line -> line.contains("no refractory period: these have one of 3 steps"));
    assertThat(Files.readAllBytes(nir)).startsWith(0x89, 'H', 'D', 'F');

    fit("sparse", "--neuron=alif");
    Program refused = Program.run("export", "--model=" + model(), "--nir=" + folder.resolve("x"));
    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err())
        .startsWith(
            "snn: --nir needs a model of --neuron lif, for which there is a node, found alif");
    assertThat(folder.resolve("x")).doesNotExist();
  }
}
