package snn.part;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import snn.InvalidParameterException;

/**
 * One parameter: its name, and what is true of its values.
 *
 * @param name in snake case, as flags and records of runs have it
 * @param type of a value: int, long, double, {@link Spread}, boolean, String, Path or an enum
 * @param form how many values there are
 * @param choices the only texts that are allowed; empty where any is
 * @param about its help text, unit, default and range
 */
public record Parameter(
    String name, Class<?> type, Form form, List<String> choices, Description about) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private static final Set<Class<?>> TYPES =
      Set.of(
          int.class,
          long.class,
          double.class,
          boolean.class,
          String.class,
          Path.class,
          Spread.class);

  /** How many values there are. */
  public enum Form {
    /** Exactly one value. */
    ONE,
    /** At most one value: an Optional, OptionalInt or OptionalDouble. */
    OPTIONAL,
    /** One or more values, separated by commas. */
    LIST
  }

  /**
   * What the annotation {@link Param} states about a parameter.
   *
   * @param help description for help
   * @param unit placeholder for a value in help
   * @param preset its default, as a user would type it; empty where it has none
   * @param range the allowed range of a number
   * @param none the word that stands for no value
   * @param result whether results depend on it
   */
  public record Description(
      String help, String unit, String preset, Range range, String none, boolean result) {}

  /**
   * The allowed range of a number.
   *
   * @param min smallest allowed value
   * @param above exclusive lower bound
   * @param max largest allowed value
   */
  public record Range(double min, double above, double max) {
    /** No restriction. */
    public static final Range ANY =
        new Range(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    private void require(String name, double value) {
      if (above > Double.NEGATIVE_INFINITY) {
        InvalidParameterException.requireAbove(name, value, above, max);
      } else if (!equals(ANY)) {
        InvalidParameterException.requireIn(name, value, min, max);
      }
    }
  }

  /** Describes a record component as a parameter. */
  static Parameter of(RecordComponent component) {
    Param param = component.getAnnotation(Param.class);
    if (param == null) {
      throw new IllegalArgumentException(
          "%s of %s is no parameter; annotate it with @Param(help = …, preset = …)"
              .formatted(component.getName(), component.getDeclaringRecord().getSimpleName()));
    }
    Class<?> declared = component.getType();
    Class<?> type =
        declared == OptionalDouble.class
            ? double.class
            : declared == OptionalInt.class
                ? int.class
                : declared == Optional.class ? argument(component) : declared;
    return new Parameter(
        param.name().isEmpty() ? snakeCase(component.getName()) : param.name(),
        type,
        type == declared ? Form.ONE : Form.OPTIONAL,
        type.isEnum()
            ? Arrays.stream(type.getEnumConstants()).map(Parameter::word).toList()
            : List.of(),
        new Description(
            param.help(),
            param.unit(),
            param.preset(),
            new Range(param.min(), param.above(), param.max()),
            param.none(),
            param.result()));
  }

  private static Class<?> argument(RecordComponent optional) {
    return (Class<?>) ((ParameterizedType) optional.getGenericType()).getActualTypeArguments()[0];
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static String word(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT);
  }

  /** Whether the parameter is boolean: a flag that is on or off. */
  public boolean isSwitch() {
    return type == boolean.class;
  }

  /** Whether values are numbers, so that the parameter can be an experiment's axis. */
  public boolean isNumber() {
    return type == int.class || type == long.class || type == double.class || type == Spread.class;
  }

  /** Whether values of another parameter of that name mean the same; its default may be other. */
  public boolean means(Parameter other) {
    return type == other.type
        && form == other.form
        && choices.equals(other.choices)
        && about.unit.equals(other.about.unit)
        && about.range.equals(other.about.range)
        && about.none.equals(other.about.none)
        && about.result == other.about.result;
  }

  /** What must be so of another parameter that is to mean the same, as an author would write it. */
  public String meaning() {
    List<String> said = new ArrayList<>();
    if (!about.unit.isEmpty()) {
      said.add("unit = \"" + about.unit + '"');
    }
    if (about.range.above > Double.NEGATIVE_INFINITY) {
      said.add("above = " + about.range.above);
    } else if (about.range.min > Double.NEGATIVE_INFINITY) {
      said.add("min = " + about.range.min);
    }
    if (about.range.max < Double.POSITIVE_INFINITY) {
      said.add("max = " + about.range.max);
    }
    if (!about.none.isEmpty()) {
      said.add("none = \"" + about.none + '"');
    }
    if (!about.result) {
      said.add("result = false");
    }
    String article = form == Form.OPTIONAL ? "an optional" : type == int.class ? "an" : "a";
    return "%s %s with @Param(%s)"
        .formatted(article, type.getSimpleName(), String.join(", ", said));
  }

  /**
   * Checks a parameter of a part of a user's own: its name, type and default.
   *
   * @throws InvalidParameterException if the default is not allowed
   * @throws IllegalArgumentException if there is another fault
   */
  public void requireComplete() {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "{%s} is no name; letters, digits and _ make one".formatted(name));
    }
    if (!type.isEnum() && !TYPES.contains(type)) {
      throw new IllegalArgumentException(
          "{%s} is a %s; a parameter is an int, long, double, boolean, String, Path, Spread, enum or part, or an Optional, OptionalInt or OptionalDouble"
              .formatted(name, type.getSimpleName()));
    }
    if (form == Form.ONE && about.preset.isEmpty()) {
      throw new IllegalArgumentException(
          "{%s} has no preset, and is not optional; add preset = \"…\" to its @Param"
              .formatted(name));
    }
    preset();
  }

  /** A copy with another default. */
  public Parameter withPreset(String preset) {
    return new Parameter(
        name,
        type,
        form,
        choices,
        new Description(about.help, about.unit, preset, about.range, about.none, about.result));
  }

  /** A copy with another help text. */
  Parameter withHelp(String help) {
    return new Parameter(
        name,
        type,
        form,
        choices,
        new Description(help, about.unit, about.preset, about.range, about.none, about.result));
  }

  /** A parameter that takes a list of this one's values, under another name. */
  public Parameter list(String listName, String help, String preset) {
    return new Parameter(
        listName,
        type == Spread.class ? double.class : type,
        Form.LIST,
        choices,
        new Description(help, about.unit, preset, about.range, "", about.result));
  }

  /**
   * The plain value for a text, or for a plain value of the same or another type: a number, a
   * boolean, a text or null for none; for a list, a list of such. A number or boolean of this
   * parameter's own type is not read again.
   *
   * @throws InvalidParameterException if it is not allowed
   */
  public Object check(Object value) {
    if (form == Form.LIST) {
      return checkList(value);
    }
    if (isOwn(value)) {
      requireInRange(value);
      return value;
    }
    return parse(value == null ? about.none : value.toString());
  }

  /** The plain values of a list. */
  public List<Object> checkList(Object value) {
    Collection<?> all =
        value instanceof Collection<?> many ? many : List.of(value.toString().split(","));
    if (all.isEmpty()) {
      throw invalid("");
    }
    return all.stream().map(one -> parse(String.valueOf(one).strip())).toList();
  }

  private boolean isOwn(Object value) {
    return switch (value) {
      case Integer _ -> type == int.class;
      case Long _ -> type == long.class;
      case Double _ -> type == double.class;
      case Boolean _ -> type == boolean.class;
      case null, default -> false;
    };
  }

  private Object parse(String text) {
    if (form == Form.OPTIONAL && text.equalsIgnoreCase(about.none)) {
      return about.none.isEmpty() ? null : about.none;
    }
    Object value;
    try {
      value = plain(text);
    } catch (IllegalArgumentException _) {
      throw invalid(text);
    }
    requireInRange(value);
    return value instanceof Spread spread ? spread.plain() : value;
  }

  /**
   * Checks a value, or what a component of a record holds, which cannot but have the right type.
   *
   * @throws InvalidParameterException if it is a number outside the range
   */
  void requireInRange(Object value) {
    switch (value) {
      case Spread spread -> {
        about.range.require(name, spread.low());
        about.range.require(name, spread.high());
      }
      case Number number -> about.range.require(name, number.doubleValue());
      case OptionalInt some -> some.ifPresent(number -> about.range.require(name, number));
      case OptionalDouble some -> some.ifPresent(number -> about.range.require(name, number));
      case null, default -> {}
    }
  }

  private InvalidParameterException invalid(String text) {
    return new InvalidParameterException(
        name, "must be %s, found '%s'%s".formatted(kind(), text, meant(text)));
  }

  /** What may be meant: the name of a part for its record's, or what is a letter away. */
  private String meant(String text) {
    return Stream.of(text, OwnPart.nameOf(text))
        .flatMap(word -> choices.stream().filter(choice -> isNear(word, choice)))
        .findFirst()
        .map("; did you mean %s?"::formatted)
        .orElse("");
  }

  /** Whether one letter, more, less or another, is all that differs. */
  private static boolean isNear(String word, String choice) {
    int least = Math.min(word.length(), choice.length());
    int first = 0;
    while (first < least && word.charAt(first) == choice.charAt(first)) {
      first++;
    }
    int last = 0;
    while (last < least - first
        && word.charAt(word.length() - 1 - last) == choice.charAt(choice.length() - 1 - last)) {
      last++;
    }
    return Math.max(word.length(), choice.length()) - first - last <= 1;
  }

  /** Its default as a plain value. */
  public Object preset() {
    return check(about.preset.isEmpty() ? about.none : about.preset);
  }

  /** What values are allowed, in words, ranges left out. */
  public String kind() {
    return about.none.isEmpty() ? allowed() : allowed() + " or " + about.none;
  }

  private String allowed() {
    if (!choices.isEmpty()) {
      return "one of " + String.join(", ", choices);
    }
    if (type == int.class || type == long.class) {
      return "a whole number of at most "
          + (type == int.class ? Integer.MAX_VALUE : Long.MAX_VALUE);
    }
    if (type == double.class) {
      return "a number";
    }
    if (type == Spread.class) {
      return "a number, or two of them as in 5..200, the smaller first";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (type == Path.class) {
      return about.unit.equals("DIR") ? "a folder" : "a file";
    }
    return about.unit.equals("URL") ? "a URL" : "a text";
  }

  private Object plain(String text) {
    if (type == int.class) {
      return Integer.valueOf(text);
    }
    if (type == long.class) {
      return Long.valueOf(text);
    }
    if (type == double.class) {
      return Double.valueOf(text);
    }
    if (type == Spread.class) {
      return Spread.of(text);
    }
    if (!choices.isEmpty()) {
      return choices.stream()
          .filter(text::equalsIgnoreCase)
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(text));
    }
    if (type == boolean.class) {
      return switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException(text);
      };
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    return type == Path.class ? Path.of(text).toString() : text;
  }

  /** Converts a plain value to the type of the record component. */
  Object component(Object plain) {
    boolean none = form == Form.OPTIONAL && (plain == null || plain.equals(about.none));
    Object value =
        none
            ? null
            : type == Path.class
                ? Path.of((String) plain)
                : type == Spread.class
                    ? Spread.of(plain.toString())
                    : type.isEnum() ? constant((String) plain) : plain;
    if (form != Form.OPTIONAL) {
      return value;
    }
    if (type == double.class) {
      return none ? OptionalDouble.empty() : OptionalDouble.of((Double) value);
    }
    if (type == int.class) {
      return none ? OptionalInt.empty() : OptionalInt.of((Integer) value);
    }
    return Optional.ofNullable(value);
  }

  private Object constant(String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> word(constant).equals(text))
        .findFirst()
        .orElseThrow();
  }

  /** Converts the value of a record component to a plain value. */
  Object plainOf(Object component) {
    Object value =
        switch (component) {
          case OptionalDouble d -> d.isPresent() ? d.getAsDouble() : null;
          case OptionalInt i -> i.isPresent() ? i.getAsInt() : null;
          case Optional<?> o -> o.orElse(null);
          default -> component;
        };
    if (value == null) {
      return about.none.isEmpty() ? null : about.none;
    }
    return switch (value) {
      case Path path -> path.toString();
      case Spread spread -> spread.plain();
      default -> type.isEnum() ? word(value) : value;
    };
  }
}
