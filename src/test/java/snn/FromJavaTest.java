package snn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import snn.record.RunRecord;

/** The program on the page for Java programmers, {@code java.md}: compiled, run, and as it is. */
class FromJavaTest {

  private static final Path PROGRAM = Path.of("src/site/java/OneLayer.java");
  private static final Path PAGE = Path.of("src/site/markdown/java.md");

  private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");

  @TempDir private Path folder;

  @Test
  void thePageShowsTheProgram() throws IOException {
    assertThat(fences("java").getFirst()).isEqualTo(Files.readString(PROGRAM));
  }

  @Test
  void theProgramPrintsWhatThePageSays() throws Exception {
    compile();
    Path record = folder.resolve("record.json");
    assertThat(run(record.toString())).isEqualToNormalizingNewlines(fences("").getFirst());
    RunRecord kept = RunRecord.read(record);
    assertThat(kept.experiment()).isEqualTo("sparse");
    assertThat(kept.outcomes())
        .singleElement()
        .extracting(one -> one.test().accuracy())
        .isEqualTo(0.782);
  }

  /** What stands on the page between fences of that language. */
  private static List<String> fences(String language) throws IOException {
    return FENCE
        .matcher(Files.readString(PAGE))
        .results()
        .filter(fence -> fence.group(1).equals(language))
        .map(fence -> fence.group(2))
        .toList();
  }

  /** Against nothing but the class path, as a user does; a warning is an error. */
  private void compile() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exitCode =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                said,
                said,
                "-classpath",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-Xlint:all,-path",
                "-Werror",
                "-d",
                folder.toString(),
                PROGRAM.toString());
    assertThat(exitCode).as(said.toString(UTF_8)).isZero();
  }

  /** What it prints on standard output. */
  private String run(String... args) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        PrintStream out = new PrintStream(printed, true, UTF_8)) {
      System.setOut(out);
      loader.loadClass("OneLayer").getMethod("main", String[].class).invoke(null, (Object) args);
    } finally {
      System.setOut(before);
    }
    return printed.toString(UTF_8);
  }
}
