package snn.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import snn.Progress;
import snn.Workers;

/**
 * Two files with an image on each line, as Kaggle has them: one {@code .csv} for each {@link
 * Split}, perhaps packed as {@code .csv.gz}. {@link CsvImages} says what a line is.
 *
 * @param train the images to learn from
 * @param test the images to be tested on
 * @param leftOut other files to test on
 */
record CsvSet(Path train, Path test, LeftOut leftOut) implements ImageFolder.Layout {

  /**
   * The set in a folder; empty where there are no such files.
   *
   * @throws DataException if one is missing, or there are several
   */
  static Optional<ImageFolder.Layout> in(Path folder, Listing listing) {
    List<Path> files =
        listing.entries(folder).stream().filter(file -> CsvImages.isCsv(file)).toList();
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CsvSet(
                single(folder, files, Split.TRAIN, listing),
                single(folder, files, Split.TEST, listing),
                LeftOut.unused(Split.TEST.unused(files))));
  }

  private static Path single(Path folder, List<Path> files, Split split, Listing listing) {
    return listing.single(
        folder,
        split.of(files),
        "file %s.csv, or one with %1$s in its name".formatted(split.word()));
  }

  @Override
  public Dataset load(int most, Workers workers, Progress progress, Consumer<String> notices) {
    CsvImages.Content learnt = CsvImages.read(train);
    CsvImages.Content tested = CsvImages.read(test);
    learnt.notice(train, Dataset.MAX_CLASSES).ifPresent(notices);
    if (learnt.isLabelledLast(Dataset.MAX_CLASSES)) {
      learnt = learnt.labelledLast(train);
      tested = tested.guessed() ? tested.labelledLast(test) : tested;
    }
    NumberedClasses classes = NumberedClasses.of(labels(train, learnt), labels(test, tested));
    return new Dataset(
            ImageFolder.NAME,
            images(learnt, classes),
            images(tested, classes),
            classes.names(),
            leftOut)
        .first(most);
  }

  private static NumberedClasses.Labels labels(Path file, CsvImages.Content content) {
    return new NumberedClasses.Labels(file.toString(), content.labels());
  }

  private static LabelledImages images(CsvImages.Content content, NumberedClasses classes) {
    return new LabelledImages(content.pixels(), classes.classes(content.labels()), content.shape());
  }

  @Override
  public ImageSource.Size size() {
    CsvImages.Extent learnt = CsvImages.extent(train);
    CsvImages.Extent tested = CsvImages.extent(test);
    return new ImageSource.Size(
        learnt.images(), tested.images(), learnt.shape(), Dataset.MAX_CLASSES);
  }
}
