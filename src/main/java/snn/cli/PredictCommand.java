package snn.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import snn.Numbers;
import snn.Workers;
import snn.data.ImageFacts;
import snn.data.ImageFaults;
import snn.data.ImageFiles;
import snn.experiment.Backend;
import snn.experiment.Model;
import snn.part.Section;
import snn.readout.LogisticRegression;
import snn.record.DelimitedText;
import snn.record.ModelFile;

/** {@code snn predict}. */
@Command(
    name = "predict",
    description = {
      "Reads images with a readout that --save_model has kept: a line for each, with its class, how"
          + " probable that is, and the spikes of all hidden neurons; tabs between, and a tab in a"
          + " name is written \\t.",
      "Images are grey, colours are made so, and 0 is background, as in the images that were"
          + " learnt. Their order is that of their names, with 9.png before 10.png; input spikes"
          + " are drawn for an image and its place, as for test images."
    })
final class PredictCommand extends TerminalCommand {

  @Mixin PartsOption own;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "What --save_model has written.")
  Path file;

  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGES",
      description =
          "PNG, JPEG, GIF, BMP, IDX and CSV files, or folders of images. Labels of a CSV file are"
              + " left out.")
  List<Path> given;

  @Override
  List<Section> sections() {
    return List.of(Section.of("Machine").with(Machine.class));
  }

  @Override
  public Integer call() {
    Machine machine = part(Machine.class);
    Backend.Choice choice = machine.choice();
    try (Workers workers = new Workers(machine.workers())) {
      Model model = ModelFile.read(file, workers);
      ImageFiles images =
          ImageFiles.read(given, model.shape(), model.dataset().classNames().size(), this::warn);
      images.leftOut().notice().ifPresent(this::warn);
      model
          .images()
          .map(
              known -> ImageFaults.ofUnlabelled(ImageFacts.Part.of(images.images()), known.train()))
          .ifPresent(faults -> faults.sentences().forEach(this::warn));
      try (Backend backend = choice.open(this::warn)) {
        print(
            model,
            images.names(),
            model.answer(images.images(), backend, workers, new ProgressBars(terminal)));
      }
    }
    return ExitCode.OK;
  }

  private void print(Model model, List<String> names, Model.Answers answers) {
    PrintStream out = terminal.out();
    boolean probable = model.settings().readout() instanceof LogisticRegression;
    print(out, "image", "class", "probability", "spikes");
    for (int i = 0; i < names.size(); i++) {
      print(
          out,
          names.get(i),
          model.dataset().classNames().get(answers.read().classes()[i] & 0xff),
          // Scores of other readouts are no probabilities.
          probable ? Numbers.accuracy(answers.read().probabilities()[i]) : "",
          Long.toString(answers.spikes()[i]));
    }
  }

  private static void print(PrintStream out, String... cells) {
    out.print(DelimitedText.TSV.line(List.of(cells)));
  }
}
