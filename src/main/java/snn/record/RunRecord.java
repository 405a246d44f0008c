package snn.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import snn.InvalidParameterException;
import snn.core.SpikeStream;
import snn.data.DataException;
import snn.data.DatasetIdentity;
import snn.data.ImageFacts;
import snn.experiment.Experiment;
import snn.experiment.Floors;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.experiment.Settings;
import snn.measure.Cost;
import snn.measure.Information;
import snn.measure.LayerHealth;
import snn.part.Parts;
import snn.readout.Evaluation;
import snn.readout.Readout;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as a JSON file: what went in, what came out, and on which machine. All but {@code run}
 * follows from {@code experiment} and {@code configuration} alone, in every bit; where a readout
 * was fitted on a GPU, on a GPU of that kind.
 *
 * @param schema of the file; what an older one does not tell is {@link #untold}
 * @param experiment as the command line names it
 * @param configuration values of the parameters that determine the result, by their names; one that
 *     a later program has besides has its default
 * @param dataset the images
 * @param imageFacts what the images look like; empty where features were read from files
 * @param testLabels classes of the test images, see {@link #labels}
 * @param streamVersion {@link SpikeStream#VERSION}
 * @param outcomes one per layer, in the order in which they were run
 * @param run where and when
 */
public record RunRecord(
    int schema,
    String experiment,
    Map<String, Object> configuration,
    DatasetIdentity dataset,
    Optional<ImageFacts> imageFacts,
    String testLabels,
    int streamVersion,
    List<Layer> outcomes,
    Run run) {

  /** Raised whenever components change; {@link #UPGRADES} then gets one that reads the older. */
  public static final int SCHEMA = 4;

  private static final List<Consumer<ObjectNode>> UPGRADES =
      List.of(RunRecord::upgradeFrom1, RunRecord::upgradeFrom2, RunRecord::upgradeFrom3);

  /** Rows and columns of all images in schema 1. */
  private static final int OLD_SIDE = 28;

  /** Largest number of classes whose labels are one digit each. */
  private static final int DIGITS = 10;

  /**
   * Checks what comparisons rely on.
   *
   * @throws IllegalArgumentException if there are no outcomes, or not one label per test image
   */
  public RunRecord {
    if (outcomes.isEmpty()) {
      throw new IllegalArgumentException("a run has an outcome at least");
    }
    requireLabels("test_labels", testLabels, dataset);
    for (Layer outcome : outcomes) {
      requireLabels("predictions", outcome.predictions, dataset);
    }
  }

  private static void requireLabels(String what, String text, DatasetIdentity dataset) {
    boolean digits = dataset.classes() <= DIGITS;
    int width = digits ? 1 : 2;
    boolean labels =
        text.length() == (long) width * dataset.testImages()
            && text.chars()
                .allMatch(
                    letter ->
                        (letter >= '0' && letter <= '9')
                            || (!digits && letter >= 'a' && letter <= 'f'));
    if (!labels) {
      throw new IllegalArgumentException(
          "%s must be %s labels, one per test image".formatted(what, dataset.testImages()));
    }
  }

  /**
   * Labels as text: a digit each, or with more than ten classes two hexadecimal digits each.
   *
   * @param labels unsigned bytes
   * @param classes K
   */
  static String labels(byte[] labels, int classes) {
    StringBuilder text = new StringBuilder();
    for (byte label : labels) {
      text.append(
          classes <= DIGITS ? Integer.toString(label & 0xff) : HexFormat.of().toHexDigits(label));
    }
    return text.toString();
  }

  /** Characters of a label in {@link #testLabels} and predictions. */
  public int labelWidth() {
    return dataset.classes() <= DIGITS ? 1 : 2;
  }

  /** Names of components that a file of this schema does not tell; they are empty. */
  Set<String> untold() {
    Set<String> untold = new HashSet<>();
    if (schema < 2) {
      untold.addAll(List.of("clipped_share", "options", "device"));
    }
    if (schema < 3) {
      untold.add("train_recall");
    }
    if (schema < 4) {
      untold.add("adapted");
    }
    return untold;
  }

  /** Where readouts were fitted, {@code cpu} or {@code cuda}; else where all was computed. */
  public Set<String> readoutDevices() {
    return outcomes.stream()
        .map(outcome -> Objects.toString(outcome.readout.get("device"), run.device))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The configuration with every parameter that the program has today, so that records of several
   * versions can be set side by side; as it is where it makes no run here.
   */
  public Map<String, Object> comparable() {
    return plan().map(Plan::values).orElse(configuration);
  }

  /** The plan by which layers were run; empty where the configuration makes no run here. */
  public Optional<Plan> plan() {
    try {
      return Optional.of(Plan.of(Experiment.named(experiment), configuration));
    } catch (InvalidParameterException _) {
      return Optional.empty();
    }
  }

  /**
   * What one of the {@link #outcomes} was made of; empty where the configuration makes no run here.
   */
  public Optional<Settings> settings(int outcome) {
    return plan()
        .map(
            plan ->
                plan.points(outcome / plan.points().size()).get(outcome % plan.points().size()));
  }

  /** In schema 1 there were ten digits of 28x28 pixels, and one axis. */
  private static void upgradeFrom1(ObjectNode record) {
    addShape((ObjectNode) record.get("dataset"));
    boolean sweep = record.path("configuration").has("tau_list");
    for (JsonNode outcome : record.get("outcomes")) {
      ObjectNode layer = (ObjectNode) outcome;
      JsonNode tau = layer.remove("tau_ms");
      ObjectNode varied = layer.putObject("varied");
      if (sweep) {
        varied.set("tau_ms", tau);
      }
      ((ObjectNode) layer.get("health")).putNull("clipped_share");
      ((ObjectNode) layer.get("readout")).putNull("options").putNull("device");
    }
    // The solver that is asked for the optimum looked at its gradient only.
    ((ObjectNode) record.get("configuration")).put("gap", 1.0);
  }

  /** Schema 2 does not tell what only a diagnosis needs. */
  private static void upgradeFrom2(ObjectNode record) {
    record.putNull("image_facts");
    for (JsonNode outcome : record.get("outcomes")) {
      ((ObjectNode) outcome).putNull("train_recall");
    }
  }

  /** Schema 3 tells of an adaptation only how many gains came to a bound. */
  private static void upgradeFrom3(ObjectNode record) {
    for (JsonNode outcome : record.get("outcomes")) {
      ((ObjectNode) outcome).remove("at_bounds");
      ((ObjectNode) outcome).putNull("adapted");
    }
  }

  /** Says what is true where nothing is said of it: that nothing was measured. */
  private static void complete(ObjectNode record) {
    ObjectNode configuration = (ObjectNode) record.get("configuration");
    if (!configuration.has("information")) {
      configuration.put("information", false);
      record.get("outcomes").forEach(outcome -> unmeasured((ObjectNode) outcome));
      for (JsonNode seconds : record.get("run").get("seconds")) {
        ((ObjectNode) seconds).put("information", 0.0);
      }
    }
  }

  private static void unmeasured(ObjectNode layer) {
    layer.putNull("information").putNull("cost");
  }

  /** Says of a dataset of schema 1 what was true of all of them. */
  static void addShape(ObjectNode dataset) {
    dataset.put("rows", OLD_SIDE).put("columns", OLD_SIDE);
    var names = dataset.putArray("class_names");
    IntStream.range(0, DIGITS).forEach(digit -> names.add(Integer.toString(digit)));
  }

  /**
   * A layer and its readout.
   *
   * @param seed of weights and spikes
   * @param varied value of the experiment's axis by its name, where there is one
   * @param weightsSha256 of the weights as little-endian float32, [H, N]
   * @param gains of the neurons
   * @param adapted how adaptation of the gains ended; empty where they were not adapted, and in
   *     records that do not tell
   * @param train the training images
   * @param test the test images
   * @param floors what any readout should beat
   * @param confusion test images by true class (row) and class read (column)
   * @param recall share of a class' test images that are read as such; null where there are none
   * @param trainRecall the same of the training images; empty in records that do not tell
   * @param readout options and minimum, as {@link snn.readout.ReadoutFit} has them
   * @param health what the layer did on the training images
   * @param information what it tells of them; empty where it was not measured, or on too few images
   * @param cost of an image; empty where it was not measured
   * @param predictions classes read from the test images, see {@link #labels}
   */
  public record Layer(
      long seed,
      Map<String, Object> varied,
      String weightsSha256,
      Outcome.Gains gains,
      Optional<Adapted> adapted,
      Part train,
      Part test,
      Floors floors,
      int[][] confusion,
      List<Double> recall,
      Optional<List<Double>> trainRecall,
      Map<String, Object> readout,
      LayerHealth health,
      Optional<Information> information,
      Optional<Cost> cost,
      String predictions) {

    /** This outcome, told what the pixels of its images read without a layer. */
    Layer besidePixels(double pixels) {
      return new Layer(
          seed,
          varied,
          weightsSha256,
          gains,
          adapted,
          train,
          test,
          new Floors(floors.majority(), OptionalDouble.of(pixels)),
          confusion,
          recall,
          trainRecall,
          readout,
          health,
          information,
          cost,
          predictions);
    }

    /** The record of one outcome. */
    public static Layer of(Outcome outcome) {
      Evaluation test = outcome.test().evaluation();
      int classes = outcome.dataset().classes();
      return new Layer(
          outcome.settings().seed(),
          outcome.varied(),
          outcome.weightsSha256(),
          outcome.gains(),
          outcome.adaptation().map(Adapted::of),
          Part.of(outcome.train()),
          Part.of(outcome.test()),
          outcome.floors(),
          test.confusion(),
          recalls(test, classes),
          Optional.of(recalls(outcome.train().evaluation(), classes)),
          fitted(outcome),
          outcome.health(),
          outcome.information(),
          outcome.cost(),
          labels(test.predictions(), classes));
    }

    /** What {@link #readout} says. */
    public Fit fit() {
      return Fit.of(readout);
    }
  }

  private static List<Double> recalls(Evaluation evaluation, int classes) {
    return IntStream.range(0, classes)
        .mapToObj(evaluation::recall)
        .map(recall -> recall.isNaN() ? null : recall)
        .toList();
  }

  /**
   * How adaptation of the gains ended.
   *
   * @param batches after how many batches
   * @param shareAtMin share of neurons at the smallest gain that is allowed
   * @param shareAtMax share of neurons at the largest
   * @param distanceHz how far from the target the layer fired then; empty under a rule that does
   *     not look
   */
  public record Adapted(
      int batches, double shareAtMin, double shareAtMax, OptionalDouble distanceHz) {

    private static Adapted of(Outcome.Adapted adapted) {
      double[] distances = adapted.course().distanceHz();
      return new Adapted(
          adapted.course().meanRateHz().length,
          adapted.shareAtMin(),
          adapted.shareAtMax(),
          distances.length == 0
              ? OptionalDouble.empty()
              : OptionalDouble.of(distances[distances.length - 1]));
    }
  }

  private static Map<String, Object> fitted(Outcome outcome) {
    Map<String, Object> readout = new LinkedHashMap<>();
    Map<String, Object> options = new LinkedHashMap<>(Readout.KIND.values(outcome.fit().readout()));
    options.putAll(Parts.values(outcome.settings().standardisation()));
    readout.put("options", options);
    Map<String, Object> fit = Json.MAPPER.convertValue(outcome.fit(), new TypeReference<>() {});
    readout.putAll(fit);
    return readout;
  }

  /**
   * How well a readout reads some images.
   *
   * @param countsSha256 of their spike counts, or what else was read, see {@link
   *     snn.core.FeatureMatrix#sha256}
   * @param accuracy share of images read rightly
   * @param wilson 95 % interval of the accuracy
   */
  public record Part(String countsSha256, double accuracy, Evaluation.Interval wilson) {
    private static Part of(Outcome.Read part) {
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

  /**
   * Records layers that were run.
   *
   * @param plan by which they were
   * @param testLabels unsigned bytes
   */
  public static RunRecord of(
      Plan plan,
      DatasetIdentity dataset,
      Optional<ImageFacts> images,
      byte[] testLabels,
      List<Layer> layers,
      Run run) {
    return new RunRecord(
        SCHEMA,
        plan.experiment().name(),
        plan.values(),
        dataset,
        images,
        labels(testLabels, dataset.classes()),
        SpikeStream.VERSION,
        layers,
        run);
  }

  /** Writes the file. */
  public void write(Path file) throws IOException {
    Json.write(file, this);
  }

  /**
   * This record, told what the pixels of its images read without a layer, for those of its outcomes
   * that did not measure it.
   */
  public RunRecord besidePixels(double pixels) {
    List<Layer> told =
        outcomes.stream()
            .map(one -> one.floors.pixels().isPresent() ? one : one.besidePixels(pixels))
            .toList();
    return new RunRecord(
        schema,
        experiment,
        configuration,
        dataset,
        imageFacts,
        testLabels,
        streamVersion,
        told,
        run);
  }

  /**
   * Reads a file.
   *
   * @throws DataException if it cannot be read, is no record, damaged, or of a later schema
   */
  public static RunRecord read(Path file) {
    return Json.read(file, RunRecord.class, UPGRADES, RunRecord::complete, "the record of a run");
  }
}
