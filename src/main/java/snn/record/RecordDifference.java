package snn.record;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import snn.Numbers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The first place at which two records of the same run differ.
 *
 * @param where path of the value, as {@code outcomes[0].train.counts_sha256}
 * @param recorded what stands there in the one
 * @param found what stands there in the other
 */
public record RecordDifference(String where, String recorded, String found) {

  /** Where outcomes have options. */
  private static final List<String> OPTIONS =
      List.of("/outcomes/%d/readout/options", "/outcomes/%d/readout/path");

  private static final String INFORMATION = "information";

  /** Longer texts are not shown whole. */
  private static final int LONG = 80;

  /**
   * Compares all that was computed and does not depend on the machine; empty when that is the same.
   * What an older record does not tell is no difference; so is an option of a readout that it does
   * not know, which then had its default, and information in bits of a run that leaves nothing to
   * chance, which was told until 0.2.0 and means nothing there.
   */
  public static Optional<RecordDifference> first(RunRecord recorded, RunRecord found) {
    JsonNode before = computed(recorded, recorded.untold());
    JsonNode after = computed(found, recorded.untold());
    for (int i = 0; i < Math.min(recorded.outcomes().size(), found.outcomes().size()); i++) {
      for (String place : OPTIONS) {
        JsonNode known = before.at(String.format(Locale.ROOT, place, i));
        if (after.at(String.format(Locale.ROOT, place, i)) instanceof ObjectNode options
            && known instanceof ObjectNode object) {
          options.retain(Set.copyOf(object.propertyNames()));
        }
      }
      if (!after.at("/outcomes/" + i + "/" + INFORMATION).isObject()) {
        ((ObjectNode) before.at("/outcomes/" + i)).remove(INFORMATION);
        ((ObjectNode) after.at("/outcomes/" + i)).remove(INFORMATION);
      }
    }
    return first("", before, after);
  }

  /** Compares one component of a record. */
  public static Optional<RecordDifference> first(String path, Object recorded, Object found) {
    return first(path, tree(recorded), tree(found));
  }

  private static JsonNode computed(RunRecord record, Set<String> untold) {
    ObjectNode tree = (ObjectNode) tree(record);
    // The one was run again from the other's configuration, and what the images look like follows
    // from their pixels, whose SHA-256 is compared.
    tree.remove(List.of("schema", "configuration", "image_facts", "run"));
    untold.forEach(
        name -> tree.findParents(name).forEach(parent -> ((ObjectNode) parent).remove(name)));
    return tree;
  }

  /**
   * Through text, so that numbers have the types that they have when read; an é in the name of a
   * class is one letter, where older records have two.
   */
  private static JsonNode tree(Object value) {
    return Json.MAPPER.readTree(
        Normalizer.normalize(Json.MAPPER.writeValueAsString(value), Normalizer.Form.NFC));
  }

  @Override
  public String toString() {
    return "%s: recorded %s, found %s".formatted(where, recorded, found);
  }

  private static Optional<RecordDifference> first(String path, JsonNode recorded, JsonNode found) {
    if (recorded.equals(found)) {
      return Optional.empty();
    }
    if (recorded.isObject() && found.isObject()) {
      Set<String> names = new LinkedHashSet<>(recorded.propertyNames());
      names.addAll(found.propertyNames());
      return names.stream()
          .map(
              name ->
                  first(
                      path.isEmpty() ? name : path + "." + name,
                      recorded.path(name),
                      found.path(name)))
          .flatMap(Optional::stream)
          .findFirst();
    }
    if (recorded.isArray() && found.isArray() && recorded.size() == found.size()) {
      for (int i = 0; i < recorded.size(); i++) {
        Optional<RecordDifference> inside =
            first(path + "[" + i + "]", recorded.get(i), found.get(i));
        if (inside.isPresent()) {
          return inside;
        }
      }
    }
    if (recorded.isString() && found.isString() && recorded.stringValue().length() > LONG) {
      return Optional.of(inText(path, recorded.stringValue(), found.stringValue()));
    }
    return Optional.of(new RecordDifference(path, text(recorded), text(found)));
  }

  private static RecordDifference inText(String path, String recorded, String found) {
    int at = 0;
    while (at < Math.min(recorded.length(), found.length())
        && recorded.charAt(at) == found.charAt(at)) {
      at++;
    }
    return new RecordDifference(
        path + "[" + at + "]", character(recorded, at), character(found, at));
  }

  private static String character(String text, int at) {
    return at < text.length() ? text.substring(at, at + 1) : "nothing";
  }

  private static String text(JsonNode node) {
    if (node.isMissingNode()) {
      return "nothing";
    }
    String text =
        node.isString()
            ? node.stringValue()
            : node.isFloatingPointNumber() ? Numbers.python(node.doubleValue()) : node.toString();
    return text.length() <= LONG ? text : text.substring(0, LONG) + " …";
  }
}
