package snn.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import snn.Workers;
import snn.core.FeatureMatrix;
import snn.data.LabelledImages;
import snn.readout.Classifier;

/**
 * Test images that are read wrongly.
 *
 * @param confident those that the readout is surest of, the surest first
 * @param gallery some of every kind of mistake, the commonest kinds and the surest first
 */
public record Mistakes(List<Mistake> confident, List<Mistake> gallery) {

  /**
   * One of them.
   *
   * @param image its number among the test images
   * @param pixels as unsigned bytes, [N]
   * @param label its class
   * @param read the class that is read
   * @param forRead logit of the class that is read, above the mean of all classes
   * @param forLabel logit of its class, likewise
   * @param probability of the class that is read, of a readout that tells
   */
  public record Mistake(
      int image,
      byte[] pixels,
      int label,
      int read,
      double forRead,
      double forLabel,
      OptionalDouble probability) {

    /** How much the wrong class is ahead of the true one. */
    double margin() {
      return forRead - forLabel;
    }
  }

  private static final int CONFIDENT = 8;

  /** Most images that are shown of one kind of mistake. */
  private static final int EACH = 5;

  /** Most pixels that are shown of all kinds, those of 200 images of MNIST. */
  private static final int GALLERY_PIXELS = 200 * 28 * 28;

  static Mistakes of(
      LabelledImages test,
      byte[] predictions,
      FeatureMatrix counts,
      Classifier model,
      boolean logistic,
      Workers workers) {
    int[] wrong =
        IntStream.range(0, test.size()).filter(i -> test.labels()[i] != predictions[i]).toArray();
    int classes = model.classes();
    double[] logits = model.logits(counts.select(wrong), workers);
    int pixels = test.shape().pixels();
    List<Mistake> all = new ArrayList<>();
    for (int n = 0; n < wrong.length; n++) {
      int i = wrong[n];
      double[] scores = Arrays.copyOfRange(logits, n * classes, (n + 1) * classes);
      double mean = Arrays.stream(scores).average().orElse(0);
      int read = predictions[i] & 0xff;
      double sum = Arrays.stream(scores).map(s -> Math.exp(s - scores[read])).sum();
      all.add(
          new Mistake(
              i,
              Arrays.copyOfRange(test.pixels(), i * pixels, (i + 1) * pixels),
              test.label(i),
              read,
              scores[read] - mean,
              scores[test.label(i)] - mean,
              logistic ? OptionalDouble.of(1 / sum) : OptionalDouble.empty()));
    }
    all.sort(Comparator.comparingDouble(mistake -> -mistake.margin()));
    return new Mistakes(
        List.copyOf(all.subList(0, Math.min(CONFIDENT, all.size()))),
        gallery(all, GALLERY_PIXELS / pixels));
  }

  /** The first of each kind, then the second of each, and so on. */
  private static List<Mistake> gallery(List<Mistake> all, int most) {
    Map<List<Integer>, List<Mistake>> kinds = new LinkedHashMap<>();
    all.forEach(
        mistake ->
            kinds
                .computeIfAbsent(List.of(mistake.label, mistake.read), _ -> new ArrayList<>())
                .add(mistake));
    List<List<Mistake>> commonest = new ArrayList<>(kinds.values());
    commonest.sort(Comparator.comparingInt(kind -> -kind.size()));
    List<Mistake> gallery = new ArrayList<>();
    for (int round = 0; round < EACH; round++) {
      for (List<Mistake> kind : commonest) {
        if (round < kind.size() && gallery.size() < most) {
          gallery.add(kind.get(round));
        }
      }
    }
    return gallery;
  }
}
