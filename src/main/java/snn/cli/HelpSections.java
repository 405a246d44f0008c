package snn.cli;

import java.lang.reflect.Field;
import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Puts a command's flags under headings in its help. An {@code @ArgGroup} would do that too, but it
 * starts anew when one of its flags is given twice, and forgets the others.
 */
final class HelpSections implements IModelTransformer {

  /** A heading, and the classes whose flags stand under it. */
  private record Section(String heading, List<Class<?>> owners) {}

  private static final List<Section> SECTIONS =
      List.of(
          new Section(
              "Data, output, machine",
              List.of(
                  RunOptions.class,
                  DataDirOption.class,
                  OutputOptions.class,
                  FeatureOptions.class,
                  BackendOption.class,
                  MachineOptions.class)),
          new Section("Spiking layer and its input", List.of(LayerOptions.class, TauOption.class)),
          new Section(
              "This experiment",
              List.of(
                  HomeostasisCommand.HomeostasisOptions.class,
                  TauSweepCommand.TauListOptions.class,
                  SparseCommand.SparseOptions.class)),
          new Section("Readout", List.of(ReadoutFlags.class)));

  @Override
  public CommandSpec transform(CommandSpec spec) {
    // A command comes by once more for each of its aliases.
    return spec.argGroups().isEmpty() ? divided(spec) : spec;
  }

  private static CommandSpec divided(CommandSpec spec) {
    int order = 0;
    for (Section section : SECTIONS) {
      List<OptionSpec> options =
          spec.options().stream()
              .filter(
                  option ->
                      option.userObject() instanceof Field field
                          && section.owners.contains(field.getDeclaringClass()))
              .toList();
      if (!options.isEmpty()) {
        ArgGroupSpec.Builder group =
            ArgGroupSpec.builder()
                .validate(false)
                .order(order++)
                .heading("%n" + section.heading + ":%n");
        for (OptionSpec option : options) {
          spec.remove(option);
          group.addArg(option);
        }
        spec.addArgGroup(group.build());
      }
    }
    return spec;
  }
}
