package snn.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentFilesTest {

  @TempDir private Path folder;

  private String[] words(String text) throws Exception {
    return ArgumentFiles.expand("a", "@" + Files.writeString(folder.resolve("f"), text), "b");
  }

  @Test
  void wordsStandBetweenWhiteSpace() throws Exception {
    assertThat(words("--hidden 7\r\n\t--seed=3\n\n"))
        .containsExactly("a", "--hidden", "7", "--seed=3", "b");
    assertThat(words("")).containsExactly("a", "b");
    assertThat(words("\uFEFF--hidden 7")).containsExactly("a", "--hidden", "7", "b");
  }

  @Test
  void quotesKeepWhiteSpaceWhereverTheyStand() throws Exception {
    assertThat(words("--output_dir=\"b dir\" --fig_dir 'c  dir' d\" e\"'f g'h \"\" 'a\"b' C:\\x"))
        .containsExactly(
            "a", "--output_dir=b dir", "--fig_dir", "c  dir", "d ef gh", "", "a\"b", "C:\\x", "b");
  }

  @Test
  void commentsBeginWords() throws Exception {
    assertThat(words("# don't\n--seed 3 # \"open\n--out=a#b '#c'"))
        .containsExactly("a", "--seed", "3", "--out=a#b", "#c", "b");
  }

  @Test
  void longWordsAreRead() throws Exception {
    String word = "x".repeat(100_000);
    assertThat(words(word + " '" + word + "'")).containsExactly("a", word, word, "b");
  }

  @Test
  void filesNameFiles() throws Exception {
    Path inner = Files.writeString(folder.resolve("inner"), "--seed 3");
    assertThat(words("@" + inner + " @@literal"))
        .containsExactly("a", "--seed", "3", "@literal", "b");
    assertThatThrownBy(() -> words("@" + folder.resolve("f"))).hasMessageEndingWith("too deep");
  }

  @ParameterizedTest
  @CsvSource({
    "none, no such file or folder",
    "'', Is a directory",
    "quote, 'a quote \" does not end'",
    "latin, it is not text in UTF-8",
    "wide, it is not text in UTF-8"
  })
  void whatCannotBeReadIsNamed(String name, String why) throws IOException {
    Files.writeString(folder.resolve("quote"), "--a=\"b\n");
    Files.writeString(folder.resolve("latin"), "--output_dir=\u00fc", ISO_8859_1);
    Files.writeString(folder.resolve("wide"), "--hidden=7", UTF_16);
    String file = folder.resolve(name).toString();
    Program run = Program.run("sparse", "@" + file);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("snn: @%s cannot be read: %s\n".formatted(file, why));
  }
}
