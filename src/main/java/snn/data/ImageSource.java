package snn.data;

import java.util.function.Consumer;
import snn.Progress;
import snn.Workers;
import snn.part.Kind;
import snn.part.Part;

/** Where images come from. */
public interface ImageSource extends Part {

  /** All sources. */
  Kind<ImageSource> KIND =
      Kind.of(
              ImageSource.class,
              "dataset",
              "What images: mnist, fashion-mnist, kmnist, qmnist or emnist-letters, -balanced,"
                  + " -digits, -mnist, -byclass, -bymerge; strokes or letters, digits or capitals"
                  + " that the program draws itself; or a folder of one's own with four IDX files,"
                  + " with folders train and test of class folders of images, or with"
                  + " train.csv and test.csv",
              "mnist")
          .with(PublicSet.ALL.stream().map(PublicSet::name).toList(), PublicImages.class)
          .with("strokes", Strokes.class)
          .with("letters", Letters.class)
          .orElse(ImageFolder.class);

  /**
   * Reads, downloads or draws the images.
   *
   * @param most largest number of images of each part
   * @param workers threads that draw, where images are drawn
   * @param progress receives the course of downloads
   * @param notices receives notices about the contents of files
   * @throws DataException if they cannot be had, or are damaged
   */
  Dataset load(int most, Workers workers, Progress progress, Consumer<String> notices);

  /** Whether {@link #load} needs no download. */
  default boolean isHere() {
    return true;
  }

  /**
   * About how many images there are, before they are read.
   *
   * @param most largest number of images of each part
   * @return training and test images
   * @throws DataException if the files cannot be used
   */
  Size size(int most);

  /**
   * How much a dataset holds.
   *
   * @param train images to train on
   * @param test images to test on
   * @param shape of an image
   * @param classes K
   */
  record Size(int train, int test, ImageShape shape, int classes) {
    /** A copy with at most {@code most} images of each part. */
    Size first(int most) {
      return new Size(Math.min(most, train), Math.min(most, test), shape, classes);
    }

    /** Images of training and test together. */
    public long images() {
      return (long) train + test;
    }
  }
}
