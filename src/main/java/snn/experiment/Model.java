package snn.experiment;

import java.util.Map;
import java.util.Optional;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Sha256;
import snn.Workers;
import snn.core.Feature;
import snn.core.GainRule;
import snn.core.Responses;
import snn.core.Simulator;
import snn.core.SpikeStream;
import snn.data.DataException;
import snn.data.DatasetIdentity;
import snn.data.ImageFacts;
import snn.data.ImageShape;
import snn.data.LabelledImages;
import snn.readout.Classifier;
import snn.readout.LinearModel;
import snn.readout.Readout;

/**
 * A layer and a readout that was fitted to it: all that is needed to read other images.
 *
 * @param settings what layer and readout are made of
 * @param dataset the images that it was fitted to and tested on
 * @param weights W, [H, N], row-major
 * @param gains g, [H]
 * @param readout what reads classes from features
 * @param images what the images that it was fitted to and tested on look like; empty where features
 *     were read from files, and in models that do not tell
 */
public record Model(
    Settings settings,
    DatasetIdentity dataset,
    float[] weights,
    float[] gains,
    Classifier readout,
    Optional<ImageFacts> images) {

  static Model of(
      Settings settings, Features features, Classifier readout, Optional<ImageFacts> images) {
    return new Model(
        settings, features.key().dataset(), features.weights(), features.gains(), readout, images);
  }

  /**
   * Restores a model from its stored values; its weights are drawn again.
   *
   * @param values plain values of the settings, see {@link Settings#values}
   * @param weightsSha256 of W as little-endian float32
   * @throws snn.InvalidParameterException if a value is not allowed
   * @throws DataException if the drawn weights have another hash
   */
  public static Model of(
      Map<String, ?> values,
      DatasetIdentity dataset,
      String weightsSha256,
      float[] gains,
      LinearModel readout,
      Optional<ImageFacts> images,
      Workers workers) {
    Settings settings = Settings.of(values, values.containsKey(GainRule.KIND.name()));
    float[] weights =
        settings
            .network(new ImageShape(dataset.rows(), dataset.columns()), workers)
            .weights()
            .weights();
    if (!Sha256.hex(weights).equals(weightsSha256)) {
      throw new DataException(
          "its layer comes out with other weights than it had, of SHA-256 %s instead of %s"
              .formatted(Sha256.hex(weights), weightsSha256));
    }
    return new Model(settings, dataset, weights, gains, readout, images);
  }

  /**
   * The readout, to be kept, exported or drawn.
   *
   * @throws InvalidParameterException if it is not linear
   */
  public LinearModel linear() {
    if (readout instanceof LinearModel linear) {
      return linear;
    }
    throw new InvalidParameterException(
        Readout.KIND.name(),
        "must be linear to be kept, exported or drawn, found "
            + Readout.KIND.nameOf(settings.readout()));
  }

  /** Shape of the images that the model reads. */
  public ImageShape shape() {
    return new ImageShape(dataset.rows(), dataset.columns());
  }

  /**
   * What a model reads from images.
   *
   * @param read their classes
   * @param spikes of all hidden neurons, [images]
   */
  public record Answers(Classifier.Answers read, long[] spikes) {}

  /**
   * Reads images. Their input spikes are those of test images: a pure function of seed, image and
   * its place among the images. So the test images, all of them and in their order, are read as
   * they were.
   *
   * @throws snn.InvalidParameterException if the backend has no kernel for the layer
   */
  public Answers answer(
      LabelledImages images, Backend backend, Workers workers, Progress progress) {
    backend.requireRuns(settings.neuron(), shape().pixels(), settings.neurons());
    Feature feature = settings.feature();
    Responses shown;
    try (Simulator simulator = backend.simulator(settings.network(shape(), workers), workers);
        Progress.Task task = progress.start("images", images.size(), "it")) {
      shown = simulator.responses(images, SpikeStream.TEST, gains, feature, task);
    }
    long[] spikes = new long[images.size()];
    workers.forEach(
        spikes.length,
        (_, i) -> {
          for (int j = 0; j < settings.hidden(); j++) {
            spikes[i] += shown.counts().get(i, j);
          }
        });
    return new Answers(readout.answer(shown.features(), workers), spikes);
  }

  /**
   * What each class's readout looks for in the image, if every neuron's feature were its input
   * current: Σⱼ vₖⱼ gⱼ Wⱼᵢ for class k and pixel i, with v the coefficients of unscaled features,
   * less the mean over the classes, which decides nothing. Where neurons are read by the step of
   * their first spike, which comes the sooner the larger the current, the sign is the other one.
   *
   * @return [K, N], row-major
   */
  public float[] projected() {
    int inputs = shape().pixels();
    int classes = readout.classes();
    double[][] v = linear().unscaled();
    double sign = settings.feature() == Feature.FIRST_SPIKE ? -1 : 1;
    double[][] sums = new double[classes][inputs];
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < settings.neurons(); j++) {
        double factor = sign * v[k][j / settings.pool().neurons()] * gains[j];
        for (int i = 0; i < inputs; i++) {
          sums[k][i] += factor * weights[j * inputs + i];
        }
      }
    }
    float[] projected = new float[classes * inputs];
    for (int i = 0; i < inputs; i++) {
      double mean = 0;
      for (double[] sum : sums) {
        mean += sum[i] / classes;
      }
      for (int k = 0; k < classes; k++) {
        projected[k * inputs + i] = (float) (sums[k][i] - mean);
      }
    }
    return projected;
  }
}
