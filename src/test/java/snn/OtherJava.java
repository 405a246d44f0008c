package snn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of the test class path in JVMs of their own. */
public final class OtherJava {

  private OtherJava() {}

  /** The command that runs {@code main} with these options of the JVM. */
  public static List<String> command(List<String> options, Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(options);
    command.add(main.getName());
    command.addAll(List.of(args));
    return command;
  }

  /** Starts it; its errors go where its output goes. */
  public static Process start(List<String> options, Class<?> main, String... args)
      throws IOException {
    return new ProcessBuilder(command(options, main, args)).redirectErrorStream(true).start();
  }

  /** All that a process prints, which must end well. */
  public static String output(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
