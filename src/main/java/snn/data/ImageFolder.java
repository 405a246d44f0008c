package snn.data;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Workers;
import snn.part.Param;

/**
 * A user's own images: a folder in one of three layouts, {@link IdxSet}, {@link ClassFolders} and
 * {@link CsvSet}, the first of these that is whole. Images are of any one shape up to 256x256
 * pixels, of 2 to 256 classes.
 *
 * @param dataset the folder
 */
public record ImageFolder(@Param(help = "Folder of images", unit = "DIR") String dataset)
    implements ImageSource {

  /** The name of all such datasets, so that one that moves is still the same. */
  public static final String NAME = "folder";

  private static final List<BiFunction<Path, Listing, Optional<Layout>>> FORMS =
      List.of(IdxSet::in, ClassFolders::in, CsvSet::in);

  /** A layout of the images in a folder. */
  sealed interface Layout permits IdxSet, ClassFolders, CsvSet {
    /**
     * Reads at most so many images of each part.
     *
     * @param notices receives notices about the contents of files
     * @throws DataException if files are missing, damaged or no images
     */
    Dataset load(int most, Workers workers, Progress progress, Consumer<String> notices);

    /**
     * The size of the dataset, without reading all of it.
     *
     * @throws DataException if that look finds a fault
     */
    Size size();
  }

  /**
   * Takes what is a folder, or looks like one: a record of a run may name one that is not there.
   *
   * @throws InvalidParameterException if it is neither
   */
  public ImageFolder {
    boolean bare = !dataset.contains("/") && !dataset.contains(File.separator);
    if (bare && !Files.isDirectory(Path.of(dataset))) {
      throw new InvalidParameterException(
          "dataset",
          "must be one of %s, or a folder of images, found '%s'"
              .formatted(String.join(", ", KIND.parts().keySet()), dataset));
    }
    dataset = bare ? "./" + dataset : dataset;
  }

  private Layout layout() {
    Path folder = Path.of(dataset).normalize();
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          "%s is no folder; say with {dataset} where the images are".formatted(folder));
    }
    Listing listing = new Listing(Advice.OWN);
    List<DataException> faults = new ArrayList<>();
    for (BiFunction<Path, Listing, Optional<Layout>> form : FORMS) {
      try {
        Optional<Layout> found = form.apply(folder, listing);
        if (found.isPresent()) {
          return found.get();
        }
      } catch (DataException e) {
        // The folder may have some files of this layout beside a whole set in another.
        faults.add(e);
      }
    }
    throw faults.isEmpty()
        ? new DataException(
            ("%s has no images that this program knows, there is %s; it reads four IDX files,"
                    + " folders train and test with a folder of %s images for each class, or files"
                    + " train.csv and test.csv")
                .formatted(folder, listing.contents(folder, List.of(folder)), ImageFile.FORMATS))
        : faults.getFirst();
  }

  @Override
  public Dataset load(int most, Workers workers, Progress progress, Consumer<String> notices) {
    Dataset images = layout().load(most, workers, progress, notices);
    images.leftOut().notice().ifPresent(notices);
    return images;
  }

  @Override
  public Size size(int most) {
    return layout().size().first(most);
  }
}
