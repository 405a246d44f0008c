package snn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code scripts/snn}, in a project of its own, with stand-ins for Maven, which makes an empty jar,
 * and for Java, which makes an empty cache or says how it was called.
 */
@EnabledOnOs(OS.LINUX)
class LauncherTest {

  private static final String JAVA =
      """
      #!/bin/sh
      for word in "$@"; do
        case $word in
          -XX:AOTCacheOutput=*) echo "made with $JDK_AOT_VM_OPTIONS" >"${word#*=}"; exit ;;
          -XX:AOTCache=*) echo cache ;;
          --add-modules*) echo "warns of modules" ;;
        esac
      done
      echo "ran with $LC_ALL"
      """;

  private static final String MAVEN =
      """
      #!/bin/sh
      mkdir -p target && echo jar >target/snn-mnist.jar
      """;

  private static final String BUILDING = "snn: building (a minute the first time) ...";
  private static final String PREPARING = "snn: preparing a faster start (seconds, once) ...";
  private static final String RAN = "ran with C.UTF-8";

  @TempDir private Path folder;

  private Path project;
  private Path jdk;

  @BeforeEach
  void makeTheProject() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    project = folder.resolve("project");
    Files.createDirectories(project.resolve("src/main"));
    Files.writeString(project.resolve("pom.xml"), "");
    executable(project.resolve("scripts/snn"), Files.readString(Path.of("scripts/snn")));
    jdk = folder.resolve("jdk");
    executable(jdk.resolve("bin/java"), JAVA);
    executable(jdk.resolve("bin/javac"), "");
    executable(jdk.resolve("bin/mvn"), MAVEN);
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
  }

  private static void executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What it prints, on either stream, when it is started in a C locale. */
  private List<String> start(String... before) throws IOException, InterruptedException {
    return startWith(jdk.resolve("bin") + ":" + System.getenv("PATH"), before);
  }

  private List<String> startWith(String path, String... before)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(before));
    command.add(project.resolve("scripts/snn").toString());
    ProcessBuilder launcher = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = launcher.environment();
    environment.put("LC_ALL", "C");
    environment.put("JAVA_HOME", jdk.toString());
    environment.put("PATH", path);
    environment.remove("PYTORCH_FLAVOR");
    Process process = launcher.start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    process.waitFor();
    return lines;
  }

  private void edit() throws IOException {
    Path source = Files.writeString(project.resolve("src/main/A.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
  }

  @Test
  void isBuiltAndPreparedOnce() throws Exception {
    assertThat(start()).containsExactly(BUILDING, PREPARING, "cache", RAN);
    assertThat(start()).containsExactly("cache", RAN);
  }

  /** The JVM that writes the cache must know them; the one that runs the program would warn. */
  @Test
  void onlyTheCacheIsMadeWithVectors() throws Exception {
    assertThat(start()).containsExactly(BUILDING, PREPARING, "cache", RAN);
    try (Stream<Path> files = Files.list(project.resolve("target"))) {
      Path cache = files.filter(file -> file.toString().endsWith(".aot")).findFirst().orElseThrow();
      assertThat(cache).hasContent("made with --add-modules=jdk.incubator.vector");
    }
  }

  @Test
  void withoutMavenTheWrapperBuilds() throws Exception {
    Path tools = toolsWithoutMaven();
    executable(project.resolve("mvnw"), MAVEN + "echo \"$JAVA_HOME $*\" >target/by-wrapper");
    assertThat(startWith(tools.toString())).containsExactly(BUILDING, PREPARING, "cache", RAN);
    assertThat(project.resolve("target/by-wrapper"))
        .hasContent(jdk + " -B -q -ntp package -Dmaven.test.skip=true -Dformat.skip=true\n");
  }

  /** What the launcher calls beside Java. */
  private Path toolsWithoutMaven() throws IOException {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool :
        List.of(
            "bash",
            "sh",
            "cat",
            "cut",
            "dirname",
            "env",
            "find",
            "flock",
            "mkdir",
            "mktemp",
            "mv",
            "readlink",
            "rm",
            "sed",
            "stty",
            "touch")) {
      executable(
          tools.resolve(tool),
          "#!/bin/sh\nexec \"$(PATH=/usr/bin:/bin command -v %s)\" \"$@\"\n".formatted(tool));
    }
    return tools;
  }

  @Test
  void theWrapperIsWhatItSays() throws IOException {
    assertThat(Path.of("mvnw")).isExecutable();
    assertThat(Files.readAllLines(Path.of(".mvn/wrapper/maven-wrapper.properties")))
        .contains("distributionType=only-script")
        .anyMatch(line -> line.startsWith("distributionUrl=https://archive.apache.org/dist/maven/"))
        .anyMatch(line -> line.matches("distributionSha256Sum=[0-9a-f]{64}"));
  }

  @Test
  void withoutAJdkItTellsHowToGetOne() throws Exception {
    Path launcher = project.resolve("scripts/snn");
    executable(launcher, Files.readString(launcher).replace("\njdk=25\n", "\njdk=1025\n"));
    List<String> lines = start();
    assertThat(lines.getFirst()).startsWith("snn: needs a JDK 1025 or newer, found none in");
    assertThat(lines.stream().skip(1).map(line -> line.strip().split(":? +", 2)[0]))
        .containsExactly("Debian", "macOS", "conda", "SDKMAN", "others");
    assertThat(project.resolve("target")).doesNotExist();
  }

  @Test
  void theUsersLocaleStaysWhereItKnowsAllLetters() throws Exception {
    assertThat(start("env", "LC_ALL=C.utf8")).endsWith("ran with C.utf8");
  }

  @Test
  void isPreparedAnewWhereTheCacheIsNotTaken() throws Exception {
    start();
    Path copy = folder.resolve("copy of it");
    copy(project, copy);
    project = copy;
    assertThat(start()).containsExactly(PREPARING, "cache", RAN);
    assertThat(start()).containsExactly("cache", RAN);
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.2\"\n");
    assertThat(start()).containsExactly(PREPARING, "cache", RAN);
    Files.setLastModifiedTime(
        project.resolve("target/snn-mnist.jar"), FileTime.from(Instant.now().plusSeconds(9)));
    assertThat(start()).containsExactly(PREPARING, "cache", RAN);
    assertThat(start()).containsExactly("cache", RAN);
  }

  /** With the times of the files: only the place is another. */
  private static void copy(Path from, Path to) throws IOException, InterruptedException {
    new ProcessBuilder("cp", "-a", from.toString(), to.toString()).start().waitFor();
  }

  @Test
  void aCacheThatCannotBeMadeIsTriedOnce() throws Exception {
    executable(jdk.resolve("bin/java"), JAVA.replaceFirst("echo \"made.*; exit", "exit 1"));
    assertThat(start()).containsExactly(BUILDING, PREPARING, RAN);
    assertThat(start()).containsExactly(RAN);
  }

  @Test
  void whereNothingCanBeWrittenItRunsAsItIs() throws Exception {
    start();
    edit();
    assertThat(start(unprivileged()))
        .containsExactly(
            "snn: older than its sources, and %s cannot be written to: run as it is"
                .formatted(project.resolve("target")),
            "cache",
            RAN);
    Files.delete(project.resolve("target/snn-mnist.jar"));
    assertThat(start(unprivileged()))
        .containsExactly(
            "snn: cannot build itself, %s cannot be written to; build it as a user who can."
                .formatted(project.resolve("target")));
  }

  /** Root may write everywhere. */
  private String[] unprivileged() throws IOException {
    if (Files.getOwner(folder).getName().equals("root")) {
      return new String[] {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
    }
    try (Stream<Path> all = Files.walk(project)) {
      for (Path path : all.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-xr-xr-x"));
      }
    }
    return new String[0];
  }
}
