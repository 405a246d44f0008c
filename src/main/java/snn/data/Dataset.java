package snn.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The training and test images of an experiment.
 *
 * @param name as users know it
 * @param train the images that gains and readouts are fitted to
 * @param test the images that accuracies are measured on, of the same shape
 * @param classNames names of the classes 0 … K − 1
 * @param leftOut what lies with the images and is not read
 */
public record Dataset(
    String name,
    LabelledImages train,
    LabelledImages test,
    List<String> classNames,
    LeftOut leftOut) {

  /** Largest number of classes: a label is a byte. */
  public static final int MAX_CLASSES = 256;

  /**
   * Checks that the two parts fit each other.
   *
   * @throws DataException if their shapes differ, or a label has no class
   */
  public Dataset {
    if (!train.shape().equals(test.shape())) {
      throw new DataException(
          "%s has training images of %s and test images of %s pixels"
              .formatted(name, train.shape(), test.shape()));
    }
    requireClasses(name, train, classNames.size());
    requireClasses(name, test, classNames.size());
  }

  /** Creates a dataset of which no files are left out. */
  public Dataset(String name, LabelledImages train, LabelledImages test, List<String> classNames) {
    this(name, train, test, classNames, LeftOut.NOTHING);
  }

  private static void requireClasses(String name, LabelledImages images, int classes) {
    for (int i = 0; i < images.size(); i++) {
      if (images.label(i) >= classes) {
        throw new DataException(
            "%s has classes 0 … %s, found label %s of image %s"
                .formatted(name, classes - 1, images.label(i), i));
      }
    }
  }

  /** Names of classes that are only numbered: 0 … {@code classes} − 1. */
  public static List<String> numbered(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  /** Shape of every image. */
  public ImageShape shape() {
    return train.shape();
  }

  /** Number of classes, K. */
  public int classes() {
    return classNames.size();
  }

  /** A copy with at most the first {@code n} training and the first {@code n} test images. */
  public Dataset first(int n) {
    return new Dataset(name, train.first(n), test.first(n), classNames, leftOut);
  }
}
