package snn.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Classes that are called by the numbers that files have as labels: from 0 or from 1 to the
 * largest.
 *
 * @param first label of class 0, which is 0 or 1
 * @param count K
 */
record NumberedClasses(int first, int count) {

  /**
   * Labels in a file.
   *
   * @param where it is, for messages
   * @param values in the order of the images
   */
  record Labels(String where, int[] values) {
    private int least() {
      return Arrays.stream(values).min().orElse(0);
    }

    private int most() {
      return Arrays.stream(values).max().orElse(0);
    }
  }

  /**
   * The classes of two files.
   *
   * @throws DataException if a label is negative or too large, there are fewer than two classes, or
   *     the test images have one that no training image has
   */
  static NumberedClasses of(Labels train, Labels test) {
    int first = Math.min(train.least(), test.least()) == 1 ? 1 : 0;
    requireIn(train, first);
    requireIn(test, first);
    int last = Math.max(train.most(), test.most());
    if (last - first + 1 < 2) {
      throw new DataException(
          ("%s and %s have the label %s alone, and there must be 2 classes at least; give"
                  + " another folder with {dataset}")
              .formatted(train.where, test.where, last));
    }
    requireKnown(train, test);
    return new NumberedClasses(first, last - first + 1);
  }

  private static void requireIn(Labels labels, int first) {
    int last = first + Dataset.MAX_CLASSES - 1;
    for (int i = 0; i < labels.values.length; i++) {
      if (labels.values[i] < first || labels.values[i] > last) {
        throw new DataException(
            ("%s is not what this program reads: labels must be in 0 … %s, or in 1 … %s, found"
                    + " %s, the label of image %s; number the classes so, or give another folder"
                    + " with {dataset}")
                .formatted(
                    labels.where,
                    Dataset.MAX_CLASSES - 1,
                    Dataset.MAX_CLASSES,
                    labels.values[i],
                    i));
      }
    }
  }

  private static void requireKnown(Labels train, Labels test) {
    boolean[] known = new boolean[Dataset.MAX_CLASSES + 1];
    for (int label : train.values) {
      known[label] = true;
    }
    for (int i = 0; i < test.values.length; i++) {
      if (!known[test.values[i]]) {
        throw new DataException(
            ("%s has images of class %s, the first is image %s, and %s has none to learn it"
                    + " from; add some, or leave these out")
                .formatted(test.where, test.values[i], i, train.where));
      }
    }
  }

  /** Names of the classes. */
  List<String> names() {
    return IntStream.range(first, first + count).mapToObj(Integer::toString).toList();
  }

  /** Converts labels to classes from 0 on as unsigned bytes. */
  byte[] classes(int[] labels) {
    byte[] classes = new byte[labels.length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (byte) (labels[i] - first);
    }
    return classes;
  }
}
