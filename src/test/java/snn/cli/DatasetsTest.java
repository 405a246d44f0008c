package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import snn.experiment.Experiment;

/** Images that are no ten digits of 28x28 pixels, from the command line to the files. */
class DatasetsTest {

  @TempDir private Path folder;

  static List<String> experiments() {
    return Experiment.all().stream().map(Experiment::name).toList();
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void everyExperimentReadsLetters(String experiment) throws IOException {
    Program run = Program.runIn(folder, experiment, "--dataset=letters", "--limit=130", "--floors");
    assertThat(run.exitCode()).as(run.err()).isZero();
    Path record = report(".json");
    assertThat(Files.readString(record)).contains("\"letters\"", "\"Z\"");
    String report = Files.readString(report(".txt"));
    assertThat(report)
        .contains("always the commonest letter 0.0385", "Commonest mistakes on test images, of ")
        .doesNotContain("digit");
    assertThat(Program.filesIn(Program.figures(folder)))
        .anyMatch(name -> name.endsWith("_confusion.png"));
    Program verified = Program.run("verify", record.toString(), "--num_workers=1");
    assertThat(verified.exitCode()).as(verified.err()).isZero();
  }

  private Path report(String ending) throws IOException {
    Path reports = Program.reports(folder);
    return Program.filesIn(reports).stream()
        .filter(name -> name.endsWith(ending))
        .map(reports::resolve)
        .findFirst()
        .orElseThrow();
  }

  /** Four IDX files, 12 classes from 1 on, images of 6x11 pixels. */
  private static void writeSet(Path to) throws IOException {
    Files.createDirectories(to);
    for (String part : List.of("train", "test")) {
      int n = part.equals("train") ? 48 : 24;
      ByteBuffer images = ByteBuffer.allocate(16 + n * 66);
      images.putInt(0x803).putInt(n).putInt(6).putInt(11);
      ByteBuffer labels = ByteBuffer.allocate(8 + 2 * n).putInt(0xb01).putInt(n);
      for (int i = 0; i < n; i++) {
        labels.putShort((short) (1 + i % 12));
        for (int p = 0; p < 66; p++) {
          images.put((byte) (p % 12 == i % 12 ? 250 : (i * p) % 30));
        }
      }
      Files.write(to.resolve(part + "-images-idx3-ubyte"), images.array());
      Files.write(to.resolve(part + "-labels-idx1-short"), labels.array());
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to);
    assertThat(from).doesNotExist();
  }

  @Test
  void aFolderThatHasMovedIsVerifiedReadOutAndCompared() throws IOException {
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    writeSet(here);
    Path features = folder.resolve("features");
    Program run =
        Program.runIn(
            folder,
            "sparse",
            "--dataset=" + here,
            "--p_connect=0.3",
            "--save_features=" + features);
    assertThat(run.exitCode()).as(run.err()).isZero();
    // A table of twelve classes would be wider than a terminal.
    assertThat(Files.readAllLines(report(".txt")))
        .filteredOn(line -> line.startsWith("Commonest mistakes") || line.startsWith(" "))
        .hasSizeBetween(2, 11)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    Path record = report("sparse_p0.3.json");
    assertThat(Program.run("verify", record.toString()).exitCode()).isZero();
    move(here, there);

    Program lost = Program.run("verify", record.toString());
    assertThat(lost.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(lost.err())
        .contains(here + " is no folder; say with --dataset where the images are");
    Program found = Program.run("verify", record.toString(), "--dataset=" + there);
    assertThat(found.exitCode()).as(found.err()).isZero();
    Program readout =
        Program.run(
            "readout",
            "--features=" + features,
            "--output_dir=" + Program.reports(folder),
            "--fig_dir=" + Program.figures(folder));
    assertThat(readout.exitCode()).as(readout.err()).isZero();
    assertThat(Program.run("compare", "" + record, "" + record).exitCode()).isZero();

    byte[] other = Files.readAllBytes(there.resolve("test-images-idx3-ubyte"));
    other[20] ^= 1;
    Files.write(there.resolve("test-images-idx3-ubyte"), other);
    Program changed = Program.run("verify", record.toString(), "--dataset=" + there);
    assertThat(changed.exitCode()).isEqualTo(ExitCode.MISMATCH);
    assertThat(changed.err()).contains("dataset.test_sha256");
  }

  @Test
  void onlyAFolderMoves() throws IOException {
    Program.runIn(folder, "sparse");
    String record = report("sparse_p0.05.json").toString();
    Program run = Program.run("verify", record, "--dataset=" + folder);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--dataset must be given for a record of a folder", "strokes");
  }

  @Test
  void aSetIsToldAndDrawn() throws IOException {
    Path set = folder.resolve("mine");
    writeSet(set);
    Path figure = folder.resolve("sheet.png");
    Program run = Program.run("data", set.toString(), "--fig=" + figure);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.outLines())
        .startsWith("12 classes, images of 6x11 pixels")
        .contains(
            "class  training      test", "1             4         2", "12            4         2")
        .endsWith("Images: " + figure);
    assertThat(run.out()).contains("Training: 48 images, pixels 0 … 250, mean ");
    assertThat(figure).isNotEmptyFile();

    Program letters = Program.run("data", "letters", "--fig=" + figure);
    assertThat(letters.outLines()).startsWith("26 classes, images of 28x28 pixels");
    assertThat(letters.outLines()).contains("A           500       100");
  }

  @Test
  void whatIsNotReadOfASetIsCounted() throws IOException {
    for (String name : List.of("train/a", "train/b", "test/b")) {
      Path to = Files.createDirectories(folder.resolve("set").resolve(name));
      ImageIO.write(
          new BufferedImage(6, 5, BufferedImage.TYPE_BYTE_GRAY),
          "png",
          to.resolve("0.png").toFile());
      Files.write(to.resolve("1.heic"), new byte[3]);
    }
    Program run =
        Program.run("data", folder.resolve("set").toString(), "--fig=" + folder.resolve("x.png"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.outLines()).contains("Not read: 3 .heic");
    assertThat(run.err())
        .contains("snn: warning: 3 files or folders are not read (3 .heic), the first is ");
  }

  /** Masks of 0 and 1: said before a run takes time, and by all that speaks of the images. */
  @Test
  void whatIsWrongWithImagesIsToldByEveryCommand() throws IOException {
    Path set = folder.resolve("masks");
    Path bright = Files.createDirectories(folder.resolve("bright"));
    for (int i = 0; i < 36; i++) {
      Path to = Files.createDirectories(set.resolve((i < 24 ? "train/" : "test/") + (i % 2 == 0)));
      BufferedImage image = new BufferedImage(6, 5, BufferedImage.TYPE_BYTE_GRAY);
      for (int bit = 0; bit < 6; bit++) {
        image.getRaster().setSample(bit, i % 5, 0, (i + 1) >> bit & 1);
      }
      ImageIO.write(image, "png", to.resolve(i + ".png").toFile());
    }
    BufferedImage image = new BufferedImage(6, 5, BufferedImage.TYPE_BYTE_GRAY);
    for (int pixel = 0; pixel < 30; pixel++) {
      image.getRaster().setSample(pixel % 6, pixel / 6, 0, 8 * pixel);
    }
    ImageIO.write(image, "png", bright.resolve("0.png").toFile());
    String fault = "In all 24 training images no pixel is above 1 of 255: that is nearly black";

    Program data = Program.run("data", set.toString(), "--fig=" + folder.resolve("x.png"));
    assertThat(data.outLines()).anyMatch(line -> line.startsWith("Fault: " + fault));

    Path model = folder.resolve("model.npz");
    Program run = Program.runIn(folder, "sparse", "--dataset=" + set, "--save_model=" + model);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).containsOnlyOnce("snn: warning: " + fault);
    assertThat(run.err().lines().dropWhile(line -> !line.contains(fault)))
        .as("work comes after it")
        .anyMatch(line -> line.contains("%|"));
    assertThat(Files.readString(report(".txt"))).contains(fault).doesNotContain("never spike");
    assertThat(Files.readString(report(".html"))).contains(fault);

    Program dark = Program.run("predict", "--model=" + model, set.resolve("test/true").toString());
    assertThat(dark.err())
        .contains("snn: warning: In all 6 given images no pixel is above 1 of 255");
    Program other = Program.run("predict", "--model=" + model, bright.toString());
    assertThat(other.exitCode()).as(other.err()).isZero();
    assertThat(other.err()).contains("snn: warning: The given images have a mean level of ");
  }

  @Test
  void whatIsNoSetIsSaidToBeNone() throws IOException {
    assertThat(Program.run("data", "minst").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(Program.run("data", "minst").err())
        .contains("--dataset must be one of mnist, fashion-mnist")
        .contains("or a folder of images, found 'minst'");
    Program nowhere = Program.run("data", "./no/where");
    assertThat(nowhere.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(nowhere.err()).contains("snn: no/where is no folder; say with --dataset");
    Files.createDirectories(folder.resolve("train/a"));
    Program empty = Program.runIn(folder, "sparse", "--dataset=" + folder);
    assertThat(empty.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(empty.out()).isEmpty();
    assertThat(empty.err()).contains("must have one folder test of class folders, found none");
  }
}
