package snn.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a path as a user means it: {@code ~} and {@code ~/…} are in the home folder, also where no
 * shell has seen to that, as in {@code --output_dir=~/runs} or in a file of flags.
 */
final class UserPath implements ITypeConverter<Path> {

  @Override
  public Path convert(String text) {
    return of(text);
  }

  /**
   * The path that is meant.
   *
   * @throws TypeConversionException if it is empty, in another user's home, or no path here; its
   *     message is empty, or says why
   */
  static Path of(String text) {
    // The current folder to Java, but a variable that was never set to a user.
    if (text.isEmpty()) {
      throw new TypeConversionException("");
    }
    try {
      if (!text.startsWith("~")) {
        return Path.of(text);
      }
      if (text.equals("~") || text.startsWith("~/")) {
        return home().resolve(text.substring(1).replaceFirst("^/+", ""));
      }
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          e.getReason() + "; where that is about letters, run scripts/snn, or set LC_ALL=C.UTF-8");
    }
    throw new TypeConversionException(
        "another user's home, which is not looked up; write it in full, or ./%s for what is here"
            .formatted(text));
  }

  /** As a shell finds it. */
  private static Path home() {
    return Path.of(
        Optional.ofNullable(System.getenv("HOME"))
            .filter(home -> !home.isEmpty())
            .orElseGet(() -> System.getProperty("user.home")));
  }
}
