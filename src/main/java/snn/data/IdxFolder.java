package snn.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Workers;
import snn.data.Mirrors.Published;
import snn.part.Param;

/**
 * Anybody's images: a folder with four IDX files that have the names of MNIST's, in any of the
 * places and spellings that {@link MnistFolder} knows. Images have the shape that their file says;
 * classes are called by their labels, 0 to the largest.
 *
 * @param dataset the folder
 */
public record IdxFolder(@Param(help = "Folder with four IDX files", unit = "DIR") String dataset)
    implements ImageSource {

  /**
   * Checks that the folder is there.
   *
   * @throws InvalidParameterException if it is not
   */
  public IdxFolder {
    if (!Files.isDirectory(Path.of(dataset))) {
      throw new InvalidParameterException(
          "dataset",
          "must be one of %s, or a folder with four IDX files, found '%s'"
              .formatted(String.join(", ", KIND.parts().keySet()), dataset));
    }
  }

  private Path folder() {
    return Path.of(dataset);
  }

  @Override
  public Dataset load(int most, Workers workers, Progress progress, Consumer<String> notices) {
    Map<Published, Path> files = MnistFolder.find(folder(), Mnist.FILES).files();
    String missing =
        Mnist.FILES.stream()
            .filter(file -> !files.containsKey(file))
            .map(Published::name)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new DataException(
          "%s lacks %s, there is %s; put all four files there, raw or as .gz"
              .formatted(folder(), missing, MnistFolder.contents(folder())));
    }
    LabelledImages train = part(files, 0);
    LabelledImages test = part(files, 2);
    int classes = 1 + Math.max(largest(train), largest(test));
    return new Dataset(folder().toString(), train, test, Dataset.numbered(Math.max(2, classes)))
        .first(most);
  }

  /** The images of file number {@code images} of MNIST's, and the labels of the next one. */
  private static LabelledImages part(Map<Published, Path> files, int images) {
    return IdxReader.part(
        IdxReader.images(files.get(Mnist.FILES.get(images))),
        IdxReader.labels(files.get(Mnist.FILES.get(images + 1)), Dataset.MAX_CLASSES));
  }

  private static int largest(LabelledImages images) {
    int largest = 0;
    for (int i = 0; i < images.size(); i++) {
      largest = Math.max(largest, images.label(i));
    }
    return largest;
  }

  /** What the headers of the two image files say. */
  @Override
  public Size size(int most) {
    Map<Published, Path> files = MnistFolder.find(folder(), Mnist.FILES).files();
    Optional<IdxReader.Header> train = header(files, 0);
    Optional<IdxReader.Header> test = header(files, 2);
    return new Size(
            train.map(IdxReader.Header::count).orElse(0),
            test.map(IdxReader.Header::count).orElse(0),
            train.map(IdxReader.Header::shape).orElse(new ImageShape(1, 1)),
            Dataset.MAX_CLASSES)
        .first(most);
  }

  /** Empty where {@link #load} will say what is wrong. */
  private static Optional<IdxReader.Header> header(Map<Published, Path> files, int images) {
    return Optional.ofNullable(files.get(Mnist.FILES.get(images))).flatMap(IdxReader::header);
  }
}
