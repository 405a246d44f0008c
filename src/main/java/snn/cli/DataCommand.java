package snn.cli;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import snn.InvalidParameterException;
import snn.Workers;
import snn.data.Dataset;
import snn.data.ImageSource;
import snn.fact.DatasetFacts;
import snn.part.Section;
import snn.picture.ContactSheet;

/** {@code snn data}. */
@Command(
    name = "data",
    description = {
      "Tells what a dataset is: classes and images of each, size, range of pixels. Draws ten images"
          + " of each class."
    })
final class DataCommand extends TerminalCommand {

  @Mixin PartsOption own;

  private static final String DATASET = "dataset";

  /** Names of datasets that shells complete. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ImageSource.KIND.parts().keySet().iterator();
    }
  }

  @Parameters(
      paramLabel = "NAME|DIR",
      completionCandidates = Names.class,
      description = "A folder of images, or a name, as with --dataset of an experiment.")
  String dataset;

  @Option(
      names = "--fig",
      paramLabel = "FILE",
      description = "Where the images are drawn, as PNG (default: figures/NAME_images.png).")
  Path figure;

  @Option(names = "--verbose", description = "Show a stack trace with an error.")
  boolean verbose;

  @Override
  List<Section> sections() {
    return List.of(VerifyCommand.DATA);
  }

  @Override
  public Integer call() {
    ImageSource source = source();
    Dataset images;
    try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
      images = source.load(Integer.MAX_VALUE, workers, new ProgressBars(terminal), this::warn);
    }
    DatasetFacts.of(images).forEach(terminal.out()::println);
    Path file = figure == null ? Path.of("figures", name() + "_images.png") : figure;
    Saver saver = new Saver(terminal.err(), verbose);
    saver.save(file, path -> ContactSheet.write(path, name(), images.train(), images.classNames()));
    if (saver.exitCode() == ExitCode.OK) {
      terminal.out().printf(Locale.ROOT, "Images: %s%n", file);
    }
    return saver.exitCode();
  }

  private ImageSource source() {
    Map<String, Object> values = new LinkedHashMap<>(given());
    try {
      values.put(DATASET, dataset.startsWith("~/") ? UserPath.of(dataset).toString() : dataset);
    } catch (TypeConversionException e) {
      throw new InvalidParameterException(
          DATASET,
          "must be a folder or a name, found '%s' (%s)".formatted(dataset, e.getMessage()));
    }
    return ImageSource.KIND.read(values);
  }

  /** The name of the set, or the last one of its folder's path. */
  private String name() {
    Path last = Path.of(dataset).toAbsolutePath().normalize().getFileName();
    return last == null ? DATASET : last.toString();
  }
}
