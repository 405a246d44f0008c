package snn;

/** Hears how far pieces of work have come; the command line draws bars from it. */
public interface Progress {

  /** Hears nothing. */
  Progress NONE =
      (name, total, unit) ->
          new Task() {
            @Override
            public void advance(long units) {}

            @Override
            public void close() {}
          };

  /**
   * A piece of work begins.
   *
   * @param name what a user reads before the bar
   * @param total how many units it takes, at least 0
   * @param unit one unit's name, {@code "it"} for an iteration, {@code "B"} for bytes
   */
  Task start(String name, long total, String unit);

  /** A piece of work under way. {@code advance} may be called from several threads. */
  interface Task extends AutoCloseable {
    /** So many more units are done. */
    void advance(long units);

    /** All is done, be it with fewer units than were announced. */
    default void complete() {}

    /** The work has ended, or was given up. */
    @Override
    void close();
  }
}
