package snn.readout;

import java.util.Arrays;
import snn.Workers;
import snn.core.FeatureMatrix;
import snn.part.PartException;

/** A fitted readout: reads the classes of images from their features. */
public interface Classifier {

  /** Number of classes, K. */
  int classes();

  /**
   * How much speaks for each class: the logarithms of the classes' probabilities, up to a number
   * that may differ from image to image. All finite, and a pure function of an image's features.
   *
   * @param counts features, [images, H]
   * @return [images, K], row-major
   */
  double[] logits(FeatureMatrix counts, Workers workers);

  /**
   * The classes that are read: the first of those with the largest logit.
   *
   * @return unsigned bytes, [images]
   */
  default byte[] predict(FeatureMatrix counts, Workers workers) {
    return answer(counts, workers).classes();
  }

  /**
   * The classes of {@link #predict}, with their probabilities.
   *
   * @throws PartException if a logit is NaN, or infinitely large
   */
  default Answers answer(FeatureMatrix counts, Workers workers) {
    double[] logits = logits(counts, workers);
    int k = classes();
    byte[] classes = new byte[counts.images()];
    double[] probabilities = new double[counts.images()];
    for (int i = 0; i < classes.length; i++) {
      int best = 0;
      for (int other = 1; other < k; other++) {
        best = logits[i * k + other] > logits[i * k + best] ? other : best;
      }
      double sum = 0;
      for (int other = 0; other < k; other++) {
        sum += Math.exp(logits[i * k + other] - logits[i * k + best]);
      }
      if (Double.isNaN(sum)) {
        throw new PartException(
            "%s: logits of image %s are not finite: %s"
                .formatted(
                    getClass().getName(),
                    i,
                    Arrays.toString(Arrays.copyOfRange(logits, i * k, (i + 1) * k))));
      }
      classes[i] = (byte) best;
      probabilities[i] = 1 / sum;
    }
    return new Answers(classes, probabilities);
  }

  /**
   * Classes with their probabilities.
   *
   * @param classes unsigned bytes, [images]
   * @param probabilities of these classes, [images]; of a readout that is not fitted to give them,
   *     they only say which answers are surer than others
   */
  record Answers(byte[] classes, double[] probabilities) {}
}
