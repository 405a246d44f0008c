package snn.part;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import snn.InvalidParameterException;

/**
 * A job, and the parts that can do it. The user chooses one by its name.
 *
 * @param <P> interface that all these parts implement
 * @param type that interface
 * @param name of the job, as flags and records of runs have it
 * @param help description of the choice, for help
 * @param preset name of the part that does it by default
 * @param parts of the program by their names, in the order in which they are shown
 * @param other does it when the choice is none of these names, if there is such a part; its
 *     parameter of the job's name gets the choice
 */
public record Kind<P extends Part>(
    Class<P> type,
    String name,
    String help,
    String preset,
    Map<String, Class<? extends P>> parts,
    Optional<Class<? extends P>> other) {

  /** A job to which no parts have been added yet. */
  public static <P extends Part> Kind<P> of(
      Class<P> type, String name, String help, String preset) {
    return new Kind<>(type, name, help, preset, Map.of(), Optional.empty());
  }

  /** A copy with one more part, a record class. */
  public Kind<P> with(String part, Class<? extends P> type) {
    Map<String, Class<? extends P>> more = new LinkedHashMap<>(parts);
    more.put(part, type);
    return new Kind<>(this.type, name, help, preset, more, other);
  }

  /** A copy with a part that has many names; its parameter of the job's name gets the choice. */
  public Kind<P> with(List<String> names, Class<? extends P> type) {
    Kind<P> all = this;
    for (String one : names) {
      all = all.with(one, type);
    }
    return all;
  }

  /** A copy with a part that takes every name that is not listed. */
  public Kind<P> orElse(Class<? extends P> type) {
    return new Kind<>(this.type, name, help, preset, parts, Optional.of(type));
  }

  /** The parts of the program, and after them those of a user's own that are there now. */
  @Override
  public Map<String, Class<? extends P>> parts() {
    Map<String, Class<? extends P>> all = new LinkedHashMap<>(parts);
    OwnPart.all().stream()
        .filter(own -> own.isA(this))
        .forEach(own -> all.put(own.name(), own.type().asSubclass(type)));
    return all;
  }

  /** Name under which the values of a part of a user's own have its {@link OwnPart#source}. */
  public String source() {
    return name + "_source";
  }

  /** The choice as a parameter. */
  public Parameter choice() {
    return new Parameter(
        name,
        String.class,
        Parameter.Form.ONE,
        other.isPresent() ? List.of() : List.copyOf(parts().keySet()),
        new Parameter.Description(help, unit(), preset, Parameter.Range.ANY, "", true));
  }

  private String unit() {
    return other.stream()
        .flatMap(type -> Parts.parameters(type).stream())
        .filter(parameter -> parameter.name().equals(name))
        .map(parameter -> "NAME|" + parameter.about().unit())
        .findFirst()
        .orElse("NAME");
  }

  /** The choice, and the parameters of all parts, each name once. */
  public List<Parameter> parameters() {
    Map<String, Parameter> all = new LinkedHashMap<>();
    all.put(name, choice());
    for (Class<? extends P> type : types()) {
      // A parameter with the job's name is the choice, which has been added already.
      Parts.parameters(type).stream()
          .filter(parameter -> !parameter.name().equals(name))
          .forEach(
              parameter -> all.merge(parameter.name(), parameter, (a, b) -> shared(a, b, type)));
    }
    return List.copyOf(all.values());
  }

  /** Merges a parameter that several parts have; its help names the defaults that differ. */
  private Parameter shared(Parameter first, Parameter other, Class<? extends P> type) {
    if (other.about().preset().equals(first.about().preset())) {
      return first;
    }
    String help = other.about().help();
    String what =
        first.about().help().startsWith(help)
            ? ""
            : " " + help.substring(0, 1).toLowerCase(Locale.ROOT) + help.substring(1) + ",";
    return first.withHelp(
        "%s; with {%s} %s%s by default %s"
            .formatted(
                first.about().help(), name, named(type).orElse(""), what, other.about().preset()));
  }

  private Optional<String> named(Class<?> type) {
    return parts().entrySet().stream()
        .filter(entry -> entry.getValue() == type)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private List<Class<? extends P>> types() {
    Set<Class<? extends P>> types = new LinkedHashSet<>(parts().values());
    other.ifPresent(types::add);
    return List.copyOf(types);
  }

  /**
   * Checks that a part of a user's own is there, and has the source that values tell.
   *
   * @throws InvalidParameterException if not
   */
  public void requireSource(Map<String, ?> values) {
    OwnPart.change(this, values)
        .ifPresent(
            change -> {
              throw new InvalidParameterException(
                  "parts",
                  "must name %s as it was, of SHA-256 %s, found %s"
                      .formatted(change.file(), change.recorded(), change.found()));
            });
  }

  /**
   * The part that values choose and describe.
   *
   * @throws InvalidParameterException if there is none, or a value is not allowed
   */
  public P read(Map<String, ?> values) {
    requireSource(values);
    Map<String, Class<? extends P>> parts = parts();
    String choice =
        (values.containsKey(name) ? choice().check(values.get(name)) : preset).toString();
    Optional<String> known = parts.keySet().stream().filter(choice::equalsIgnoreCase).findFirst();
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put(name, known.orElse(choice));
    return Parts.read(known.<Class<? extends P>>map(parts::get).orElseGet(other::orElseThrow), all);
  }

  /** The name under which {@code part} is chosen. */
  public String nameOf(P part) {
    Object own = Parts.values(part).get(name);
    return own != null ? own.toString() : named(part.getClass()).orElseThrow();
  }

  /** The choice and the plain values of a part of this kind, and its source if it has one. */
  public Map<String, Object> values(P part) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(name, nameOf(part));
    OwnPart.all().stream()
        .filter(own -> own.type() == part.getClass())
        .forEach(own -> values.put(source(), own.source()));
    values.putAll(Parts.values(part));
    return values;
  }
}
