package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import snn.Sha256;
import snn.record.RunRecord;

/** A part of a user's own on the command line, from help to a repeated run. */
class PartsOptionTest {

  private static final Path SPOTS = Path.of("src/site/java/CentreSurround.java");

  @TempDir private Path folder;

  private Program run(Path part, String... args) {
    return Program.runIn(
        folder,
        "fields",
        Stream.concat(Stream.of("--parts=" + part, "--weights=centre-surround"), Stream.of(args))
            .toArray(String[]::new));
  }

  private Path changed(String from, String to) throws IOException {
    String text = Files.readString(SPOTS);
    assertThat(text).contains(from);
    return Files.writeString(folder.resolve("CentreSurround.java"), text.replace(from, to));
  }

  private String report() throws IOException {
    String name = record().getFileName().toString().replace(".json", "_report.txt");
    return Files.readString(Program.reports(folder).resolve(name));
  }

  private static String sha256(Path file) throws IOException {
    return Sha256.hex(Files.readAllBytes(file));
  }

  private Path record() throws IOException {
    try (Stream<Path> files = Files.list(Program.reports(folder))) {
      return files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
    }
  }

  @Test
  void aPartHasItsFlagHelpRecordAndPage() throws IOException {
    Program help = Program.run("fields", "--help", "--parts", SPOTS.toString());
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("--centre_sigma=PIXELS", "patch, gabor, centre-surround");

    Program run = run(SPOTS, "--centre-sigma=2");
    assertThat(run.exitCode()).as(run.err()).isZero();
    RunRecord record = RunRecord.read(record());
    assertThat(record.configuration())
        .containsEntry("weights", "centre-surround")
        .containsEntry("centre_sigma", 2.0);
    String name = record().getFileName().toString().replace(".json", ".html");
    assertThat(Files.readString(Program.reports(folder).resolve(name)))
        .contains("(a spot less its surround, at a random place")
        .contains(": What if the weights are centre-surround?</h1>")
        .contains("--parts CentreSurround.java")
        .contains("scripts/snn verify NAME.json --parts CentreSurround.java</code>")
        .contains("and a linear readout predicts");
    assertThat(report())
        .containsOnlyOnce("Weights: centre-surround, w_norm=4.0, centre_sigma=2.0\n")
        .containsOnlyOnce("centre_sigma")
        .containsOnlyOnce("\nSource: CentreSurround.java, SHA-256 " + sha256(SPOTS) + "\n");

    assertThat(Program.run("verify", record().toString(), "--parts=" + SPOTS).out())
        .endsWith("verified, every digit is the same\n");
    Program without = Program.run("verify", record().toString());
    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err())
        .startsWith("snn: --parts must name CentreSurround.java of SHA-256 ")
        .endsWith(", which --weights centre-surround comes from\n");
    Program other =
        Program.run("verify", record().toString(), "--parts=" + changed("record", "record "));
    assertThat(other.exitCode()).isEqualTo(6);
    assertThat(other.err())
        .contains(
            "nothing was run: the source CentreSurround.java is another one, SHA-256: recorded ");
  }

  /** Whoever forgets the file of a part, or takes its flag for one of the program, is told. */
  @Test
  void anUnknownNameOrFlagNamesTheFlagForParts() {
    for (String[] words :
        new String[][] {
          {"fields", "--weights=centre-surround"},
          {"fields", "--dataset=strokes", "--zzz_radius=3"}
        }) {
      Program run = Program.run(words);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("; a part of your own comes with --parts FILE.\n");
    }
    assertThat(Program.run("fields", "--tau_mss=3").err()).doesNotContain("--parts");
  }

  /** Whoever forgets to choose a part gets the program's, and is told how to choose it. */
  @Test
  void aPartThatNothingUsesIsSaid() {
    String warning =
        "snn: warning: %s is used by nothing; choose it with --weights centre-surround"
            .formatted(SPOTS);
    assertThat(Program.runIn(folder, "sparse", "--parts=" + SPOTS).errLines()).contains(warning);
    assertThat(run(SPOTS).err()).doesNotContain("is used by nothing");
    String out = "--out=" + folder.resolve("points");
    String parts = "--parts=" + SPOTS;
    String[] flags = {"--dataset=strokes", "--limit=57", "--hidden=9", "--num_steps=20"};
    assertThat(words("sweep sparse --tau_ms 5,10 --count", parts, out, flags).errLines())
        .containsExactly(warning);
    assertThat(words("sweep sparse --weights signed,centre-surround --count", parts, out, flags))
        .extracting(Program::err)
        .isEqualTo("");
    assertThat(words("tune sparse --tau_ms 5,10 --trials=2", parts, out, flags).errLines())
        .contains(warning);
  }

  private static Program words(String line, String parts, String out, String... flags) {
    Stream<String> command = Stream.concat(Stream.of(line.split(" ")), Stream.of(parts, out, "--"));
    return Program.run(Stream.concat(command, Stream.of(flags)).toArray(String[]::new));
  }

  @Test
  void severalFilesStandBetweenCommas() {
    assertThat(Program.run("fields", "--parts=" + SPOTS, "--parts", "Other.java").err())
        .isEqualTo("snn: Other.java: no such file\n");
    String again = Path.of("src/site/java/BurstCoding.java").toString();
    assertThat(Program.run("fields", "--parts=" + SPOTS, "--parts", again).err())
        .startsWith("snn: --parts must be given only once, with commas between\n");
  }

  @Test
  void aSweepGoesOnOnlyWithTheSourceThatItBeganWith() throws IOException {
    List<String> words =
        List.of(
            "sweep",
            "fields",
            "--centre_sigma",
            "1,2",
            "--out=" + folder.resolve("sweep"),
            "--",
            "--weights=centre-surround",
            "--dataset=strokes",
            "--limit=57",
            "--hidden=9",
            "--num_steps=20",
            "--no-floors");
    assertThat(sweep(words, SPOTS).exitCode()).isZero();
    assertThat(sweep(words, SPOTS).err()).contains("2 points, 2 of them complete");
    Program other = sweep(words, changed("record", "record "));
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err())
        .contains("has a record of another configuration (there: CentreSurround");
    assertThat(sweep(words, SPOTS, "--list").outLines())
        .hasSize(2)
        .allMatch(line -> line.contains(" --parts=" + SPOTS));
  }

  private static Program sweep(List<String> words, Path part, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(3, List.of(more));
    all.add(1, "--parts=" + part);
    all.remove("--count");
    return Program.run(all.toArray(String[]::new));
  }

  @Test
  void whatFailsInAPartIsItsFaultAndNotThatOfTheProgram() throws IOException {
    Path part = changed("weights[y * shape.columns() + x] =", "weights[y * 1000 + x] =");
    Program run = run(part);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines())
        .singleElement()
        .asString()
        .matches(
            "snn: CentreSurround\\.java:\\d+, in fill of CentreSurround, for the weights of neuron"
                + " \\d: ArrayIndexOutOfBoundsException, Index .* \\(a fault of that part,"
                + " --verbose shows more\\)");
    assertThat(run(part, "--verbose").err()).contains("at parts//CentreSurround.fill(");
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() throws IOException {
    Program run = run(changed("double surround = ", "double surround = 1 / 0.0 + "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--weights must be finite in float32, found ")
        .contains(
            " from centre-surround (%s), for neuron "
                .formatted(folder.resolve("CentreSurround.java")));
  }

  @Test
  void aSourceThatDoesNotCompileIsQuotedAsItIs() throws IOException {
    Program run = run(changed("double sign = ", "double sign = new int[] {sigmas}.length + "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("CentreSurround.java does not compile:\n")
        .contains("new int[] {sigmas}.length")
        .doesNotContain("\tat ");
  }

  private static final String NEIGHBOUR =
      """
      import snn.Workers;
      import snn.core.FeatureMatrix;
      import snn.readout.Classifier;
      import snn.readout.Fitting;
      import snn.readout.Readout;
      import snn.readout.ReadoutFit;
      import snn.readout.TrainingSet;

      public record Neighbour() implements Readout {
        record Kept(FeatureMatrix counts, byte[] labels, int classes) implements Classifier {
          @Override
          public double[] logits(FeatureMatrix others, Workers workers) {
            double[] logits = new double[others.images() * classes];
            java.util.Arrays.fill(logits, -1e9);
            workers.forEach(
                others.images(),
                (worker, i) -> {
                  for (int n = 0; n < counts.images(); n++) {
                    double far = 0;
                    for (int j = 0; j < counts.hidden(); j++) {
                      far -= Math.pow(others.get(i, j) - counts.get(n, j), 2);
                    }
                    int at = i * classes + labels[n];
                    logits[at] = Math.max(logits[at], far);
                  }
                });
            return logits;
          }
        }

        @Override
        public ReadoutFit fit(TrainingSet train, Fitting fitting) {
          return ReadoutFit.closed(this, new Kept(train.counts(), train.labels(), train.classes()));
        }

        @Override
        public double bytes(long images, int hidden, int classes, double featureBytes) {
          return 0;
        }

        @Override
        public boolean isLinear() {
          return false;
        }

        @Override
        public String words() {
          return "a nearest neighbour";
        }
      }
      """;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name + ".java"), text);
  }

  @Test
  void aReadoutNeedNotBeLinear() throws IOException {
    Path part = write("Neighbour", NEIGHBOUR);
    assertThat(Program.run("check", part.toString()).out())
        .startsWith("neighbour, from ")
        .doesNotContain("fails");
    String[] words = {"--parts=" + part, "--readout=neighbour", "--num_steps=40"};
    Program run = Program.runIn(folder, "sparse", words);
    assertThat(run.exitCode()).as(run.err()).isZero();
    Path page = Program.reports(folder).resolve("strokes_sparse_p0.05.html");
    assertThat(Files.readString(page))
        .contains(" A nearest neighbour learns to predict")
        .contains("and a readout predicts its class");
    assertThat(report())
        .containsOnlyOnce("\nSource: Neighbour.java, SHA-256 " + sha256(part) + "\n");
    assertThat(Program.filesIn(Program.figures(folder)))
        .contains("strokes_sparse_p0.05_misread.png")
        .noneMatch(name -> name.endsWith("_readout.png"));
    assertThat(Program.run("verify", record().toString(), "--parts=" + part).exitCode()).isZero();

    Program kept =
        Program.runIn(
            folder,
            "sparse",
            "--parts=" + part,
            "--readout=neighbour",
            "--save_model=" + folder.resolve("m.npz"));
    assertThat(kept.exitCode()).isEqualTo(2);
    assertThat(kept.err())
        .isEqualTo("snn: --save_model needs a linear readout, found --readout neighbour\n");
  }

  /** Such as delegate to the program's: what is checked of rules of gains and of images. */
  @Test
  void rulesAndImagesAreParts() throws IOException {
    Path rule =
        write(
            "Slow",
            """
            import snn.core.GainRule;
            import snn.core.Homeostasis;
            import snn.part.Parts;

            public record Slow(Homeostasis like) implements GainRule {
              @Override
              public double targetHz() {
                return like.targetHz() / 2;
              }

              @Override
              public double gMin() {
                return like.gMin();
              }

              @Override
              public double gMax() {
                return like.gMax();
              }

              @Override
              public int adaptEpochs() {
                return like.adaptEpochs();
              }

              @Override
              public Gains start(int hidden, long batches) {
                return like.start(hidden, batches);
              }
            }
            """);
    Path images =
        write(
            "Dark",
            """
            import java.util.function.Consumer;
            import snn.Progress;
            import snn.Workers;
            import snn.data.Dataset;
            import snn.data.ImageSource;
            import snn.data.Strokes;

            public record Dark() implements ImageSource {
              @Override
              public Dataset load(int most, Workers workers, Progress bars, Consumer<String> says) {
                Dataset all = new Strokes().load(most, workers, bars, says);
                return new Dataset("dark", all.test(), all.train(), all.classNames());
              }

              @Override
              public Size size(int most) {
                Size size = new Strokes().size(most);
                return new Size(size.test(), size.train(), size.shape(), size.classes());
              }
            }
            """);
    Program check = Program.run("check", rule.toString(), images.toString());
    assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
    Program run =
        Program.runIn(
            folder,
            "homeostasis",
            "--parts=" + rule + "," + images,
            "--rule=slow",
            "--dataset=dark");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(RunRecord.read(record()).configuration())
        .containsEntry("dataset", "dark")
        .containsKeys("dataset_source", "rule_source");
  }

  @Test
  void aJarHasParts() throws IOException {
    Path jar = folder.resolve("spots.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      assertThat(
              ToolProvider.getSystemJavaCompiler()
                  .run(
                      null,
                      null,
                      null,
                      "-proc:none",
                      "-classpath",
                      System.getProperty("java.class.path"),
                      "-d",
                      folder.toString(),
                      SPOTS.toString()))
          .isZero();
      out.putNextEntry(new JarEntry("CentreSurround.class"));
      Files.copy(folder.resolve("CentreSurround.class"), out);
    }
    assertThat(run(jar).exitCode()).isZero();
    assertThat(RunRecord.read(record()).configuration())
        .containsEntry(
            "weights_source",
            "spots.jar " + Sha256.hex(Files.readAllBytes(folder.resolve("CentreSurround.class"))));
    assertThat(Program.run("verify", record().toString(), "--parts=" + jar).exitCode()).isZero();
    Files.writeString(jar, "no jar");
    assertThat(run(jar).err())
        .contains("--parts must be files NAME.java or NAME.jar, found " + jar);
  }
}
