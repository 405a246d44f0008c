package snn.data;

/**
 * What an experiment learns from and is tested on.
 *
 * @param name as {@code --dataset} names it
 * @param train the images that gains and readouts are fitted to
 * @param test the images that accuracies are measured on
 */
public record Dataset(String name, LabelledImages train, LabelledImages test) {

  /** At most {@code n} images of each part. */
  public Dataset first(int n) {
    return new Dataset(name, train.first(n), test.first(n));
  }
}
