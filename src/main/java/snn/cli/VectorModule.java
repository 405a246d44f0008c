package snn.cli;

/**
 * The module of the kernels' vectors, which Java has, but loads only when told to.
 *
 * <p>{@code --add-modules} does that, and writes a warning on stderr before every output, which no
 * option of Java 25 takes away. What Java does for modules of its own that are wanted late, agents
 * for example, has the same effect without a word: same loader, same compiled code. It is internal,
 * so that the jar's manifest opens its package, and it may be gone in another Java: then there is
 * the option.
 */
final class VectorModule {

  static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /**
   * Loads it where it is not there; before any class that uses it.
   *
   * @return whether it is there
   */
  static boolean load() {
    if (ModuleLayer.boot().findModule(NAME).isPresent()) {
      return true;
    }
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, NAME);
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
