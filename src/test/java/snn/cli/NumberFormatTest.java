package snn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import snn.OtherJava;
import snn.Sha256;

/** All that the program says has numbers in one format, that of Python, in every country. */
class NumberFormatTest {

  @TempDir private static Path folder;
  private static String here;

  @BeforeAll
  static void runHere() throws IOException {
    here = everything(folder.resolve("here"));
  }

  @Test
  void noNumberIsWrittenAsJavaWritesIt() {
    assertThat(here)
        .contains(
            "tau=1e-05 train: 100%",
            "tau=1e-05 ms -> Test Acc: ",
            "tau_ms=1e-05: acc=",
            "  w_std: 1e-07 -> 0.1",
            "  tau_list: [1e-05, 2.5] -> [1.5e-05, 2.5]",
            "Outcome of seed 42, tau_ms 1e-05 -> seed 42, tau_ms 1.5e-05:",
            "strokes_tau_1e-05_raster.png",
            "tau_ms: recorded 7e-05, found 1.5e-05",
            "(default: 0.0001)",
            "--tol must be in (0, 1], found -1e-09",
            "--g_min must not be above the largest gain 1e-06, found 2e-05")
        .containsPattern("\n1\\.5e-05,0\\.1,")
        .containsPattern(" 1\\.5e-05 +\\| +0\\.1 ")
        .doesNotContainPattern("\\dE[-+]?\\d");
  }

  /** Other digits, another decimal point, another small I. */
  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "tr-TR"})
  void theCallersCountryDoesNotMatter(String country) throws Exception {
    Locale locale = Locale.forLanguageTag(country);
    Process process =
        OtherJava.start(
            List.of(
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Duser.language=" + locale.getLanguage(),
                "-Duser.country=" + locale.getCountry()),
            Elsewhere.class,
            folder.resolve(country).toString(),
            folder.resolve(country + ".txt").toString());
    OtherJava.output(process);
    assertThat(folder.resolve(country + ".txt"))
        .hasContent(here.replace("/here/", "/" + country + "/"));
  }

  /** A program of another country that calls this one. */
  static final class Elsewhere {
    private Elsewhere() {}

    public static void main(String[] args) throws IOException {
      Files.writeString(Path.of(args[1]), everything(Path.of(args[0])));
    }
  }

  /** What many commands print and write, without times and memory. */
  private static String everything(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    List<Path> records = new ArrayList<>();
    for (List<String> flags :
        List.of(
            List.of("--tau_list=0.00001,2.5", "--w_std=1e-7"), List.of("--tau_list=1.5e-5,2.5"))) {
      Path at = folder.resolve("run" + records.size());
      text.append(said(Program.runIn(at, "tau-sweep", flags.toArray(String[]::new))));
      text.append(written(Program.reports(at))).append(written(Program.figures(at)));
      records.add(Program.reports(at).resolve("strokes_tau_sweep.json"));
    }
    Path other = folder.resolve("homeostasis");
    text.append(said(Program.runIn(other, "homeostasis", "--verbose")));
    text.append(
        said(
            Program.runIn(
                other,
                "homeostasis",
                "--readout=RIDGE",
                "--repeats=2",
                "--save_features=" + folder.resolve("features"))));
    text.append(written(Program.reports(other))).append(written(Program.figures(other)));
    Path csv = folder.resolve("csv").resolve("runs.csv");
    Path changed = folder.resolve("changed.json");
    Files.writeString(
        changed,
        Files.readString(records.getLast()).replace("\"tau_ms\" : 1.5E-5", "\"tau_ms\" : 7E-5"));
    String first = records.getFirst().toString();
    String second = records.getLast().toString();
    for (List<String> command :
        List.of(
            List.of("compare", first, second),
            List.of("collect", first, second, "--csv=" + csv),
            List.of("collect", first, "--plot=tau_ms,test_accuracy", "--fig=" + csv + ".png"),
            List.of("verify", first),
            List.of("verify", changed.toString()),
            List.of(
                "readout",
                "--features=" + folder.resolve("features").resolve("seed_42"),
                "--output_dir=" + csv.getParent(),
                "--fig_dir=" + csv.getParent()),
            List.of("homeostasis", "--help"),
            List.of("baseline", "--tol=-1e-9"),
            List.of("baseline", "--limit=-12345"),
            List.of("baseline", "--dataset=I"),
            List.of("baseline", "12"),
            List.of("homeostasis", "--g_max=1e-6", "--g_min=0.00002"),
            List.of("sparse", "--hidden", "10000000"))) {
      text.append(said(Program.run(command.toArray(String[]::new))));
    }
    return text.append(written(csv.getParent())).toString();
  }

  private static String said(Program run) {
    return (run.out() + run.err())
        .replaceAll("\\[[0-9:]+(, [0-9.]+[a-zA-Z]+/s)?]", "[]")
        .replaceAll("snn: [ -~]* peak memory [0-9]+ MB", "")
        .replaceAll("a heap of [0-9.]+ GB", "a heap");
  }

  /** Names and contents. */
  private static String written(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(NumberFormatTest::shown).reduce("", String::concat);
    }
  }

  private static String shown(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      String name = file.getFileName().toString();
      String content =
          name.endsWith(".png")
              ? Sha256.hex(bytes)
              : name.endsWith(".json")
                  ? ""
                  // A page tells when it was made, and how long that took.
                  : new String(bytes, UTF_8)
                      .replaceAll(">(started|took)</th><td.*", "")
                      .replaceAll("base64,[^\"]*", "base64");
      return name + ":\n" + content + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
