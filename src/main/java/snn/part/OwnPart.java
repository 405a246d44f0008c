package snn.part;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import snn.InvalidParameterException;

/**
 * A part of a user's own, from a file outside the program. Beside the parts of the program it is
 * one of its {@link Kind}, by its name, as long as it is {@link #use used}.
 *
 * @param name under which it is chosen: that of its record in kebab case
 * @param type a record class
 * @param file that it comes from
 * @param sha256 of the file, or where that is a jar, of the class
 */
public record OwnPart(String name, Class<? extends Part> type, Path file, String sha256) {

  private static volatile List<OwnPart> all = List.of();

  /** A part with the name that follows from its record's. */
  static OwnPart of(Class<?> type, Path file, String sha256) {
    return new OwnPart(nameOf(type.getSimpleName()), type.asSubclass(Part.class), file, sha256);
  }

  /** The name of a record in kebab case. */
  static String nameOf(String record) {
    return record
        .replaceAll("(?<=[a-z\\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  /** Those that are there now, in all of the process. */
  public static List<OwnPart> all() {
    return all;
  }

  /**
   * Sets which are there, in all of the process: before anything is made of parts, since flags,
   * checks and keys follow from them.
   */
  public static void use(List<OwnPart> parts) {
    all = List.copyOf(parts);
  }

  /**
   * Reads the parts of a file.
   *
   * @param file a Java source with one public record that is a part, or a jar with such records
   * @param kinds of parts that there are
   * @throws InvalidParameterException if it cannot be read
   * @throws PartException if it does not compile, or has no such record
   */
  public static List<OwnPart> read(Path file, List<Kind<?>> kinds) {
    return new PartFile(file, kinds).parts();
  }

  /** Whether it is of that kind. */
  public boolean isA(Kind<?> kind) {
    return kind.type().isAssignableFrom(type);
  }

  /** The file of a part, in words after its name, if it is one of a user's own. */
  public static String from(Class<?> type) {
    return all.stream()
        .filter(own -> own.type() == type)
        .map(own -> " (%s)".formatted(own.file()))
        .findFirst()
        .orElse("");
  }

  /** What a record of a run keeps: the file's name, and the SHA-256. */
  public String source() {
    return file.getFileName() + " " + sha256;
  }

  /** The file's name in a {@link #source}. */
  public static String fileIn(String source) {
    return source.substring(0, Math.max(0, source.lastIndexOf(' ')));
  }

  /** The SHA-256 in a {@link #source}. */
  public static String sha256In(String source) {
    return source.substring(source.lastIndexOf(' ') + 1);
  }

  /**
   * Another source of a part than values were made with.
   *
   * @param file that the part comes from
   * @param recorded its SHA-256 then
   * @param found its SHA-256 now
   */
  public record Change(String file, String recorded, String found) {}

  /**
   * Compares the part that values choose with the {@link #source} that they tell.
   *
   * @return empty if it is the same, or they tell of none
   * @throws InvalidParameterException if there is no such part
   */
  public static Optional<Change> change(Kind<?> kind, Map<String, ?> values) {
    if (!(values.get(kind.source()) instanceof String source)) {
      return Optional.empty();
    }
    String file = fileIn(source);
    String recorded = sha256In(source);
    String name = String.valueOf(values.get(kind.name()));
    OwnPart found =
        all.stream()
            .filter(own -> own.isA(kind) && own.name.equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidParameterException(
                        "parts",
                        "must name %s of SHA-256 %s, which {%s} %s comes from"
                            .formatted(file, recorded, kind.name(), name)));
    return Optional.of(new Change(file, recorded, found.sha256))
        .filter(change -> !change.recorded.equals(change.found));
  }
}
