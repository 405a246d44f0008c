package snn.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import snn.AtomicFiles;
import snn.Reason;
import snn.Sha256;
import snn.core.FeatureMatrix;
import snn.core.LifParameters;
import snn.core.Neuron;
import snn.core.SampleTrace;
import snn.data.DataException;
import snn.experiment.Adaptation;
import snn.experiment.FeatureKey;
import snn.experiment.Features;
import snn.measure.Cost;
import snn.measure.Information;
import snn.measure.LayerHealth;
import tools.jackson.databind.node.ObjectNode;

/**
 * Features as a folder of {@code .npy} files, and {@code features.json}, which says what they are
 * and has the SHA-256 of each. It is written last, so a folder that has it is complete.
 */
public final class FeatureFolder {

  /** Says what the arrays are. */
  public static final String DESCRIPTION = "features.json";

  private static final int SCHEMA = 2;

  private static final List<Consumer<ObjectNode>> UPGRADES = List.of(FeatureFolder::upgradeFrom1);

  private static final String TRAIN_COUNTS = "train_counts.npy";
  private static final String TRAIN_LABELS = "train_labels.npy";
  private static final String TEST_COUNTS = "test_counts.npy";
  private static final String TEST_LABELS = "test_labels.npy";
  private static final String WEIGHTS = "weights.npy";
  private static final String GAINS = "gains.npy";
  private static final String SPIKES_IN = "sample_spikes_in.npy";
  private static final String MEMBRANE = "sample_membrane.npy";
  private static final String SPIKES_OUT = "sample_spikes_out.npy";
  private static final String ADAPTATION = "adaptation.npy";

  private FeatureFolder() {}

  /**
   * What {@link #DESCRIPTION} says.
   *
   * @param schema {@link #SCHEMA}
   * @param sha256 of the content
   * @param content all else
   */
  private record Description(int schema, String sha256, Content content) {}

  /**
   * What the arrays are.
   *
   * @param key what the features follow from
   * @param origin the run that made them
   * @param decay β of LIF neurons that share it, so that their equations can be computed again from
   *     these files
   * @param refractorySteps R of LIF neurons
   * @param health what the layer did on the training images
   * @param information what it tells of them; left out where it was not measured
   * @param cost of an image; left out where it was not measured
   * @param files SHA-256 by name
   */
  private record Content(
      FeatureKey key,
      Features.Origin origin,
      Optional<Float> decay,
      OptionalInt refractorySteps,
      LayerHealth health,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Information> information,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Cost> cost,
      Map<String, String> files) {}

  /**
   * In schema 1 the layer was told part by part, and the experiment followed from it. The SHA-256
   * is of the content as it was.
   */
  private static void upgradeFrom1(ObjectNode description) {
    ObjectNode content = (ObjectNode) description.get("content");
    requireSha256(description);
    ObjectNode key = (ObjectNode) content.get("key");
    ObjectNode dataset = (ObjectNode) key.get("dataset");
    RunRecord.addShape(dataset);
    ObjectNode layer = key.objectNode();
    for (String part : new String[] {"encoding", "lif", "weights"}) {
      layer.setAll((ObjectNode) key.remove(part));
    }
    for (String value : new String[] {"hidden", "seed"}) {
      layer.set(value, key.remove(value));
    }
    boolean adapted = key.get("homeostasis") instanceof ObjectNode;
    if (adapted) {
      layer.set("batch_size", key.get("homeostasis").get("batch_size"));
      layer.setAll((ObjectNode) key.get("homeostasis").get("rule"));
    }
    key.remove("homeostasis");
    key.set("layer", layer);
    boolean sparse = layer.get("p_connect").doubleValue() < 1;
    ObjectNode origin = content.putObject("origin");
    origin.put("experiment", adapted ? "homeostasis" : sparse ? "sparse" : "baseline");
    ObjectNode configuration = origin.putObject("configuration");
    configuration.set("dataset", dataset.get("name"));
    // Of both parts: where these are all images it is no limit, but says the same.
    configuration.put(
        "limit",
        Math.max(dataset.get("train_images").intValue(), dataset.get("test_images").intValue()));
    configuration.setAll(layer);
    ((ObjectNode) content.get("health")).putNull("clipped_share");
  }

  /** Says what is true where nothing is said of it. */
  private static void complete(ObjectNode description) {
    ObjectNode content = (ObjectNode) description.get("content");
    for (String measure : new String[] {"information", "cost"}) {
      if (!content.has(measure)) {
        content.putNull(measure);
      }
    }
  }

  private static void requireSha256(ObjectNode description) {
    if (!description.path("sha256").asString("").equals(Json.sha256(description.get("content")))) {
      throw new DataException("its SHA-256 is not that of its content");
    }
  }

  /** 64 hexadecimal digits that stand for {@code key}. */
  public static String id(FeatureKey key) {
    return Json.sha256(key);
  }

  /** Whether {@code folder} claims to have features. */
  public static boolean exists(Path folder) {
    return Files.exists(folder.resolve(DESCRIPTION));
  }

  private static Description description(Path folder) {
    Path file = folder.resolve(DESCRIPTION);
    Description description =
        Json.read(
            file,
            Description.class,
            UPGRADES,
            FeatureFolder::complete,
            "a description of features");
    // The SHA-256 of an older schema was checked before, as it stands in the file.
    if (description.schema == SCHEMA
        && !description.sha256.equals(Json.sha256(description.content))) {
      throw new DataException(
          file + " is damaged: its SHA-256 is not that of its content; save the features again");
    }
    return description;
  }

  /** Writes features, over what is there. */
  public static void write(Path folder, Features features) throws IOException {
    Path description = folder.resolve(DESCRIPTION);
    Files.deleteIfExists(description);
    Map<String, String> files = new LinkedHashMap<>();
    for (Map.Entry<String, Npy> array : arrays(features).entrySet()) {
      var digest = Sha256.digest();
      AtomicFiles.write(
          folder.resolve(array.getKey()),
          out -> array.getValue().writeTo(new DigestOutputStream(out, digest)));
      files.put(array.getKey(), Sha256.hex(digest));
    }
    Content content =
        new Content(
            features.key(),
            features.origin(),
            lif(features).filter(lif -> lif.tauMs().isOne()).map(lif -> lif.decay(0, 0)),
            lif(features).map(l -> OptionalInt.of(l.refractorySteps())).orElse(OptionalInt.empty()),
            features.health(),
            features.information(),
            features.cost(),
            files);
    Json.write(description, new Description(SCHEMA, Json.sha256(content), content));
  }

  private static Optional<LifParameters> lif(Features features) {
    Neuron neuron = features.origin().plan().points().getFirst().neuron();
    return neuron instanceof LifParameters lif ? Optional.of(lif) : Optional.empty();
  }

  private static Map<String, Npy> arrays(Features features) {
    int hidden = features.trace().hidden();
    int inputs = features.weights().length / hidden;
    SampleTrace trace = features.trace();
    int steps = trace.numSteps();
    Map<String, Npy> arrays = new LinkedHashMap<>();
    arrays.put(TRAIN_COUNTS, counts(features.train().features()));
    arrays.put(TRAIN_LABELS, labels(features.train().labels()));
    arrays.put(TEST_COUNTS, counts(features.test().features()));
    arrays.put(TEST_LABELS, labels(features.test().labels()));
    arrays.put(WEIGHTS, Npy.of(features.weights(), hidden, inputs));
    arrays.put(GAINS, Npy.of(features.gains(), hidden));
    arrays.put(SPIKES_IN, Npy.of(features.inputs(), steps, inputs));
    arrays.put(MEMBRANE, Npy.of(trace.membrane(), steps, hidden));
    arrays.put(SPIKES_OUT, Npy.of(bytes(trace.spikes()), steps, hidden));
    features.adaptation().ifPresent(course -> arrays.put(ADAPTATION, adaptation(course)));
    return arrays;
  }

  private static Npy counts(FeatureMatrix counts) {
    return counts.fitBytes()
        ? Npy.of(counts.bytes(0), counts.images(), counts.hidden())
        : Npy.of(counts.shorts(0), counts.images(), counts.hidden());
  }

  private static Npy labels(byte[] labels) {
    return Npy.of(labels, labels.length);
  }

  private static byte[] bytes(boolean[] spikes) {
    byte[] bytes = new byte[spikes.length];
    for (int i = 0; i < spikes.length; i++) {
      bytes[i] = (byte) (spikes[i] ? 1 : 0);
    }
    return bytes;
  }

  /**
   * Rate, mean, smallest and largest gain, and where a rule looks the distance from its target, [4
   * or 5, batches].
   */
  private static Npy adaptation(Adaptation course) {
    int batches = course.meanRateHz().length;
    int kinds = course.distanceHz().length == batches ? 5 : 4;
    double[] rows = new double[kinds * batches];
    System.arraycopy(course.meanRateHz(), 0, rows, 0, batches);
    System.arraycopy(course.meanGain(), 0, rows, batches, batches);
    System.arraycopy(course.minGain(), 0, rows, 2 * batches, batches);
    System.arraycopy(course.maxGain(), 0, rows, 3 * batches, batches);
    System.arraycopy(course.distanceHz(), 0, rows, 4 * batches, (kinds - 4) * batches);
    return Npy.of(rows, kinds, batches);
  }

  /**
   * Reads features.
   *
   * @throws DataException if there are none, or a file differs from what was written
   */
  public static Features read(Path folder) {
    long start = System.nanoTime();
    Content content = description(folder).content;
    ArrayFiles arrays = new ArrayFiles(folder, content.files);
    int[] shape = arrays.get(MEMBRANE).shape();
    return new Features(
        content.key,
        content.origin,
        new Features.Labelled(arrays.counts(TRAIN_COUNTS), arrays.get(TRAIN_LABELS).bytes()),
        new Features.Labelled(arrays.counts(TEST_COUNTS), arrays.get(TEST_LABELS).bytes()),
        arrays.get(WEIGHTS).floats(),
        arrays.get(GAINS).floats(),
        content.files.containsKey(ADAPTATION)
            ? Optional.of(course(arrays.get(ADAPTATION)))
            : Optional.empty(),
        new Features.Measured(content.health, content.information, content.cost),
        arrays.get(SPIKES_IN).bytes(),
        new SampleTrace(
            shape[0],
            shape[1],
            arrays.get(MEMBRANE).floats(),
            booleans(arrays.get(SPIKES_OUT).bytes())),
        new Features.Seconds(0, (System.nanoTime() - start) / 1e9, 0));
  }

  /** The arrays of a folder. */
  private record ArrayFiles(Path folder, Map<String, String> files) {

    Npy get(String name) {
      Path file = folder.resolve(name);
      byte[] bytes;
      try {
        bytes = Files.readAllBytes(file);
      } catch (IOException e) {
        throw new DataException("cannot read %s: %s".formatted(file, Reason.of(e)), e);
      }
      if (!Sha256.hex(bytes).equals(files.get(name))) {
        throw new DataException(
            "%s is damaged: its SHA-256 is not the one in %s; save the features again"
                .formatted(file, DESCRIPTION));
      }
      return Npy.read(bytes, file.toString());
    }

    FeatureMatrix counts(String name) {
      Npy array = get(name);
      int hidden = array.shape()[1];
      return array.type() == Npy.Type.UINT8
          ? FeatureMatrix.ofBytes(array.bytes(), hidden)
          : FeatureMatrix.ofShorts(array.shorts(), hidden);
    }
  }

  private static boolean[] booleans(byte[] bytes) {
    boolean[] spikes = new boolean[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      spikes[i] = bytes[i] != 0;
    }
    return spikes;
  }

  private static Adaptation course(Npy array) {
    double[] rows = array.doubles();
    int batches = array.shape()[1];
    return new Adaptation(
        Arrays.copyOfRange(rows, 0, batches),
        Arrays.copyOfRange(rows, batches, 2 * batches),
        Arrays.copyOfRange(rows, 2 * batches, 3 * batches),
        Arrays.copyOfRange(rows, 3 * batches, 4 * batches),
        Arrays.copyOfRange(rows, 4 * batches, array.shape()[0] * batches));
  }
}
