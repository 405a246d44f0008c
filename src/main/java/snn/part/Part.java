package snn.part;

import java.util.Set;

/** A record whose components are parameters, or parts that have some. */
public interface Part {

  /** Names of parameters that have no effect beside the values of the others. */
  default Set<String> withoutEffect() {
    return Set.of();
  }
}
