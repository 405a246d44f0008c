package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;
import snn.OtherJava;

class UserPathTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"~, ''", "~/, ''", "~/x, /x", "~/x/y z, /x/y z", "~//x, /x", "~/../~, /../~"})
  void aTildeIsTheHomeFolder(String text, String below) {
    assertThat(UserPath.of(text)).isEqualTo(Path.of(System.getenv("HOME") + below));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "./~", "x/~/y", "x~", "/~"})
  void elsewhereItIsALetter(String text) {
    assertThat(UserPath.of(text)).isEqualTo(Path.of(text));
  }

  @Test
  void anotherUsersHomeIsRefused() throws IOException {
    assertThatThrownBy(() -> UserPath.of("~ada/x")).isInstanceOf(TypeConversionException.class);
    Program run = Program.runIn(folder, "sparse", "--output_dir=~ada/x");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "snn: --output_dir must be a folder, found '~ada/x' (another user's home, which is not"
                + " looked up; write it in full, or ./~ada/x for what is here)\n");
    assertThat(Program.filesIn(folder)).isEmpty();
  }

  /** It is standard output to other programs, and would be a file of that name to Java. */
  @ParameterizedTest
  @CsvSource({
    "data strokes --fig -, --fig must be a file",
    "collect x.json --plot tau_ms --fig=-, --fig must be a file",
    "sparse --dataset strokes --save_model -, --save_model must be a file",
    "page - --html x.html, RECORD must be a file"
  })
  void aHyphenIsNoFile(String words, String refused) {
    Program run = Program.run(words.split(" ", -1));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("snn: " + refused + ", found '-' (standard output, where only tables of snn")
        .contains("write ./- for a file of that name");
  }

  @Test
  void whatIsNoPathIsRefused() {
    assertThat(Program.run("verify", "a\0b").err())
        .startsWith("snn: FILE.json must be a file, found 'a\0b' (Nul character not allowed");
  }

  /** As under cron, and in many containers: not written elsewhere. */
  @ParameterizedTest
  @CsvSource({
    "'\"$@\" --output_dir=$u --fig_dir=f', it has letters that Java cannot read, 0",
    "'mkdir $u; cd $u; \"$@\" --output_dir=o --fig_dir=f', the working folder has letters, 1"
  })
  @EnabledOnOs(OS.LINUX)
  void lettersThatJavaDoesNotKnowAreRefused(String script, String why, int files) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", "u=$(printf '\\303\\274'); " + script, ""));
    words.addAll(
        OtherJava.command(
            List.of("-XX:TieredStopAtLevel=1"), Main.class, "sparse", "--dataset=strokes"));
    ProcessBuilder program = new ProcessBuilder(words).directory(folder.toFile());
    program.environment().put("LC_ALL", "C");
    Program run = Program.ended(program.start());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("must be a folder, found '", why, "scripts/snn, or set LC_ALL");
    assertThat(Program.filesIn(folder)).hasSize(files);
  }

  /** In a flag of any command, as a word alone, and in a file of flags that is there itself. */
  @Test
  void everyPathIsRead() throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.writeString(
        home.resolve("flags.txt"), "--output_dir=~/o\n--fig_dir ~/f\n--save_features ~/s");
    assertThat(
            inHome(home, "sparse", "@~/flags.txt", "--dataset=strokes", "--limit=57", "--hidden=9"))
        .isZero();
    assertThat(Program.filesIn(home)).contains("o", "f", "s");
    assertThat(inHome(home, "collect", "~/o/strokes_sparse_p0.05.json", "--csv", "~/runs.csv"))
        .isZero();
    assertThat(home.resolve("runs.csv")).isNotEmptyFile();
  }

  private int inHome(Path home, String... words) throws Exception {
    ProcessBuilder program =
        new ProcessBuilder(
                OtherJava.command(
                    List.of("-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true"),
                    Main.class,
                    words))
            .directory(folder.toFile());
    program.environment().put("HOME", home.toString());
    return Program.ended(program.start()).exitCode();
  }
}
