package snn.data;

/**
 * Which images a result was made with.
 *
 * @param name of the dataset
 * @param trainImages how many images there are to learn from
 * @param testImages how many images there are to be tested on
 * @param trainSha256 of the former, see {@link LabelledImages#sha256}
 * @param testSha256 of the latter
 */
public record DatasetIdentity(
    String name, int trainImages, int testImages, String trainSha256, String testSha256) {

  /** Reads all pixels and labels once. */
  public static DatasetIdentity of(Dataset dataset) {
    return new DatasetIdentity(
        dataset.name(),
        dataset.train().size(),
        dataset.test().size(),
        dataset.train().sha256(),
        dataset.test().sha256());
  }
}
