package snn.cli;

import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Lets a flag be spelt with hyphens, {@code --t-ref-ms} is {@code --t_ref_ms}, and refuses what
 * only a slip can have meant: a flag with one hyphen, and a flag as another one's value.
 */
final class HyphenSpellings implements IParameterPreprocessor {

  private static final Pattern NUMBER = Pattern.compile("-(\\d|\\.\\d|Infinity$).*");

  @Override
  public boolean preprocess(
      Stack<String> args, CommandSpec spec, ArgSpec none, Map<String, Object> info) {
    args.replaceAll(arg -> arg.startsWith("--") ? canonical(arg, spec) : arg);
    String before = "";
    // The first word lies on top.
    for (String word : args.reversed()) {
      if (looksLikeFlag(word)) {
        if (needsValue(before, spec)) {
          throw new ParameterException(
              spec.commandLine(),
              "%s needs a value, found the flag %s; a path of that name is written ./%s"
                  .formatted(before, word, word));
        }
        if (word.equals("--")) {
          break;
        }
        requireTwoHyphens(word, spec);
      }
      before = word;
    }
    return false;
  }

  static boolean looksLikeFlag(String word) {
    return word.length() > 1 && word.startsWith("-") && !NUMBER.matcher(word).matches();
  }

  private static boolean needsValue(String word, CommandSpec spec) {
    OptionSpec option = spec.optionsMap().get(word);
    return option != null && option.arity().min() > 0;
  }

  /** Picocli takes {@code -hidden} for {@code -h}, and prints its help. */
  private static void requireTwoHyphens(String word, CommandSpec spec) {
    if (word.startsWith("--") || spec.optionsMap().containsKey(word)) {
      return;
    }
    String flag = canonical("-" + word, spec);
    Optional<String> known =
        Optional.of(flag.replaceFirst("=.*", "")).filter(name -> isKnown(name, spec));
    throw new ParameterException(
        spec.commandLine(),
        "Unknown option: '%s'; flags have two hyphens%s"
            .formatted(word, known.map(name -> ": " + name).orElse("")));
  }

  private static boolean isKnown(String name, CommandSpec spec) {
    return spec.optionsMap().containsKey(name) || spec.negatedOptionsMap().containsKey(name);
  }

  private static String canonical(String arg, CommandSpec spec) {
    int end = arg.indexOf('=') < 0 ? arg.length() : arg.indexOf('=');
    String spelt = underscored(arg.substring(0, end));
    return Stream.of(spec.optionsMap(), spec.negatedOptionsMap())
        .flatMap(names -> names.keySet().stream())
        .filter(name -> underscored(name).equals(spelt))
        .findFirst()
        .map(name -> name + arg.substring(end))
        .orElse(arg);
  }

  private static String underscored(String name) {
    return name.replace('-', '_');
  }
}
