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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.record.RunRecord;

/** The programs on the pages for Java programmers: compiled, run, and as they are. */
class FromJavaTest {

  private static final Path PROGRAMS = Path.of("src/site/java");
  private static final Path PAGES = Path.of("src/site/markdown");

  private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"java.md, OneLayer", "parts.md, OwnLayer"})
  void aProgramIsOnItsPageAndPrintsWhatThatSays(String page, String name) throws Exception {
    Path program = PROGRAMS.resolve(name + ".java");
    assertThat(fences(page, "java")).contains(Files.readString(program));
    compile(program);
    String[] record = {folder.resolve("record.json").toString()};
    String printed = run(name, name.equals("OneLayer") ? record : new String[0]);
    assertThat(fences(page, "")).contains(printed.replace(System.lineSeparator(), "\n"));
    if (name.equals("OneLayer")) {
      RunRecord kept = RunRecord.read(Path.of(record[0]));
      assertThat(kept.experiment()).isEqualTo("sparse");
      assertThat(kept.outcomes())
          .singleElement()
          .extracting(one -> one.test().accuracy())
          .isEqualTo(0.782);
    }
  }

  /** What stands on the page between fences of that language. */
  private static List<String> fences(String page, String language) throws IOException {
    return FENCE
        .matcher(Files.readString(PAGES.resolve(page)))
        .results()
        .filter(fence -> fence.group(1).equals(language))
        .map(fence -> fence.group(2))
        .toList();
  }

  /** Against nothing but the class path, as a user does; a warning is an error. */
  private void compile(Path program) {
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
                program.toString());
    assertThat(exitCode).as(said.toString(UTF_8)).isZero();
  }

  /** What it prints on standard output. */
  private String run(String program, String[] args) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        PrintStream out = new PrintStream(printed, true, UTF_8)) {
      System.setOut(out);
      loader.loadClass(program).getMethod("main", String[].class).invoke(null, (Object) args);
    } finally {
      System.setOut(before);
    }
    return printed.toString(UTF_8);
  }
}
