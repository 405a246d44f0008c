package snn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import snn.experiment.OwnParts;

/**
 * What README, its pages and {@code commands.txt} tell to type: every command of the program is
 * parsed, and those of experiments, sweeps and searches checked as far as they are before they run.
 * Set-up lines of systems are only known not to be run.
 */
class DocumentsTest {

  private static final Path README = Path.of("README.md");
  private static final Path PAGES = Path.of("src/site/markdown");
  private static final Path COMMANDS = Path.of("commands.txt");
  private static final int MOST_LINES = 150;

  /** Not of this project; not run. */
  private static final Set<String> OTHERS =
      Set.of(
          "apt-get",
          "brew",
          "cat",
          "chown",
          "conda",
          "curl",
          "find",
          "java",
          "jshell",
          "man",
          "mkdir",
          "munged",
          "parallel",
          "pip",
          "runuser",
          "seq",
          "sinfo",
          "slurmctld",
          "slurmd",
          "sudo",
          "sdk",
          "unzip");

  private static final Set<String> FLAGS_OF_OTHERS =
      Set.of("add_modules", "cask", "enable_native_access", "mem", "sun_misc_unsafe_memory_access");

  private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");

  /** A command, or one of its flags, and no command line. */
  private static final Pattern MENTION = Pattern.compile("snn ([a-z-]+)(?: (--[a-zA-Z_-]+))?");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--([A-Za-z][\\w-]*)");
  private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");
  private static final Pattern INNER = Pattern.compile("[$<]\\(([^()]*)\\)");
  private static final Pattern HERE = Pattern.compile("<<'?(\\w+)'?\\s*$");

  /** A branch of a script that takes a flag with its value. */
  private static final Pattern OWN_FLAG = Pattern.compile("(?m)^ +(--\\w+)\\) \\w+=.*\\$2");

  private static final Pattern WRAPPED = Pattern.compile("/snn\" ([a-z-]+) \"\\$@\"");
  private static final Pattern FIELDS = Pattern.compile("(?m)^run \\w+ (.*)$");
  private static final Pattern PUBLISHED =
      Pattern.compile("(?m)^(scripts/snn .*) \"\\$@\" \\| tee");

  @TempDir private Path folder;

  private CommandLine program;
  private PointParser parser;
  private Path grid;

  @BeforeEach
  void makeTheProgram() throws IOException {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    program = Main.commandLine(new Terminal(nowhere, nowhere, 0));
    parser = new PointParser();
    grid =
        Files.writeString(
            folder.resolve("grid.txt"),
            FENCE
                .matcher(Files.readString(PAGES.resolve("sweeps.md")))
                .results()
                .map(fence -> fence.group(2))
                .filter(text -> text.startsWith("# grid.txt\n"))
                .findFirst()
                .orElseThrow());
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      return pages.sorted().toList();
    }
  }

  private static List<Path> documents() throws IOException {
    return Stream.concat(Stream.of(README, Path.of("outputs/README.md")), pages().stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandIsOneOfTheProgram(Path document) throws IOException {
    String text = Files.readString(document);
    for (MatchResult fence : FENCE.matcher(text).results().toList()) {
      if (fence.group(1).equals("sh")) {
        for (String line : lines(fence.group(2))) {
          check(line);
        }
      } else {
        checkFlags(fence.group(2));
      }
    }
    for (MatchResult span : SPAN.matcher(FENCE.matcher(text).replaceAll("")).results().toList()) {
      checkSpan(span.group(1).replaceAll("\\s+", " "));
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsToAFile(Path document) throws IOException {
    assertThat(LINK.matcher(Files.readString(document)).results())
        .allSatisfy(link -> assertThat(document.resolveSibling(link.group(1))).exists());
  }

  @Test
  void theReadmeIsShortAndLeadsToEveryPage() throws IOException {
    String readme = Files.readString(README);
    assertThat(readme.lines().count()).isLessThanOrEqualTo(MOST_LINES);
    assertThat(readme).contains(pages().stream().map(page -> "](" + page + ")").toList());
    assertThat(
            FENCE.matcher(readme).results().filter(fence -> fence.group(1).equals("sh")).toList())
        .extracting(fence -> fence.group(2))
        .startsWith("scripts/snn sparse --hidden 1024 --dataset strokes\n")
        .endsWith("mvn verify\n");
  }

  @Test
  void theSetUpComesFirstAmongTheCommands() throws IOException {
    List<String> lines = lines(Files.readString(COMMANDS));
    for (String line : lines) {
      check(line);
    }
    // First what systems need, then the program.
    int start = lines.indexOf("scripts/snn sparse --hidden 1024 --dataset strokes");
    assertThat(lines.subList(0, start)).contains("sudo apt update", "unzip -q libtorch.zip");
    assertThat(lines.subList(start, lines.size()))
        .allMatch(line -> line.startsWith("scripts/") || line.equals("mvn verify"));
  }

  @Test
  void theCommandsAreThoseThatTheScriptsRun() throws IOException {
    String fields = Files.readString(Path.of("scripts/reproduce-fields.sh")).replace("\\\n ", "");
    String published = Files.readString(Path.of("scripts/reproduce.sh"));
    List<String> run =
        Stream.concat(
                PUBLISHED.matcher(published).results().map(match -> match.group(1)),
                FIELDS.matcher(fields).results().map(match -> "scripts/snn " + match.group(1)))
            .map(line -> line.replaceAll(" +", " "))
            .toList();
    assertThat(run).hasSize(4 + 25);
    assertThat(Files.readAllLines(COMMANDS)).containsSubsequence(run);
  }

  /** In the launcher's advice, the README and the commands. */
  @Test
  void theJdkIsHadInOneWay() throws IOException {
    String launcher = Files.readString(Path.of("scripts/snn"));
    List<String> advised =
        Pattern.compile("(?m)^  (?:Debian|macOS|conda).*:  +(.*)$")
            .matcher(launcher)
            .results()
            .map(match -> match.group(1).replace("$jdk", "25"))
            .toList();
    assertThat(advised).hasSize(3);
    assertThat(Files.readAllLines(COMMANDS)).containsAll(advised);
    assertThat(Files.readString(README)).contains(advised);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scripts/snn sparse --hiden 7",
        "scripts/snn sparse --p_connect 7",
        "scripts/snn sweep sparse --p_conect 0.1,0.2 -- --hidden 9",
        "scripts/snn sweep sparse --p_connect 0.1,0.2 -- --hiden 9 | parallel",
        "scripts/snn tune sparse --p_conect 0.1..0.2 -- --hidden 9",
        "scripts/snn tune sparse --p_connect 0.1..0.2 -- --hiden 9",
        "scripts/snn collect outputs --csw all.csv",
        "sbatch --array=\"1-$(scripts/snn sweep grid.txt --cont)\" scripts/slurm/sweep.sbatch"
            + " grid.txt",
        "sbatch scripts/slurm/sweep.sbatch grid.txt -- --hiden 9",
        "PYTORCH_FLAVOR=cu128 scripts/snn sparse --devise cuda",
        "scripts/tau_sweep.sh --tau_lisp 5.0",
        "scripts/bench.sh --data_dyr DIR",
        "scripts/nothing.sh",
        "./mvnw -Pnothing package",
        "./mvnw verfy",
        "nothing at all"
      })
  void aWrongCommandIsFound(String line) {
    assertThatThrownBy(() -> check(line)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--hiden", "fields --hiden 7", "snn data --hiden", "scripts/nothing.sh"})
  void aWrongWordInTheTextIsFound(String span) {
    assertThatThrownBy(() -> checkSpan(span)).isNotNull();
  }

  /** Commands of a shell, one a line, without comments and what stands between {@code <<EOF}. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    String end = "";
    for (String line : text.replaceAll("\\\\\n\\s*", "").lines().toList()) {
      String bare = line.replaceFirst("(^|\\s)#.*", "").strip();
      Matcher here = HERE.matcher(bare);
      if (!end.isEmpty()) {
        end = line.equals(end) ? "" : end;
      } else if (!bare.isEmpty()) {
        lines.add(bare);
        end = here.find() ? here.group(1) : "";
      }
    }
    return lines;
  }

  /** A line of a shell. */
  private void check(String line) {
    String rest = line;
    for (Matcher inner = INNER.matcher(rest); inner.find(); inner = INNER.matcher(rest)) {
      check(inner.group(1));
      rest = inner.replaceFirst("1");
    }
    for (String part : rest.split("\\s(?:\\||&&)\\s", -1)) {
      List<String> words =
          WORD.matcher(part.replaceAll("\\s>\\s?\\S+", " "))
              .results()
              .map(word -> word.group().replaceAll("[\"']", ""))
              .dropWhile(word -> word.matches("[A-Z_]+=.*|time|source"))
              .toList();
      if (!words.isEmpty() && !words.equals(List.of("1"))) {
        checkWords(line, words);
      }
    }
  }

  private void checkWords(String line, List<String> words) {
    String first = words.getFirst();
    List<String> others = words.subList(1, words.size());
    if (first.equals("snn") || first.equals("scripts/snn") || first.equals("bin/snn")) {
      checkProgram(line, others);
    } else if (first.equals("mvn") || first.equals("./mvnw")) {
      checkMaven(line, others);
    } else if (first.equals("sbatch")) {
      int script = others.indexOf("scripts/slurm/sweep.sbatch");
      if (script >= 0) {
        checkProgram(line, with("sweep", others.subList(script + 1, others.size())));
      } else {
        // Written in the lines above.
        assertThat(others).as(line).endsWith("task.sh");
      }
    } else if (first.startsWith("scripts/")) {
      checkScript(line, Path.of(first), others);
    } else {
      assertThat(OTHERS).as(line).contains(first);
    }
  }

  private static List<String> with(String first, List<String> others) {
    return Stream.concat(Stream.of(first), others.stream()).toList();
  }

  private void checkScript(String line, Path script, List<String> words) {
    assertThat(script).as(line).isExecutable();
    Matcher wrapped = WRAPPED.matcher(read(script));
    if (wrapped.find()) {
      checkProgram(line, with(wrapped.group(1), words));
    } else if (script.toString().endsWith(".sh")) {
      // What its own flags leave are those of any experiment.
      List<String> others = new ArrayList<>(words);
      Matcher own = OWN_FLAG.matcher(read(script));
      while (own.find()) {
        int at = others.indexOf(own.group(1));
        if (at >= 0) {
          assertThat(others).as(line).hasSizeGreaterThan(at + 1);
          others.subList(at, at + 2).clear();
        }
      }
      checkProgram(line, with("sparse", others));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void checkMaven(String line, List<String> words) {
    for (String word : words) {
      if (word.startsWith("-P")) {
        assertThat(read(Path.of("pom.xml")))
            .as(line)
            .contains("<id>" + word.substring(2) + "</id>");
      } else {
        assertThat(word).as(line).isIn("-B", "-ntp", "package", "verify");
      }
    }
  }

  private void checkProgram(String line, List<String> given) {
    List<String> words =
        given.stream()
            .filter(word -> !word.startsWith("@"))
            .map(word -> word.equals("EXPERIMENT") ? "sparse" : word)
            .map(word -> word.matches("grid\\.txt|GRID") ? grid.toString() : word)
            .collect(Collectors.toCollection(ArrayList::new));
    String command = words.isEmpty() ? "" : words.getFirst();
    boolean works = words.size() > 1 && !words.contains("--help");
    if (works && command.equals("sweep")) {
      if (!words.contains("--count")) {
        words.add(1, "--count");
      }
      assertThat(Program.run(words.toArray(String[]::new)).exitCode()).as(line).isZero();
    } else if (works && command.equals("tune")) {
      // Flags are checked before images are looked for, which are not there.
      words.add("--data_dir=" + folder.resolve("none"));
      words.add("--mirror=" + folder.resolve("none").toUri());
      words.add(1, "--out=" + folder.resolve("tuned"));
      assertThat(Program.run(words.toArray(String[]::new)).exitCode()).as(line).isEqualTo(3);
    } else if (works && parser.isExperiment(command)) {
      try (OwnParts own = PartsOption.load(words)) {
        // Flags follow from parts.
        PointParser knowing = own.parts().isEmpty() ? parser : new PointParser();
        assertThat(knowing.plan(command, knowing.given(words)).points()).as(line).isNotEmpty();
      }
    } else {
      CommandLine.ParseResult parsed = program.parseArgs(words.toArray(String[]::new));
      if (parsed.hasSubcommand()) {
        Main.requireOnce(parsed.subcommand());
      }
    }
  }

  /** What stands between backticks. */
  private void checkSpan(String span) {
    String first = span.split(" ", -1)[0];
    Matcher mention = MENTION.matcher(span);
    if (mention.matches() && program.getSubcommands().containsKey(mention.group(1))) {
      CommandLine command = program.getSubcommands().get(mention.group(1));
      assertThat(mention.group(2))
          .as(span)
          .matches(flag -> flag == null || command.getCommandSpec().findOption(flag) != null);
      return;
    }
    boolean isProgram = program.getSubcommands().containsKey(first) && span.contains(" --");
    if (isProgram) {
      check("snn " + span);
    } else if (span.matches(
            "(?:[A-Z_]+=\\S+ |time |source )*(?:<\\()?(?:scripts/|snn |\\./mvnw |mvn ).*")
        && !Files.isDirectory(Path.of(first))) {
      check(span);
    } else {
      checkFlags(span);
    }
  }

  private void checkFlags(String text) {
    Set<String> known = new TreeSet<>(FLAGS_OF_OTHERS);
    Stream.concat(Stream.of(program), program.getSubcommands().values().stream())
        .flatMap(command -> command.getCommandSpec().options().stream())
        .flatMap(option -> Stream.of(option.names()))
        .map(name -> name.replaceFirst("^-+", "").replace('-', '_'))
        .forEach(known::add);
    for (MatchResult flag : FLAG.matcher(text).results().toList()) {
      String name = flag.group(1).replace('-', '_');
      assertThat(known).as(text).containsAnyOf(name, name.replaceFirst("^no_", ""));
    }
  }
}
