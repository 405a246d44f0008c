package snn.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import snn.InvalidParameterException;
import snn.data.ImageSource;
import snn.part.Parameter;
import snn.part.Section;

/**
 * Parameters as flags: {@code tau_ms} is {@code --tau_ms}. Gives a command the flags of its {@link
 * TerminalCommand#sections}, each section under its heading, and reads what was given.
 */
final class ParameterFlags implements IModelTransformer {

  private static final Pattern IN_BRACES = Pattern.compile("\\{(\\w+)}");

  /** A parameter that is one word, as in {@code t_ref_ms / dt_ms}. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z]\\w*");

  /** A value that is not allowed. */
  static final class Refused extends CommandLine.TypeConversionException {
    private static final long serialVersionUID = 1L;

    Refused(InvalidParameterException cause) {
      super(message(cause));
      initCause(cause);
    }
  }

  /** The flag of a parameter. */
  static String flag(String parameter) {
    return "--" + parameter;
  }

  /** What to say about a parameter. */
  static String message(InvalidParameterException e) {
    return NAME.matcher(e.parameter()).replaceAll(name -> flag(name.group()))
        + " "
        + spelt(e.problem());
  }

  /** A text with its parameters, which stand in braces, as flags. */
  static String spelt(String text) {
    return IN_BRACES.matcher(text).replaceAll(match -> flag(match.group(1)));
  }

  @Override
  public CommandSpec transform(CommandSpec spec) {
    // A command comes by once more for each of its aliases.
    if (spec.argGroups().isEmpty() && spec.userObject() instanceof TerminalCommand command) {
      int order = 0;
      for (Section section : command.sections()) {
        spec.addArgGroup(group(section, order++));
      }
    }
    return spec;
  }

  private static ArgGroupSpec group(Section section, int order) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder()
            .validate(false)
            .order(order)
            .heading("%n" + section.heading() + ":%n");
    section.parameters().forEach(parameter -> group.addArg(option(parameter)));
    return group.build();
  }

  private static OptionSpec option(Parameter parameter) {
    Parameter.Description about = parameter.about();
    OptionSpec.Builder option =
        OptionSpec.builder(flag(parameter.name()))
            .description(spelt(description(parameter)).replace("%", "%%"))
            .paramLabel(about.unit().isEmpty() ? "VALUE" : about.unit())
            .completionCandidates(
                parameter.name().equals(ImageSource.KIND.name())
                    ? ImageSource.KIND.parts().keySet()
                    : parameter.choices());
    if (parameter.isSwitch()) {
      // Without the fallback picocli takes the flag for the opposite of its default.
      return option.type(boolean.class).negatable(isNegatable(about)).fallbackValue("true").build();
    }
    CommandLine.ITypeConverter<Object> converter = text -> value(parameter, text);
    if (parameter.form() == Parameter.Form.LIST) {
      return option
          .type(List.class)
          .auxiliaryTypes(Object.class)
          .arity("1..*")
          .splitRegex(",")
          .hideParamSyntax(true)
          .paramLabel(about.unit() + "...")
          .converters(text -> ((List<?>) value(parameter, text)).getFirst())
          .build();
    }
    return option.type(Object.class).arity("1").converters(converter).build();
  }

  /** What is on needs a way to turn it off, and so does what a record may have turned on. */
  private static boolean isNegatable(Parameter.Description about) {
    return about.result() || about.preset().equals("true");
  }

  /**
   * The plain value that a text stands for.
   *
   * @throws Refused if it is not allowed
   */
  static Object value(Parameter parameter, String text) {
    try {
      if (text.isEmpty()) {
        // A variable that was never set, and not the word for no value.
        throw new CommandLine.TypeConversionException("");
      }
      Object value = parameter.check(isPath(parameter, text) ? UserPath.of(text).toString() : text);
      // Null would be no value at all.
      return value == null ? "" : value;
    } catch (InvalidParameterException e) {
      boolean range = isRange(parameter, text);
      throw new Refused(
          range
              ? new InvalidParameterException(
                  e.parameter(), e.problem() + "; snn tune searches in a range")
              : e);
    } catch (CommandLine.TypeConversionException e) {
      throw new Refused(
          new InvalidParameterException(
              parameter.name(),
              "must be %s, found '%s'%s"
                  .formatted(
                      parameter.kind(),
                      text,
                      e.getMessage().isEmpty() ? "" : " (" + e.getMessage() + ")")));
    }
  }

  /** Whether a text is a range where there is one number. */
  static boolean isRange(Parameter parameter, String text) {
    return parameter.isNumber() && parameter.about().result() && text.contains("..");
  }

  /** A choice may be a folder, too. */
  private static boolean isPath(Parameter parameter, String text) {
    return parameter.type() == Path.class
        || (parameter.type() == String.class && text.startsWith("~/"));
  }

  private static String description(Parameter parameter) {
    Parameter.Description about = parameter.about();
    StringBuilder text = new StringBuilder(about.help());
    if (!parameter.choices().isEmpty() && parameter.type() == String.class) {
      text.append(": ").append(String.join(", ", parameter.choices()));
    }
    if (!about.preset().isEmpty() && !isOff(parameter)) {
      text.append(" (default: ").append(about.preset()).append(')');
    }
    return text.append('.').toString();
  }

  /** A switch that is off by default, and cannot be turned off, need not say so. */
  private static boolean isOff(Parameter parameter) {
    return parameter.isSwitch()
        && !parameter.about().result()
        && parameter.about().preset().equals("false");
  }

  /** The plain values that were given, by the parameters' names. */
  static Map<String, Object> given(CommandLine.ParseResult parsed, List<Section> sections) {
    Map<String, Object> given = new LinkedHashMap<>();
    for (Section section : sections) {
      for (Parameter parameter : section.parameters()) {
        String flag = flag(parameter.name());
        if (parsed.hasMatchedOption(flag)) {
          given.put(parameter.name(), parsed.matchedOption(flag).getValue());
        }
      }
    }
    return given;
  }
}
