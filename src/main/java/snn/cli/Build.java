package snn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine.IVersionProvider;
import snn.record.RunRecord;

/** What the build wrote into a resource about itself. */
final class Build implements IVersionProvider {

  private static final String DIRTY = "-dirty";
  private static final String LIBRARY = "library.";

  private static final Properties PROPERTIES = load();

  /** What {@code --version} says. */
  @Override
  public String[] getVersion() {
    return new String[] {
      "snn " + version(),
      "Java %s, %s %s"
          .formatted(
              Runtime.version(), System.getProperty("os.name"), System.getProperty("os.arch"))
    };
  }

  private static Properties load() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("/snn/build.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  /** The program's version. */
  static String version() {
    return PROPERTIES.getProperty("version");
  }

  /** All of it. */
  static RunRecord.Program program() {
    Optional<String> described =
        Optional.of(PROPERTIES.getProperty("commit")).filter(commit -> !commit.isEmpty());
    Map<String, String> libraries = new TreeMap<>();
    for (String name : PROPERTIES.stringPropertyNames()) {
      if (name.startsWith(LIBRARY)) {
        libraries.put(name.substring(LIBRARY.length()), PROPERTIES.getProperty(name));
      }
    }
    return new RunRecord.Program(
        "snn",
        version(),
        described.map(commit -> commit.replace(DIRTY, "")),
        described.map(commit -> commit.endsWith(DIRTY)),
        libraries);
  }
}
