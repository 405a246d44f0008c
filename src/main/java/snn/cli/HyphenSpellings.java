package snn.cli;

import java.util.Map;
import java.util.Stack;
import java.util.stream.Stream;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Lets a flag be spelt with hyphens: {@code --t-ref-ms} is {@code --t_ref_ms}. */
final class HyphenSpellings implements IParameterPreprocessor {

  @Override
  public boolean preprocess(
      Stack<String> args, CommandSpec spec, ArgSpec none, Map<String, Object> info) {
    args.replaceAll(arg -> arg.startsWith("--") ? canonical(arg, spec) : arg);
    return false;
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
