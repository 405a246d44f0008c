package snn.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import snn.InvalidParameterException;
import snn.part.Kind;
import snn.part.OwnPart;
import snn.part.Parameter;
import snn.part.PartException;
import snn.part.Parts;
import snn.part.Section;

/**
 * Parts of a user's own, from files outside the program. From {@link #load} to {@link #close} they
 * are in all of the process what the program's parts are: plans choose them by their names, and
 * records keep the SHA-256 of their sources. They are loaded before plans are made.
 */
public final class OwnParts implements AutoCloseable {

  private final List<OwnPart> before = OwnPart.all();

  private OwnParts() {}

  /**
   * Loads parts.
   *
   * @param files Java sources, each with one public record that implements an interface of {@link
   *     Plan#KINDS}, or jars of such
   * @throws InvalidParameterException if a file cannot be read
   * @throws PartException if a part has a fault; the message says which, and where
   */
  public static OwnParts load(List<Path> files) {
    return load(files, Set.of());
  }

  /**
   * Loads parts.
   *
   * @param reserved names that no parameter of theirs may have
   */
  public static OwnParts load(List<Path> files, Set<String> reserved) {
    OwnParts loaded = new OwnParts();
    try {
      files.forEach(
          file -> OwnPart.read(file, Plan.KINDS).forEach(part -> loaded.add(part, reserved)));
    } catch (RuntimeException e) {
      loaded.close();
      throw e;
    }
    return loaded;
  }

  /** Those that were loaded here. */
  public List<OwnPart> parts() {
    return OwnPart.all().subList(before.size(), OwnPart.all().size());
  }

  private void add(OwnPart part, Set<String> reserved) {
    List<Kind<?>> kinds = Plan.KINDS.stream().filter(part::isA).toList();
    Kind<?> kind = kinds.getFirst();
    if (kinds.size() > 1) {
      throw fault(part, "is of several kinds; make a record for each");
    }
    if (kind.parts().containsKey(part.name())) {
      throw fault(
          part,
          "would be the second of the name {%s} %s, which %s has; give its record another name"
              .formatted(
                  kind.name(),
                  part.name(),
                  OwnPart.all().stream()
                      .filter(own -> own.isA(kind) && own.name().equals(part.name()))
                      .map(own -> own.file().toString())
                      .findFirst()
                      .orElse("the program")));
    }
    List<Section> sections =
        Experiment.all().stream().flatMap(one -> Plan.sections(one).stream()).toList();
    try {
      Parts.parameters(part.type())
          .forEach(parameter -> require(part, kind, parameter, sections, reserved));
      Parts.read(part.type(), Map.of());
    } catch (InvalidParameterException e) {
      throw fault(part, "refuses its own defaults: {%s} %s".formatted(e.parameter(), e.problem()));
    } catch (IllegalArgumentException e) {
      throw PartException.in(e).isPresent() ? e : fault(part, "has a fault: " + e.getMessage());
    }
    List<OwnPart> all = new ArrayList<>(OwnPart.all());
    all.add(part);
    OwnPart.use(all);
  }

  /** A parameter may be shared with parts beside which its flag stands, where it means the same. */
  private static void require(
      OwnPart part,
      Kind<?> kind,
      Parameter parameter,
      List<Section> sections,
      Set<String> reserved) {
    parameter.requireComplete();
    String name = parameter.name();
    if (reserved.contains(name) || Plan.KINDS.stream().anyMatch(k -> k.source().equals(name))) {
      throw fault(part, "has a parameter {%s}, which is a flag of the program".formatted(name));
    }
    for (Section section : sections) {
      boolean beside = section.parameters().stream().anyMatch(p -> p.name().equals(kind.name()));
      for (Parameter known : section.parameters()) {
        if (known.name().equals(name) && !(beside && known.means(parameter))) {
          throw fault(
              part,
              "has a parameter {%s}, which %s has with another meaning; %srename it, @Param(name = …)"
                  .formatted(
                      name,
                      owner(name),
                      beside ? "to share its flag be " + known.meaning() + ", or " : ""));
        }
      }
    }
  }

  /** Who has a parameter of that name. */
  private static String owner(String name) {
    for (Kind<?> kind : Plan.KINDS) {
      for (var one : kind.parts().entrySet()) {
        if (Parts.parameters(one.getValue()).stream().anyMatch(p -> p.name().equals(name))) {
          return one.getKey();
        }
      }
    }
    return "the program";
  }

  private static PartException fault(OwnPart part, String problem) {
    return new PartException(
        "%s: %s %s".formatted(part.file(), part.type().getSimpleName(), problem));
  }

  /** Takes them away. */
  @Override
  public void close() {
    OwnPart.use(before);
  }
}
