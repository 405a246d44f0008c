package snn.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import snn.InvalidParameterException;
import snn.experiment.OwnParts;
import snn.experiment.Plan;
import snn.part.Kind;
import snn.part.OwnPart;
import snn.part.Parameter;

/**
 * The flag that names parts of a user's own. {@link Main} looks for it before there are commands,
 * since their flags follow from the parts.
 */
final class PartsOption {

  static final String FLAG = "--parts";

  @Option(
      names = FLAG,
      paramLabel = "FILE",
      split = ",",
      description =
          "Java sources or jars of your own, each with a source of images, weight law, encoding,"
              + " neuron, rule of gains or readout: choose it by its record's name in kebab case,"
              + " and set it by flags of its own, which help with this flag shows. Their code runs"
              + " with your rights.")
  List<Path> files = List.of();

  /** The same flag for another command line of the program; empty where it was not given. */
  Stream<String> words() {
    return files.isEmpty()
        ? Stream.empty()
        : Stream.of(FLAG + "=" + String.join(",", files.stream().map(Path::toString).toList()));
  }

  /**
   * Warns of files whose parts no run uses: whoever forgets to choose one gets the program's.
   *
   * @param sources of the runs, as {@link snn.experiment.Plan#sources} has them
   */
  static void warnOfUnused(Set<String> sources, Terminal terminal) {
    Map<Path, List<OwnPart>> files =
        OwnPart.all().stream()
            .collect(Collectors.groupingBy(OwnPart::file, LinkedHashMap::new, Collectors.toList()));
    files.forEach(
        (file, parts) -> {
          if (parts.stream().noneMatch(part -> sources.contains(part.source()))) {
            terminal.warn(
                "%s is used by nothing; choose it with %s"
                    .formatted(
                        file,
                        parts.stream()
                            .map(PartsOption::choice)
                            .collect(Collectors.joining(" or "))));
          }
        });
  }

  /** The flag that chooses a part. */
  private static String choice(OwnPart part) {
    String kind = Plan.KINDS.stream().filter(part::isA).map(Kind::name).findFirst().orElseThrow();
    return ParameterFlags.flag(kind) + " " + part.name();
  }

  /** Loads the parts that a command line names. */
  static OwnParts load(List<String> words) {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String value =
          word.startsWith(FLAG + "=")
              ? word.substring(FLAG.length() + 1)
              : word.equals(FLAG) && i + 1 < words.size() ? words.get(i + 1) : "";
      // What is empty, the command itself refuses.
      Stream.of(value.split(","))
          .filter(file -> !file.isEmpty())
          .map(PartsOption::path)
          .forEach(files::add);
    }
    return loadFiles(files);
  }

  private static Path path(String file) {
    try {
      return UserPath.of(file);
    } catch (TypeConversionException e) {
      throw new InvalidParameterException(
          "parts", "must be files, found '%s' (%s)".formatted(file, e.getMessage()));
    }
  }

  /** Loads parts whose flags stand beside all others of the program. */
  static OwnParts loadFiles(List<Path> files) {
    if (files.isEmpty()) {
      return OwnParts.load(files);
    }
    Set<String> reserved = new HashSet<>(Set.of("parts", "help", "version"));
    ExperimentRun.OUTPUT.parameters().stream().map(Parameter::name).forEach(reserved::add);
    return OwnParts.load(files, reserved);
  }
}
