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

  /** What Java makes of bytes that are no letters in the encoding that it expects. */
  private static final char UNKNOWN = '\uFFFD';

  private static final String LETTERS =
      "letters that Java cannot read in this environment; run scripts/snn, or set LC_ALL=C.UTF-8";

  /** What stands for standard output in place of a file. */
  static final String HYPHEN = "-";

  /** Reads a path, or a hyphen, which is kept. */
  static final class OrStdout implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      return text.equals(HYPHEN) ? Path.of(text) : of(text);
    }
  }

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
    if (text.equals(HYPHEN)) {
      throw new TypeConversionException(
          "standard output, where only tables of snn collect go; write ./- for a file of that"
              + " name");
    }
    if (text.indexOf(UNKNOWN) >= 0) {
      throw new TypeConversionException("it has " + LETTERS);
    }
    try {
      Path path = Path.of(text);
      if (text.equals("~") || text.startsWith("~/")) {
        path = home().resolve(text.substring(1).replaceFirst("^/+", ""));
      } else if (text.startsWith("~")) {
        throw new TypeConversionException(
            "another user's home, which is not looked up; write it in full, or ./%s for what is here"
                .formatted(text));
      }
      if (!path.isAbsolute()) {
        requireKnownWorkingFolder();
      }
      return path;
    } catch (InvalidPathException e) {
      throw new TypeConversionException(e.getReason());
    }
  }

  /** Java goes on with question marks in its name, in another folder that is. */
  private static void requireKnownWorkingFolder() {
    String folder = System.getProperty("user.dir");
    boolean anyLetter = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
    if (folder.indexOf(UNKNOWN) >= 0 || (!anyLetter && folder.indexOf('?') >= 0)) {
      throw new TypeConversionException("the working folder has " + LETTERS);
    }
  }

  /**
   * Where what can be computed again is kept for the next run: {@code snn-mnist} in {@code
   * XDG_CACHE_HOME}, or in {@code ~/.cache}.
   *
   * <p>Source: XDG Base Directory Specification 0.8, by which a relative path is no valid one.
   */
  static Path cache() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseGet(() -> home().resolve(".cache"))
        .resolve("snn-mnist");
  }

  /** The home folder as a shell finds it: HOME, else what Java knows. */
  private static Path home() {
    return Path.of(
        Optional.ofNullable(System.getenv("HOME"))
            .filter(home -> !home.isEmpty())
            .orElseGet(() -> System.getProperty("user.home")));
  }
}
