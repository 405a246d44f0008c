package snn.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import snn.core.LayerHealth;
import snn.core.SpikeStream;
import snn.data.DataException;
import snn.data.DatasetIdentity;
import snn.data.LabelledImages;
import snn.experiment.Floors;
import snn.experiment.Outcome;
import snn.readout.Evaluation;
import snn.readout.ReadoutFit;
import tools.jackson.core.type.TypeReference;

/**
 * A run as a JSON file: what went in, what came out, and on which machine. All but {@code run}
 * follows from {@code experiment} and {@code configuration} alone, in every bit.
 *
 * @param schema {@link #SCHEMA}
 * @param experiment as the command line names it
 * @param configuration values of the flags that determine the result, by the flags' names
 * @param dataset the images
 * @param testLabels digits that the test images show, one character each
 * @param streamVersion {@link SpikeStream#VERSION}
 * @param outcomes one per layer, in the order in which they were run
 * @param run where and when
 */
public record RunRecord(
    int schema,
    String experiment,
    Map<String, Object> configuration,
    DatasetIdentity dataset,
    String testLabels,
    int streamVersion,
    List<Layer> outcomes,
    Run run) {

  /** Raised whenever a file of an older schema can no longer be read. */
  public static final int SCHEMA = 1;

  /**
   * Checks what comparisons rely on.
   *
   * @throws IllegalArgumentException if there are no outcomes, or not one digit per test image
   */
  public RunRecord {
    if (outcomes.isEmpty()) {
      throw new IllegalArgumentException("a run has an outcome at least");
    }
    requireDigits("test_labels", testLabels, dataset.testImages());
    for (Layer outcome : outcomes) {
      requireDigits("predictions", outcome.predictions, dataset.testImages());
    }
  }

  private static void requireDigits(String what, String text, int images) {
    if (!text.matches("[0-9]{" + images + "}")) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s must be %d digits, one per test image", what, images));
    }
  }

  /**
   * A layer and its readout.
   *
   * @param seed of weights and spikes
   * @param tauMs membrane time constant in ms
   * @param weightsSha256 of the weights as little-endian float32, [H, N]
   * @param gains of the neurons
   * @param train the training images
   * @param test the test images
   * @param floors what any readout should beat
   * @param confusion test images by true digit (row) and digit read (column)
   * @param recall share of a digit's test images that are read as such; null where there are none
   * @param readout options and minimum, as {@link ReadoutFit} has them
   * @param health what the layer did on the training images
   * @param predictions digits read from the test images, one character each
   */
  public record Layer(
      long seed,
      double tauMs,
      String weightsSha256,
      Outcome.Gains gains,
      Part train,
      Part test,
      Floors floors,
      int[][] confusion,
      List<Double> recall,
      Map<String, Object> readout,
      LayerHealth health,
      String predictions) {

    private static Layer of(Outcome outcome) {
      Evaluation test = outcome.test().evaluation();
      return new Layer(
          outcome.settings().seed(),
          outcome.settings().lif().tauMs(),
          outcome.weightsSha256(),
          outcome.gains(),
          Part.of(outcome.train()),
          Part.of(outcome.test()),
          outcome.floors(),
          test.confusion(),
          IntStream.range(0, LabelledImages.CLASSES)
              .mapToObj(test::recall)
              .map(recall -> recall.isNaN() ? null : recall)
              .toList(),
          Json.MAPPER.convertValue(outcome.fit(), new TypeReference<>() {}),
          outcome.health(),
          digits(test.predictions()));
    }
  }

  /**
   * How well a readout reads some images.
   *
   * @param countsSha256 of their spike counts, see {@link snn.core.SpikeCounts#sha256}
   * @param accuracy share of images read rightly
   * @param wilson 95 % interval of the accuracy
   */
  public record Part(String countsSha256, double accuracy, Evaluation.Interval wilson) {
    private static Part of(Outcome.Part part) {
      Evaluation evaluation = part.evaluation();
      return new Part(part.countsSha256(), evaluation.accuracy(), evaluation.wilson());
    }
  }

  /**
   * What a result does not depend on.
   *
   * @param started when, as ISO 8601
   * @param program what ran
   * @param machine where
   * @param device that computed, as the first line on stdout names it
   * @param backend name of the simulator
   * @param numWorkers threads
   * @param seconds per stage, for every outcome
   * @param totalSeconds from start to result
   * @param peakMemoryBytes largest resident size, where the system tells
   */
  public record Run(
      String started,
      Program program,
      Machine machine,
      String device,
      String backend,
      int numWorkers,
      List<Outcome.Seconds> seconds,
      double totalSeconds,
      Optional<Long> peakMemoryBytes) {}

  /**
   * What ran.
   *
   * @param name of the program
   * @param version of it
   * @param commit Git commit that it was built from, where known
   * @param dirty whether files differed from that commit, where known
   * @param libraries their versions
   */
  public record Program(
      String name,
      String version,
      Optional<String> commit,
      Optional<Boolean> dirty,
      Map<String, String> libraries) {}

  /**
   * Where.
   *
   * @param java version of the JDK
   * @param os name, version and architecture
   * @param cpu model name, where the system tells
   * @param processors that the program may use
   */
  public record Machine(String java, String os, Optional<String> cpu, int processors) {}

  /** Records outcomes. */
  public static RunRecord of(
      String experiment,
      Map<String, Object> configuration,
      DatasetIdentity dataset,
      byte[] testLabels,
      List<Outcome> outcomes,
      Run run) {
    return new RunRecord(
        SCHEMA,
        experiment,
        configuration,
        dataset,
        digits(testLabels),
        SpikeStream.VERSION,
        outcomes.stream().map(Layer::of).toList(),
        run);
  }

  private static String digits(byte[] digits) {
    return IntStream.range(0, digits.length)
        .mapToObj(i -> Byte.toString(digits[i]))
        .collect(Collectors.joining());
  }

  /** Writes the file. */
  public void write(Path file) throws IOException {
    Json.write(file, this);
  }

  /**
   * Reads a file.
   *
   * @throws DataException if it cannot be read, is no record, damaged, or of another schema
   */
  public static RunRecord read(Path file) {
    return Json.read(file, RunRecord.class, SCHEMA, "the record of a run");
  }
}
