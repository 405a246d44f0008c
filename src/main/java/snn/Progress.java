package snn;

/** Receives the progress of pieces of work, which the command line draws as bars. */
public interface Progress {

  /** Ignores all progress. */
  Progress NONE =
      (name, total, unit) ->
          new Task() {
            @Override
            public void advance(long units) {}

            @Override
            public void close() {}
          };

  /**
   * Reports that a piece of work begins.
   *
   * @param name what a user reads before the bar
   * @param total how many units it takes, at least 0
   * @param unit one unit's name, {@code "it"} for an iteration, {@code "B"} for bytes
   */
  Task start(String name, long total, String unit);

  /** A piece of work under way. {@code advance} may be called from several threads. */
  interface Task extends AutoCloseable {
    /** Reports that {@code units} more units are done. */
    void advance(long units);

    /** Reports that all is done, perhaps with fewer units than were announced. */
    default void complete() {}

    /** Reports that the work has ended or was abandoned. */
    @Override
    void close();
  }
}
