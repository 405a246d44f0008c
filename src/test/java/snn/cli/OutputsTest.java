package snn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.AtomicFiles;
import snn.FullDisk;

class OutputsTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"--output_dir", "--fig_dir"})
  void aFolderThatIsNoneIsFoundBeforeAnyWork(String flag) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nothing"));
    for (Path wrong : new Path[] {file, file.resolve("below"), link, link.resolve("below")}) {
      Program run = Program.runIn(folder, "sparse", flag + "=" + wrong);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .startsWith(
              "snn: %s must be a folder that can be written to, found %s (".formatted(flag, wrong))
          .hasLineCount(1);
    }
    assertThat(file).hasContent("old");
    assertThat(Program.filesIn(folder)).containsExactly("file", "link");
  }

  @Test
  void foldersAreMadeWithTheFirstFile() throws IOException {
    Path deep = folder.resolve("a").resolve("b");
    Outputs outputs = outputs(deep, folder.resolve("c"));
    assertThat(Program.filesIn(folder)).isEmpty();
    outputs.report("r.txt", "β\n");
    outputs.figure(
        "f.png", file -> AtomicFiles.write(file, out -> out.write("figure".getBytes(UTF_8))));
    assertThat(deep.resolve("r.txt")).hasContent("β\n");
    assertThat(folder.resolve("c").resolve("f.png")).hasContent("figure");
    assertThat(outputs.exitCode()).isZero();
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void whatCannotBeSavedIsNamedAndTheRestIsSaved() throws IOException {
    Outputs outputs = outputs(folder, folder);
    Files.createDirectories(folder.resolve("r.txt").resolve("in the way"));
    outputs.report("r.txt", "text");
    outputs.figure(
        "reason.png",
        _ -> {
          throw new IOException("disk full");
        });
    outputs.figure(
        "library.png",
        _ -> {
          throw new IllegalStateException("Exception writing", new IOException("disk full"));
        });
    outputs.report("s.txt", "text");
    assertThat(outputs.exitCode()).isEqualTo(4);
    assertThat(err.toString(UTF_8).lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("snn: could not save %s: ".formatted(at("r.txt"))),
            line ->
                assertThat(line)
                    .isEqualTo("snn: could not save %s: disk full".formatted(at("reason.png"))),
            line ->
                assertThat(line)
                    .isEqualTo("snn: could not save %s: disk full".formatted(at("library.png"))));
    assertThat(Program.filesIn(folder)).containsExactly("r.txt", "s.txt");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whateverFailsCostsOnlyItself(boolean verbose) throws IOException {
    Outputs outputs =
        new Outputs(new Folders(folder, folder), new PrintStream(err, true, UTF_8), verbose);
    outputs.figure(
        "bounds.png",
        _ -> {
          throw new ArrayIndexOutOfBoundsException("Index 7");
        });
    outputs.figure(
        "memory.png",
        _ -> {
          throw new OutOfMemoryError("Java heap space");
        });
    outputs.figure(
        "class.png",
        _ -> {
          throw new NoClassDefFoundError("Font");
        });
    outputs.report("r.txt", "text");
    assertThat(outputs.exitCode()).isEqualTo(4);
    assertThat(Program.filesIn(folder)).containsExactly("r.txt");
    assertThat(err.toString(UTF_8).lines().filter(line -> line.startsWith("snn: ")))
        .containsExactly(
            "snn: could not save %s: java.lang.ArrayIndexOutOfBoundsException: Index 7 (a fault of the program; --verbose shows where)"
                .formatted(at("bounds.png")),
            "snn: could not save %s: memory is used up; give more, for example SNN_JAVA_OPTS=-Xmx8g"
                .formatted(at("memory.png")),
            "snn: could not save %s: java.lang.NoClassDefFoundError: Font (a fault of the program; --verbose shows where)"
                .formatted(at("class.png")));
    assertThat(err.toString(UTF_8).contains("\tat snn.cli.OutputsTest")).isEqualTo(verbose);
  }

  @Test
  void aFolderThatVanishesIsMadeAgain() throws IOException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    Outputs outputs = outputs(gone, gone);
    Files.delete(gone);
    outputs.report("r.txt", "text");
    assertThat(gone.resolve("r.txt")).hasContent("text");
    assertThat(outputs.exitCode()).isZero();
  }

  @Test
  void whatTakesTheFoldersPlaceIsLeftAlone() throws IOException {
    Path gone = folder.resolve("gone");
    Outputs outputs = outputs(gone, gone);
    Files.writeString(gone, "other");
    outputs.report("r.txt", "text");
    assertThat(outputs.exitCode()).isEqualTo(4);
    assertThat(err.toString(UTF_8))
        .startsWith("snn: could not save %s: ".formatted(gone.resolve("r.txt")))
        .hasLineCount(1);
    assertThat(gone).hasContent("other");
  }

  @ParameterizedTest
  @EnumSource
  @EnabledOnOs(OS.LINUX)
  void onAFullDiskTheAccuracyIsPrintedAndWhatIsNotSavedIsNamed(FullDisk disk) throws Exception {
    Path here = Files.createDirectory(folder.resolve("disk"));
    Program run = Program.ended(disk.process(here, Program.command(here, "sparse")).start());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(4);
    assertThat(run.outLines().get(1)).matches("Sparse p=0.05 Test Accuracy: [01]\\.\\d{4}");
    String figure = Program.figures(here).resolve("strokes_sparse_p0.05_filters.png").toString();
    assertThat(run.errLines())
        .contains("snn: could not save %s: %s".formatted(figure, disk.reason));
    // Nothing half-written stays.
    Path left = FullDisk.left(here);
    assertThat(Program.figures(left)).doesNotExist();
    if (Files.exists(Program.reports(left))) {
      assertThat(Program.filesIn(Program.reports(left)))
          .isNotEmpty()
          .isSubsetOf(
              "strokes_sparse_p0.05_report.txt",
              "strokes_sparse_p0.05.json",
              "strokes_sparse_p0.05.html");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aResultThatCannotBePrintedIsSavedAndSaid() throws Exception {
    Program run =
        Program.ended(
            new ProcessBuilder(Program.command(folder, "sparse"))
                .redirectOutput(new File("/dev/full"))
                .start());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(4);
    assertThat(run.errLines()).endsWith("snn: could not write to standard output");
    assertThat(Program.filesIn(Program.reports(folder)))
        .contains("strokes_sparse_p0.05_report.txt");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutFontsTheReportIsSavedAndThePackagesAreNamed() throws Exception {
    Path noFonts = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig></fontconfig>");
    ProcessBuilder program = new ProcessBuilder(Program.command(folder, "sparse"));
    program.environment().put("FONTCONFIG_FILE", noFonts.toString());
    Program run = Program.ended(program.start());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(4);
    assertThat(run.outLines().get(1)).matches("Sparse p=0.05 Test Accuracy: [01]\\.\\d{4}");
    assertThat(Program.filesIn(Program.reports(folder)))
        .containsExactly(
            "strokes_sparse_p0.05.html",
            "strokes_sparse_p0.05.json",
            "strokes_sparse_p0.05_report.txt");
    assertThat(Program.figures(folder)).doesNotExist();
    assertThat(run.errLines().stream().filter(line -> line.startsWith("snn: could not save")))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("snn: could not save " + Program.figures(folder)))
        .allMatch(line -> line.endsWith("install the packages: fontconfig fonts-dejavu-core"));
  }

  /** As when nothing may be written any more while the program computes. */
  @ParameterizedTest
  @ValueSource(strings = {"baseline", "homeostasis", "tau-sweep", "sparse"})
  void theAccuracyIsPrintedEvenWhenNothingCanBeSaved(String experiment) throws IOException {
    Program.runIn(folder, experiment);
    for (Path kind : new Path[] {Program.reports(folder), Program.figures(folder)}) {
      for (String name : Program.filesIn(kind)) {
        Files.delete(kind.resolve(name));
        Files.createDirectories(kind.resolve(name).resolve("in the way"));
      }
    }
    Program run = Program.runIn(folder, experiment);
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.outLines().get(1)).matches(".*[01]\\.\\d{4}");
    for (Path kind : new Path[] {Program.reports(folder), Program.figures(folder)}) {
      for (String name : Program.filesIn(kind)) {
        assertThat(run.err()).contains("snn: could not save %s: ".formatted(kind.resolve(name)));
      }
    }
  }

  private Path at(String name) {
    return folder.resolve(name);
  }

  private Outputs outputs(Path reports, Path figures) {
    return new Outputs(new Folders(reports, figures), new PrintStream(err, true, UTF_8), false);
  }
}
