package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code snn doctor}. */
@EnabledOnOs(OS.LINUX)
class DoctorCommandTest {

  @TempDir private Path folder;

  @Test
  void aLineForEachAndWhatToDo() throws IOException {
    Path nothing = Files.createDirectory(folder.resolve("nothing"));
    Program run = Program.run("doctor", "--data_dir=" + folder, "--mirror=" + nothing.toUri());
    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.outLines().stream().map(line -> line.split(" +", 2)[0]))
        .containsExactly(
            "Java",
            "Processor",
            "Compiler",
            "Memory",
            "Fonts",
            "Output",
            "Images",
            "Network",
            "PyTorch",
            "CUDA");
    assertThat(line(run, "Processor")).matches(".* vectors of \\d+ float32 \\(\\d+ bits\\)");
    assertThat(line(run, "Compiler")).contains("ok", "inlines");
    assertThat(line(run, "Images"))
        .contains("not there", "MNIST is not in " + folder, "--dataset strokes");
    assertThat(line(run, "Network"))
        .contains("not there", nothing.toUri() + ": no such file", "https_proxy", "--mirror");
    assertThat(Program.run("doctor", "--no-network").out()).doesNotContain("Network");
  }

  @Test
  void imagesThatAreHere() throws IOException {
    TinyMnist.write(folder, 12);
    Program run = Program.run("doctor", "--no-network", "--data_dir=" + folder);
    assertThat(line(run, "Images")).contains("ok", "MNIST is in " + folder);
  }

  @Test
  void whatRunsNeedIsMissed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Program run = Program.run("doctor", "--no-network", "--output_dir=" + file.resolve("below"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(line(run, "Output")).contains("missing", file.toString(), "--output_dir");
  }

  @Test
  void tooLittleMemoryAndNoFontsAreMissed() throws Exception {
    List<String> command = new ArrayList<>(Program.command(folder, "doctor"));
    // The experiments' flags are none of it.
    command.subList(command.indexOf("doctor") + 1, command.size()).clear();
    command.add("--no-network");
    command.replaceAll(word -> word.startsWith("-Xmx") ? "-Xmx48m" : word);
    ProcessBuilder program = new ProcessBuilder(command);
    Path noFonts = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig></fontconfig>");
    program.environment().put("FONTCONFIG_FILE", noFonts.toString());
    Program run = Program.ended(program.start());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(line(run, "Memory")).contains("missing", "SNN_JAVA_OPTS=-Xmx", "--hidden");
    assertThat(line(run, "Fonts")).contains("missing", "fontconfig fonts-dejavu-core");
  }

  private static String line(Program run, String what) {
    return run.outLines().stream().filter(line -> line.startsWith(what)).findFirst().orElseThrow();
  }
}
