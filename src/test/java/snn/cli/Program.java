package snn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import snn.OtherJava;

/**
 * What one command line did.
 *
 * @param exitCode what the shell gets
 * @param out standard output
 * @param err standard error, which was no terminal
 */
record Program(int exitCode, String out, String err) {

  static Program run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Main.run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), 0, args);
    return new Program(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** A small experiment on drawn digits that writes into {@code folder}. */
  static Program runIn(Path folder, String experiment, String... args) {
    return run(small(folder, experiment, args));
  }

  private static String[] small(Path folder, String experiment, String... args) {
    Stream<String> small =
        Stream.of(
                "--dataset=strokes",
                "--limit=57",
                "--hidden=9",
                "--num_steps=20",
                "--num_workers=2",
                "--no-floors",
                "--output_dir=" + reports(folder),
                "--fig_dir=" + figures(folder))
            .filter(preset -> Stream.of(args).noneMatch(arg -> name(arg).equals(name(preset))))
            .filter(preset -> !preset.equals("--no-floors") || !List.of(args).contains("--floors"));
    return Stream.concat(Stream.of(experiment), Stream.concat(small, Stream.of(args)))
        .toArray(String[]::new);
  }

  /** The flag of {@code --flag=value}, however it is spelt. */
  private static String name(String arg) {
    return arg.split("=", 2)[0].replace('-', '_');
  }

  /** The command that does the same in a JVM of its own, which starts fast. */
  static List<String> command(Path folder, String experiment, String... args) {
    return OtherJava.command(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            // Its file would be written to a full disk too.
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true",
            // Where Java remembers which fonts it once found.
            "-Duser.home=" + folder),
        Main.class,
        small(folder, experiment, args));
  }

  /** Waits for the end of a process that prints little. */
  static Program ended(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Program(process.waitFor(), out, err);
  }

  static Path reports(Path folder) {
    return folder.resolve("reports");
  }

  static Path figures(Path folder) {
    return folder.resolve("pictures");
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  /** Standard error without the bars. */
  List<String> errLines() {
    return err.lines().filter(line -> !line.contains("%|")).toList();
  }

  /** The names of the bars, in the order in which they ended. */
  List<String> bars() {
    return err.lines()
        .filter(line -> line.contains("%|"))
        .map(line -> line.substring(0, line.indexOf(':')))
        .toList();
  }

  static Set<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
