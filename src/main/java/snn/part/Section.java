package snn.part;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters under a common heading in help.
 *
 * @param heading of the section
 * @param parameters no two of the same name
 */
public record Section(String heading, List<Parameter> parameters) {

  /** A section without parameters. */
  public static Section of(String heading) {
    return new Section(heading, List.of());
  }

  /** A copy with the parameters of a record added. */
  public Section with(Class<?> part) {
    return with(Parts.parameters(part));
  }

  /** A copy with a choice and the parameters of all its parts added. */
  public Section with(Kind<?> kind) {
    return with(kind.parameters());
  }

  /** A copy with more parameters; those of a name that is there already are left out. */
  public Section with(List<Parameter> more) {
    Map<String, Parameter> all = new LinkedHashMap<>();
    parameters.forEach(parameter -> all.put(parameter.name(), parameter));
    more.forEach(parameter -> all.putIfAbsent(parameter.name(), parameter));
    return new Section(heading, new ArrayList<>(all.values()));
  }

  /** A copy without the parameter of that name. */
  public Section without(String name) {
    return new Section(
        heading, parameters.stream().filter(parameter -> !parameter.name().equals(name)).toList());
  }
}
