package snn.record;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import snn.AtomicFiles;
import snn.Numbers;
import snn.Reason;
import snn.Sha256;
import snn.data.DataException;
import snn.readout.Minimum;
import snn.readout.ReadoutFit;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * How this program writes and reads JSON: components of records in their order, names in snake
 * case, numbers with as many digits as bring the same number back. A whole number beyond 2^53 is a
 * text in files, which other programs would round; it is read in either form.
 */
final class Json {

  /**
   * Fitted coefficients and the way to them are not told: the spike counts and the options bring
   * them back. The readout is told by its parameters.
   */
  @JsonIgnoreProperties({"readout", "model", "coefficients", "course"})
  private static final class WithoutCoefficients {}

  /** Writes whole numbers so that {@link Numbers#fitsDouble all programs} read them. */
  private static final class WholeNumbers extends ValueSerializer<Long> {
    @Override
    public void serialize(Long value, JsonGenerator json, SerializationContext context) {
      if (Numbers.fitsDouble(value)) {
        json.writeNumber(value.longValue());
      } else {
        json.writeString(value.toString());
      }
    }
  }

  /** The mapper for what stays in this program, where a long stays a number. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addMixIn(ReadoutFit.class, WithoutCoefficients.class)
          .addMixIn(Minimum.class, WithoutCoefficients.class)
          .build();

  private static final JsonMapper FILES =
      MAPPER
          .rebuild()
          .addModule(
              new SimpleModule()
                  .addSerializer(Long.class, new WholeNumbers())
                  .addSerializer(Long.TYPE, new WholeNumbers()))
          .build();

  /** What may be beyond 2^53, wherever it stands. */
  private static final String SEED = "seed";

  private static final DefaultPrettyPrinter LINES =
      new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

  private static final String SCHEMA = "schema";

  private Json() {}

  /** Writes {@code value} into a file, one component a line. */
  static void write(Path file, Object value) throws IOException {
    String text = text(value);
    AtomicFiles.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The text of such a file. */
  static String text(Object value) {
    return FILES.writer().with(LINES).writeValueAsString(value) + "\n";
  }

  /** The JSON of a value in as few bytes as it can be written. */
  static byte[] bytes(Object value) {
    return FILES.writeValueAsBytes(value);
  }

  /** SHA-256 of a value, in as few bytes as it can be written, all numbers as such. */
  static String sha256(Object value) {
    return Sha256.hex(MAPPER.writeValueAsBytes(value));
  }

  /**
   * Reads a value whose first component is {@code schema}.
   *
   * @param upgrades turn the schemas 1, 2, … into the one that follows; the last of them makes the
   *     schema that {@code type} has
   * @param complete adds what a file of that schema may lack
   * @param what the file should be, for messages
   * @throws DataException if it is not, or of a later schema
   */
  static <T> T read(
      Path file,
      Class<T> type,
      List<Consumer<ObjectNode>> upgrades,
      Consumer<ObjectNode> complete,
      String what) {
    try {
      return read(Files.readAllBytes(file), file.toString(), type, upgrades, complete, what);
    } catch (IOException e) {
      throw new DataException("cannot read %s: %s".formatted(file, Reason.of(e)), e);
    }
  }

  /** Reads such a value from the bytes of a file, which messages call {@code file}. */
  static <T> T read(
      byte[] bytes,
      String file,
      Class<T> type,
      List<Consumer<ObjectNode>> upgrades,
      Consumer<ObjectNode> complete,
      String what) {
    try {
      JsonNode tree = MAPPER.readTree(bytes);
      JsonNode found = tree.path(SCHEMA);
      if (!found.isInt() || !(tree instanceof ObjectNode object)) {
        throw new DataException("%s is not %s: it has no schema".formatted(file, what));
      }
      int newest = upgrades.size() + 1;
      if (found.intValue() < 1 || found.intValue() > newest) {
        throw new DataException(
            "%s is %s of schema %s, and this program knows schemas up to %s%s"
                .formatted(
                    file,
                    what,
                    found.intValue(),
                    newest,
                    found.intValue() > newest ? "; a newer version of it reads that" : ""));
      }
      seedsFromTexts(tree);
      for (int schema = found.intValue(); schema < newest; schema++) {
        upgrades.get(schema - 1).accept(object);
      }
      complete.accept(object);
      return MAPPER.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw new DataException(
          "%s is not %s, or damaged: %s%s"
              .formatted(file, what, e.getOriginalMessage(), place(e.getPath())),
          e);
    } catch (ClassCastException | NullPointerException e) {
      throw new DataException("%s is not %s, or damaged".formatted(file, what), e);
    }
  }

  /** Makes numbers of seeds that are texts since they are too large for some programs. */
  private static void seedsFromTexts(JsonNode tree) {
    for (JsonNode parent : tree.findParents(SEED)) {
      String text = parent.get(SEED).asString("");
      if (parent.get(SEED).isString() && text.matches("-?[1-9]\\d{15,18}")) {
        try {
          ((ObjectNode) parent).put(SEED, Long.parseLong(text));
        } catch (NumberFormatException _) {
          // No seed of this program; whoever reads it will say so.
        }
      }
    }
  }

  private static String place(List<JacksonException.Reference> path) {
    return path.stream()
        .map(at -> at.getPropertyName() == null ? "[" + at.getIndex() + "]" : at.getPropertyName())
        .reduce((outer, inner) -> outer + "." + inner)
        .map(place -> " (at " + place + ")")
        .orElse("");
  }
}
