package snn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import snn.experiment.Experiment;
import snn.experiment.Plan;
import snn.experiment.Session;
import snn.part.Section;

/** An experiment as a command; {@link ExperimentRun} is its course. */
@Command
final class ExperimentCommand extends TerminalCommand {

  @Mixin PartsOption own;

  private final Experiment experiment;

  ExperimentCommand(Experiment experiment) {
    this.experiment = experiment;
  }

  Experiment experiment() {
    return experiment;
  }

  /** What the user chose, checked. */
  Plan plan() {
    return Plan.among(experiment, given());
  }

  @Override
  List<Section> sections() {
    List<Section> sections = new ArrayList<>(Plan.sections(experiment));
    sections.add(1, ExperimentRun.OUTPUT);
    return sections;
  }

  @Override
  public Integer call() {
    Plan plan = plan();
    PartsOption.warnOfUnused(Set.copyOf(plan.sources()), terminal);
    try (Session session = Session.single(Optional.of(UserPath.cache()))) {
      return new ExperimentRun(plan, given(), terminal).run(session);
    }
  }
}
