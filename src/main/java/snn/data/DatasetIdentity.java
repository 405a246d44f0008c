package snn.data;

import java.util.List;

/**
 * Identifies the images that a result was computed from.
 *
 * @param name of the dataset
 * @param trainImages how many images there are to learn from
 * @param testImages how many images there are to be tested on
 * @param rows height of an image in pixels
 * @param columns width of an image in pixels
 * @param classNames names of the classes 0 … K − 1
 * @param trainSha256 of the training images, see {@link LabelledImages#sha256}
 * @param testSha256 of the test images
 */
public record DatasetIdentity(
    String name,
    int trainImages,
    int testImages,
    int rows,
    int columns,
    List<String> classNames,
    String trainSha256,
    String testSha256) {

  /** The identity of a dataset, which takes one pass over its pixels and labels. */
  public static DatasetIdentity of(Dataset dataset) {
    return new DatasetIdentity(
        dataset.name(),
        dataset.train().size(),
        dataset.test().size(),
        dataset.shape().rows(),
        dataset.shape().columns(),
        dataset.classNames(),
        dataset.train().sha256(),
        dataset.test().sha256());
  }

  /** Number of classes, K. */
  public int classes() {
    return classNames.size();
  }

  /** What the classes are, in a word. */
  public String noun() {
    if (classNames.stream().allMatch(name -> name.matches("[0-9]"))) {
      return "digit";
    }
    return classNames.stream().allMatch(name -> name.matches("[A-Za-z]")) ? "letter" : "class";
  }
}
