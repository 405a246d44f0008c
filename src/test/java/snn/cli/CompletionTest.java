package snn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a shell is told that may follow; the script for bash is asked in a bash. */
class CompletionTest {

  /** Completes the last of its arguments, and prints what is offered, then which paths are. */
  private static final String ASK =
      """
      compopt() { options="$options $*"; }
      . ./snn.bash
      options=
      COMP_WORDS=("$@")
      COMP_CWORD=$(($# - 1))
      COMP_LINE="$*"
      called=$(complete -p snn)
      called=${called##*-F }
      "${called%% *}" snn "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}" "paths:$options"
      """;

  private static final String FILES = "paths: -o default";
  private static final String FOLDERS = "paths: +o default -o plusdirs";
  private static final String NO_PATHS = "paths: +o default";

  @TempDir private Path folder;

  @BeforeEach
  void writeTheScript() throws IOException {
    Files.writeString(folder.resolve("snn.bash"), Program.run("generate-completion").out());
  }

  private List<String> offered(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c", ASK, "ask", "snn"));
    command.addAll(List.of(words));
    Process bash =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    List<String> lines = new String(bash.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(bash.waitFor()).as(lines.toString()).isZero();
    return lines.stream().filter(line -> !line.isEmpty()).toList();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void everyFlagOffersItsOwnValues() throws Exception {
    assertThat(offered("sparse", "--solver", ""))
        .containsExactly("lbfgs", "lbfgs-gram", "saga", NO_PATHS);
    assertThat(offered("sparse", "--backend", "e")).containsExactly("event", NO_PATHS);
    assertThat(offered("sparse", "--C-rule", "")).containsExactly("best", "one-se", NO_PATHS);
    assertThat(offered("readout", "--penalty", "")).containsExactly("none", "l2", NO_PATHS);
    assertThat(offered("generate-completion", "--shell", "z")).containsExactly("zsh", NO_PATHS);
    assertThat(offered("sparse", "--hidden", "")).containsExactly(NO_PATHS);
  }

  /** Bash takes a word apart at its equals sign; where it was told not to, and in zsh, it stays. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void valuesFollowAnEqualsSign() throws Exception {
    assertThat(offered("sparse", "--readout", "=")).contains("logreg", "nearest-mean");
    assertThat(offered("sparse", "--readout", "=", "r")).containsExactly("ridge", NO_PATHS);
    assertThat(offered("sparse", "--readout=r")).containsExactly("--readout=ridge", NO_PATHS);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void filesAndFoldersFollowWhatTakesThem() throws Exception {
    assertThat(offered("sparse", "--save_model", "m")).containsExactly(FILES);
    assertThat(offered("sparse", "--output-dir", "")).containsExactly(FOLDERS);
    assertThat(offered("verify", "--dataset", "")).containsExactly(FOLDERS);
    assertThat(offered("sparse", "--dataset", "k")).containsExactly("kmnist", FOLDERS);
    assertThat(offered("data", "st")).containsExactly("strokes", FOLDERS);
    assertThat(offered("verify", "")).containsExactly(FILES);
    assertThat(offered("page", "--html", "a.html", "")).containsExactly(FILES);
    assertThat(offered("sparse", "")).containsExactly(NO_PATHS);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theFirstWordIsTheCommand() throws Exception {
    assertThat(offered("com")).containsExactly("compare", NO_PATHS);
    assertThat(offered("help", "ta")).containsExactly("tau-sweep", NO_PATHS);
    assertThat(offered("sparse", "--output_dir", "data", "--no-f"))
        .containsExactly("--no-floors", NO_PATHS);
    assertThat(offered("tau_sweep", "--tau_l")).containsExactly("--tau_list", NO_PATHS);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aSweepTakesTheFlagsOfItsExperiments() throws Exception {
    assertThat(offered("sweep", "f")).containsExactly("fields", FILES);
    assertThat(offered("tune", "f")).containsExactly("fields", NO_PATHS);
    assertThat(offered("sweep", "sparse", "--s")).contains("--shard", "--solver", "--seed");
    assertThat(offered("sweep", "sparse", "--solver", "lbfgs", "s"))
        .containsExactly("saga", NO_PATHS);
    assertThat(offered("tune", "homeostasis", "--rule", "")).contains("published", "log");
    assertThat(offered("sweep", "sparse", "--solver", "saga", "--out", ""))
        .containsExactly(FOLDERS);
  }

  @Test
  void zshReadsTheSameScript() {
    assertThat(Program.run("generate-completion", "--shell=zsh"))
        .isEqualTo(Program.run("generate-completion"));
  }

  @Test
  void fishIsToldCommandsFlagsAndChoices() {
    String sparse = "complete -c snn -n '__snn_in sparse' ";
    assertThat(fish())
        .contains(
            "complete -c snn -f -n __fish_use_subcommand -a sparse -d 'Does it help when a neuron"
                + " sees few of the inputs?'")
        .anyMatch(line -> line.startsWith(sparse + "-l p_connect -r -f -d '"))
        .anyMatch(line -> line.startsWith(sparse + "-l verbose -f -d '"))
        .contains(sparse + "-l no-page -f")
        // Its words in quotes are closed, so that one cannot run into the next line.
        .allMatch(line -> line.replace("\\'", "").chars().filter(c -> c == '\'').count() % 2 == 0);
  }

  /** A description of the flag would be said of every value. */
  @Test
  void fishIsToldOfEachValueWhatHelpSays() {
    assertThat(fish())
        .anyMatch(
            line -> line.contains(" -l solver -r -f -a 'lbfgs\\\\t\\'plain L-BFGS from zero\\'"))
        .anyMatch(
            line -> line.contains(" event\\\\t\\'CPU only\\' djl\\\\t\\'tensor kernels\\'' -d "))
        .anyMatch(line -> line.contains(" -l neuron -r -f -a 'lif\\\\t alif\\\\t' -d "));
  }

  @Test
  void fishProposesPathsWhereTheyAreTaken() {
    String folders = "(__fish_complete_directories)'";
    assertThat(fish())
        .anyMatch(line -> line.contains(" -l output_dir -r -f -a '" + folders))
        .anyMatch(line -> line.contains(" -l save_model -r -F -d "))
        .anyMatch(line -> line.matches(".* -l dataset -r -f -a '.* strokes.*[(]__.*"))
        .contains("complete -c snn -n '__snn_in verify' -F")
        .contains("complete -c snn -n '__snn_in sparse' -f");
  }

  private static List<String> fish() {
    return Program.run("generate-completion", "--shell=fish").outLines();
  }
}
