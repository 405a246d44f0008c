package snn.part;

import java.util.Set;

/** A record whose components are parameters, or parts that have some. */
public interface Part {

  /** Names of parameters that have no effect beside the values of the others. */
  default Set<String> withoutEffect() {
    return Set.of();
  }

  /**
   * What a page says it is, as a piece of a sentence: of a weight law after "with fixed random
   * weights", "an edge of random place"; of neurons in the plural, "neurons that never rest"; of an
   * encoding "each pixel spikes once"; of a readout in the singular, "a nearest neighbour". By
   * default the page has the part's name.
   */
  default String words() {
    return "";
  }
}
