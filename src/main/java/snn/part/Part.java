package snn.part;

import java.util.Set;

/** A record whose components are parameters. */
public interface Part {

  /** Names of parameters that have no effect beside the values of the others. */
  default Set<String> withoutEffect() {
    return Set.of();
  }
}
