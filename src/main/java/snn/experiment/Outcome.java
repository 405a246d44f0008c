package snn.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import snn.Progress;
import snn.Sha256;
import snn.Workers;
import snn.core.GainRule;
import snn.core.SampleTrace;
import snn.data.DatasetIdentity;
import snn.data.ImageFacts;
import snn.measure.Cost;
import snn.measure.Information;
import snn.measure.LayerHealth;
import snn.readout.Classifier;
import snn.readout.Evaluation;
import snn.readout.Fitting;
import snn.readout.ReadoutFit;

/**
 * The result of one layer and its readout.
 *
 * @param varied value of the experiment's axis by its name, where there is one
 * @param weightsSha256 of the weights as little-endian float32, [H, N]
 * @param gains of the neurons
 * @param adaptation how the gains came about, where they were adapted
 * @param train the training images' features, and how the readout reads them
 * @param test the same of the test images
 * @param measured what was measured of the layer
 * @param fit the readout
 * @param model the layer and its readout, to be kept: what they are made of, and for which images
 * @param floors what any readout should beat
 * @param samples what figures show
 * @param seconds how long it took
 */
public record Outcome(
    Map<String, Object> varied,
    String weightsSha256,
    Gains gains,
    Optional<Adapted> adaptation,
    Read train,
    Read test,
    Features.Measured measured,
    ReadoutFit fit,
    Model model,
    Floors floors,
    Samples samples,
    Seconds seconds) {

  /** Rows of weights that are kept. */
  public static final int FILTERS = 32;

  /** Misread images that are kept. */
  public static final int SHOWN = 32;

  /**
   * What figures show of an outcome.
   *
   * @param misread the test images that are misread, the surest answers first, at most {@value
   *     #SHOWN}
   * @param filters the first rows of the weights, [≤ 32, N]
   * @param trace what the layer did on the first training image
   */
  public record Samples(List<Misread> misread, float[] filters, SampleTrace trace) {}

  /** The images. */
  public DatasetIdentity dataset() {
    return model.dataset();
  }

  /** What layer and readout were made of. */
  public Settings settings() {
    return model.settings();
  }

  /** What the layer did on the training images. */
  public LayerHealth health() {
    return measured.health();
  }

  /** What it tells of them; empty where it was not measured, or on too few images. */
  public Optional<Information> information() {
    return measured.information();
  }

  /** The cost of an image; empty where it was not measured. */
  public Optional<Cost> cost() {
    return measured.cost();
  }

  /**
   * A test image whose class is not the one that was read.
   *
   * @param image its index
   * @param label its class
   * @param read the class that was read
   * @param probability of that class, see {@link Classifier.Answers}
   */
  public record Misread(int image, int label, int read, double probability) {

    private static List<Misread> of(
        Features.Labelled test, byte[] read, Classifier model, Workers workers) {
      byte[] labels = test.labels();
      int[] wrong = IntStream.range(0, read.length).filter(i -> read[i] != labels[i]).toArray();
      double[] sure = model.answer(test.features().select(wrong), workers).probabilities();
      return IntStream.range(0, wrong.length)
          .mapToObj(
              i -> new Misread(wrong[i], labels[wrong[i]] & 0xff, read[wrong[i]] & 0xff, sure[i]))
          .sorted(
              Comparator.comparingDouble((Misread one) -> -one.probability)
                  .thenComparingInt(Misread::image))
          .limit(SHOWN)
          .toList();
    }
  }

  /**
   * One part of the dataset.
   *
   * @param countsSha256 of the spike counts, or what else was read, see {@link
   *     snn.core.FeatureMatrix#sha256}
   * @param evaluation how well the readout reads it
   */
  public record Read(String countsSha256, Evaluation evaluation) {

    private static Read of(
        Features.Labelled features, int classes, ReadoutFit fit, Workers workers) {
      byte[] read = fit.model().predict(features.features(), workers);
      return new Read(
          features.features().sha256(), Evaluation.of(read, features.labels(), classes));
    }

    /** Number of images. */
    public int images() {
      return evaluation.predictions().length;
    }
  }

  /**
   * The gains of a layer; all 1 without homeostasis.
   *
   * @param sha256 of the gains as little-endian float32, [H]
   * @param smallest of all neurons
   * @param largest of all neurons
   */
  public record Gains(String sha256, float smallest, float largest) {

    static Gains of(float[] gains) {
      float smallest = Float.POSITIVE_INFINITY;
      float largest = Float.NEGATIVE_INFINITY;
      for (float gain : gains) {
        smallest = Math.min(smallest, gain);
        largest = Math.max(largest, gain);
      }
      return new Gains(Sha256.hex(gains), smallest, largest);
    }
  }

  /**
   * How gains came about.
   *
   * @param rule by which they were adapted
   * @param course what adaptation did, batch by batch
   * @param shareAtMin share of neurons at the smallest gain that is allowed
   * @param shareAtMax share of neurons at the largest gain that is allowed
   */
  public record Adapted(GainRule rule, Adaptation course, double shareAtMin, double shareAtMax) {

    private static Adapted of(GainRule rule, Adaptation course, float[] gains) {
      int atMin = 0;
      int atMax = 0;
      for (float gain : gains) {
        atMin += gain == (float) rule.gMin() ? 1 : 0;
        atMax += gain == (float) rule.gMax() ? 1 : 0;
      }
      return new Adapted(
          rule, course, (double) atMin / gains.length, (double) atMax / gains.length);
    }
  }

  /**
   * Seconds by stage.
   *
   * @param adaptation of the gains
   * @param features spike counts of all images
   * @param information measuring it
   * @param readout fitting the readout
   */
  public record Seconds(double adaptation, double features, double information, double readout) {}

  /**
   * Fits a readout to the features of one layer of a plan, and tests it.
   *
   * @param images what the images look like; empty where they are not at hand
   */
  public static Outcome of(
      Plan plan,
      Settings settings,
      Features features,
      Floors floors,
      Optional<ImageFacts> images,
      Backend backend,
      Workers workers,
      Progress progress) {
    int classes = features.key().dataset().classes();
    long start = System.nanoTime();
    ReadoutFit fit =
        ReadoutFit.fit(
            features.train().features(),
            features.train().labels(),
            classes,
            settings.readout(),
            settings.standardisation().scaleFeatures(),
            new Fitting(settings.seed(), backend.cuda(), workers, progress));
    double readout = (System.nanoTime() - start) / 1e9;
    int inputs = features.weights().length / settings.neurons();
    Read test = Read.of(features.test(), classes, fit, workers);
    return new Outcome(
        plan.alongAxis()
            .map(a -> Map.of(a.parameter(), settings.values().get(a.parameter())))
            .orElse(Map.of()),
        Sha256.hex(features.weights()),
        Gains.of(features.gains()),
        features
            .adaptation()
            .map(
                course ->
                    Adapted.of(settings.homeostasis().orElseThrow(), course, features.gains())),
        Read.of(features.train(), classes, fit, workers),
        test,
        features.measured(),
        fit,
        Model.of(settings, features, fit.model(), images),
        floors,
        new Samples(
            Misread.of(features.test(), test.evaluation().predictions(), fit.model(), workers),
            filters(features.weights(), settings, inputs),
            features.trace()),
        new Seconds(
            features.seconds().adaptation(),
            features.seconds().extraction(),
            features.seconds().information(),
            readout));
  }

  /** The first filters, each of the first neuron that has it, [filters, N]. */
  private static float[] filters(float[] weights, Settings settings, int inputs) {
    int filters = Math.min(settings.hidden(), FILTERS);
    int stride = settings.pool().neurons() * inputs;
    float[] first = new float[filters * inputs];
    for (int f = 0; f < filters; f++) {
      System.arraycopy(weights, f * stride, first, f * inputs, inputs);
    }
    return first;
  }

  /** Share of test images read rightly. */
  public double testAccuracy() {
    return test.evaluation().accuracy();
  }
}
