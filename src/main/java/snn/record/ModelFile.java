package snn.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import snn.AtomicFiles;
import snn.InvalidParameterException;
import snn.Reason;
import snn.Sha256;
import snn.Workers;
import snn.core.SpikeStream;
import snn.data.DataException;
import snn.data.DatasetIdentity;
import snn.data.ImageFacts;
import snn.experiment.Model;
import snn.experiment.Outcome;
import snn.readout.LinearModel;
import snn.readout.Scaling;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model as one file that NumPy opens, an archive of {@code .npy} files: coefficients [K, H],
 * intercepts [K], mean [H] and deviation [H] of the features, all float64, gains [H], float32; and
 * {@code model.json}, which says which layer they read, and has the SHA-256 of each. The logits of
 * an image are
 *
 * <pre>  (features − mean) / deviation · coefficientsᵀ + intercepts</pre>
 *
 * <p>The layer's weights are a pure function of what {@code model.json} says, and are not kept; but
 * their SHA-256 is. The same model is the same bytes.
 *
 * <p>Source: NumPy's documentation of {@code numpy.savez}.
 */
public final class ModelFile {

  private static final int SCHEMA = 2;

  private static final List<Consumer<ObjectNode>> UPGRADES = List.of(_ -> {});

  private static final String WHAT = "a model that this program has saved";

  private static final String DESCRIPTION = "model.json";
  private static final String COEFFICIENTS = "coefficients.npy";
  private static final String INTERCEPTS = "intercepts.npy";
  private static final String MEAN = "mean.npy";
  private static final String DEVIATION = "deviation.npy";
  private static final String GAINS = "gains.npy";

  /** The first that an archive can tell: files are the same whenever they are written. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private ModelFile() {}

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
   * @param settings plain values of the parameters of layer and readout
   * @param dataset the images that it was fitted to and tested on
   * @param streamVersion {@link SpikeStream#VERSION}
   * @param weightsSha256 of the layer's weights, as in the record of the run
   * @param trainCountsSha256 of the features that it was fitted to, as there
   * @param testCountsSha256 of those that it was tested on
   * @param testAccuracy what came out
   * @param files SHA-256 by name
   * @param images what the images of {@code dataset} look like; left out where that is not known,
   *     as in schema 1, and so not part of what {@link Description#sha256} is the hash of
   */
  private record Content(
      Map<String, Object> settings,
      DatasetIdentity dataset,
      int streamVersion,
      String weightsSha256,
      String trainCountsSha256,
      String testCountsSha256,
      double testAccuracy,
      Map<String, String> files,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ImageFacts> images) {}

  /** Says what is true where nothing is said of it. */
  private static void complete(ObjectNode model) {
    if (model.get("content") instanceof ObjectNode content && !content.has("images")) {
      content.putNull("images");
    }
  }

  /** Writes the model of an outcome. */
  public static void write(Path file, Outcome outcome) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Map.Entry<String, Npy> array : arrays(outcome.model()).entrySet()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      array.getValue().writeTo(bytes);
      files.put(array.getKey(), bytes.toByteArray());
    }
    Map<String, String> hashes = new LinkedHashMap<>();
    files.forEach((name, bytes) -> hashes.put(name, Sha256.hex(bytes)));
    Model model = outcome.model();
    Content content =
        new Content(
            model.settings().values(),
            model.dataset(),
            SpikeStream.VERSION,
            outcome.weightsSha256(),
            outcome.train().countsSha256(),
            outcome.test().countsSha256(),
            outcome.testAccuracy(),
            hashes,
            model.images());
    String description = Json.text(new Description(SCHEMA, Json.sha256(content), content));
    files.put(DESCRIPTION, description.getBytes(StandardCharsets.UTF_8));
    AtomicFiles.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          for (Map.Entry<String, byte[]> part : files.entrySet()) {
            zip.putNextEntry(entry(part.getKey(), part.getValue()));
            zip.write(part.getValue());
          }
          zip.finish();
        });
  }

  /** Not compressed: coefficients are all digits, and nothing can unpack to more than the file. */
  private static ZipEntry entry(String name, byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(TIME);
    return entry;
  }

  private static Map<String, Npy> arrays(Model model) {
    LinearModel readout = model.linear();
    int classes = readout.classes();
    int hidden = model.settings().hidden();
    double[] all = readout.coefficients();
    double[] coefficients = new double[classes * hidden];
    double[] intercepts = new double[classes];
    System.arraycopy(all, 0, coefficients, 0, coefficients.length);
    System.arraycopy(all, coefficients.length, intercepts, 0, classes);
    Map<String, Npy> arrays = new LinkedHashMap<>();
    arrays.put(COEFFICIENTS, Npy.of(coefficients, classes, hidden));
    arrays.put(INTERCEPTS, Npy.of(intercepts, classes));
    arrays.put(MEAN, Npy.of(readout.scaling().mean(), hidden));
    arrays.put(DEVIATION, Npy.of(readout.scaling().deviation(), hidden));
    arrays.put(GAINS, Npy.of(model.gains(), model.gains().length));
    return arrays;
  }

  /**
   * Reads a model, and draws its layer again.
   *
   * @throws DataException if it cannot be read, is no model, damaged, of a later schema, or of a
   *     program that drew other weights or spikes
   */
  public static Model read(Path file, Workers workers) {
    Map<String, byte[]> files = unpack(file);
    if (!files.containsKey(DESCRIPTION)) {
      throw noModel(file, "it has no " + DESCRIPTION);
    }
    Description description =
        Json.read(
            files.get(DESCRIPTION),
            file.toString(),
            Description.class,
            UPGRADES,
            ModelFile::complete,
            WHAT);
    Content content = description.content;
    if (!description.sha256.equals(Json.sha256(content))) {
      throw damaged(file, "the SHA-256 of its description is not that of what it says");
    }
    if (content.streamVersion != SpikeStream.VERSION) {
      throw new DataException(
          "%s was saved by a program whose random draws have version %s, and those of this one %s"
              .formatted(file, content.streamVersion, SpikeStream.VERSION));
    }
    Arrays arrays = new Arrays(file, files, content.files);
    double[] mean = arrays.get(MEAN).doubles();
    int hidden = mean.length;
    int classes = content.dataset.classes();
    double[] coefficients = new double[classes * hidden + classes];
    System.arraycopy(arrays.get(COEFFICIENTS).doubles(), 0, coefficients, 0, classes * hidden);
    System.arraycopy(arrays.get(INTERCEPTS).doubles(), 0, coefficients, classes * hidden, classes);
    try {
      return Model.of(
          content.settings,
          content.dataset,
          content.weightsSha256,
          arrays.get(GAINS).floats(),
          new LinearModel(coefficients, new Scaling(mean, arrays.get(DEVIATION).doubles())),
          content.images,
          workers);
    } catch (InvalidParameterException e) {
      throw new DataException(
          "%s cannot be used: {%s} %s".formatted(file, e.parameter(), e.problem()), e);
    } catch (DataException e) {
      throw new DataException("%s cannot be used: %s".formatted(file, e.getMessage()), e);
    }
  }

  private record Arrays(Path file, Map<String, byte[]> files, Map<String, String> hashes) {
    Npy get(String name) {
      byte[] bytes = files.get(name);
      if (bytes == null || !Sha256.hex(bytes).equals(hashes.get(name))) {
        throw damaged(file, "%s is not what was saved".formatted(name));
      }
      return Npy.read(bytes, file + ": " + name);
    }
  }

  private static Map<String, byte[]> unpack(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          "cannot read %s: %s"
              .formatted(file, Files.exists(file) ? "it is no file" : "no such file"));
    }
    Map<String, byte[]> files = new HashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (entry.getMethod() != ZipEntry.STORED) {
          throw noModel(file, "it is compressed");
        }
        try (var in = zip.getInputStream(entry)) {
          files.put(entry.getName(), in.readAllBytes());
        }
      }
    } catch (ZipException e) {
      throw noModel(file, "it is no whole .npz file");
    } catch (IOException e) {
      throw new DataException("cannot read %s: %s".formatted(file, Reason.of(e)), e);
    }
    return files;
  }

  private static DataException noModel(Path file, String why) {
    return new DataException(
        "%s is not %s, or damaged: %s; a run with {save_model} writes one"
            .formatted(file, WHAT, why));
  }

  private static DataException damaged(Path file, String why) {
    return new DataException("%s is damaged: %s; save it again".formatted(file, why));
  }
}
