package snn.part;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters that stand together in help.
 *
 * @param heading above them
 * @param parameters each name once
 */
public record Section(String heading, List<Parameter> parameters) {

  /** Nothing yet. */
  public static Section of(String heading) {
    return new Section(heading, List.of());
  }

  /** The same with the parameters of a record. */
  public Section with(Class<?> part) {
    return with(Parts.parameters(part));
  }

  /** The same with a choice and the parameters of all that may be chosen. */
  public Section with(Kind<?> kind) {
    return with(kind.parameters());
  }

  /** The same with more parameters; parts may share one. */
  public Section with(List<Parameter> more) {
    Map<String, Parameter> all = new LinkedHashMap<>();
    parameters.forEach(parameter -> all.put(parameter.name(), parameter));
    more.forEach(parameter -> all.putIfAbsent(parameter.name(), parameter));
    return new Section(heading, new ArrayList<>(all.values()));
  }

  /** The same without a parameter. */
  public Section without(String name) {
    return new Section(
        heading, parameters.stream().filter(parameter -> !parameter.name().equals(name)).toList());
  }
}
