package snn.cli;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help that shows {@code --t_ref_ms} and leaves out its other spelling, {@code --t-ref-ms}. */
final class HelpWithoutAliases implements CommandLine.IHelpFactory {

  @Override
  public Help create(CommandSpec spec, Help.ColorScheme colorScheme) {
    return new Help(spec, colorScheme) {
      @Override
      public IOptionRenderer createDefaultOptionRenderer() {
        IOptionRenderer all = super.createDefaultOptionRenderer();
        return (option, parameterLabels, scheme) ->
            all.render(withoutAliases(option), parameterLabels, scheme);
      }
    };
  }

  private static OptionSpec withoutAliases(OptionSpec option) {
    Set<String> names = new LinkedHashSet<>(Arrays.asList(option.names()));
    names.removeIf(name -> name.indexOf('-', 2) > 0 && names.contains(underscored(name)));
    return option.toBuilder().names(names.toArray(String[]::new)).build();
  }

  private static String underscored(String name) {
    return "--" + name.substring(2).replace('-', '_');
  }
}
