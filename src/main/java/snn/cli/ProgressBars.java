package snn.cli;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import snn.Progress;

/**
 * Bars as tqdm draws them: {@code name: 42%|████▎ | 199/469 [00:01<00:01, 180.23it/s]}. On a
 * terminal they move; elsewhere each leaves one line when it has ended. Of bars within bars only
 * the innermost moves.
 */
final class ProgressBars implements Progress {

  private static final int WIDTH = 30;
  private static final int INTERVAL_MS = 100;
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
  private static final String ERASE_TO_END = "\u001b[K";

  private final PrintStream err;
  private final int columns;
  private final Deque<Bar> open = new ArrayDeque<>();

  ProgressBars(Terminal terminal) {
    this.err = terminal.err();
    this.columns = terminal.columns();
  }

  @Override
  public Task start(String name, long total, String unit) {
    Bar bar = new Bar(name, total, unit);
    synchronized (open) {
      open.push(bar);
    }
    return bar;
  }

  /** Prints lines while a bar moves, which stays below them. */
  void above(Runnable print) {
    synchronized (open) {
      Bar moving = columns > 0 ? open.peek() : null;
      if (moving != null) {
        err.print("\r" + ERASE_TO_END);
        err.flush();
      }
      print.run();
      if (moving != null) {
        err.print(moving.line);
        err.flush();
      }
    }
  }

  private final class Bar implements Task, ProgressBarConsumer {
    private final ProgressBar bar;
    private String line = "";

    Bar(String name, long total, String unit) {
      this.bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(total)
              .setUpdateIntervalMillis(INTERVAL_MS)
              .setRenderer(
                  (state, width) ->
                      line(
                          name,
                          state.getCurrent(),
                          state.getMax(),
                          unit,
                          state.getElapsedAfterStart().toNanos() / 1e9,
                          width))
              .setConsumer(this)
              .build();
    }

    @Override
    public void advance(long units) {
      bar.stepBy(units);
    }

    @Override
    public void complete() {
      bar.maxHint(bar.getCurrent());
    }

    /** One column stays free: a terminal may break a line that fills the last one. */
    @Override
    public int getMaxRenderedLength() {
      return Math.max(0, columns - 1);
    }

    @Override
    public void accept(String rendered) {
      synchronized (open) {
        line = rendered;
        if (columns > 0 && open.peek() == this) {
          err.print("\r" + rendered + ERASE_TO_END);
          err.flush();
        }
      }
    }

    /** Called by the task's owner first, then by the library when it has drawn the last state. */
    @Override
    public void close() {
      synchronized (open) {
        if (!open.remove(this)) {
          return;
        }
      }
      bar.close();
      synchronized (open) {
        err.println(columns > 0 ? "\r" + line + ERASE_TO_END : line);
      }
    }
  }

  /**
   * One state of a bar.
   *
   * @param width of the line at most, for a bar that moves; 0 for a line that stays
   */
  static String line(String name, long done, long total, String unit, double seconds, int width) {
    double share = total == 0 ? 1.0 : (double) done / total;
    boolean bytes = unit.equals("B");
    String start = String.format(Locale.ROOT, "%s: %3d%%|", name, (int) (100 * share));
    StringBuilder end = new StringBuilder(" ");
    end.append(bytes ? mega(done) + "/" + mega(total) : done + "/" + total);
    end.append(" [").append(clock(seconds));
    if (width > 0) {
      end.append('<').append(done == 0 ? "?" : clock(seconds / done * (total - done)));
    }
    if (done > 0 && seconds > 0) {
      double speed = done / seconds;
      end.append(", ")
          .append(bytes ? mega((long) speed) : String.format(Locale.ROOT, "%.2f%s", speed, unit));
      end.append("/s");
    }
    end.append(']');
    int room = Math.min(WIDTH, width - start.length() - end.length() - 1);
    String line = start + (room > 0 ? bar(share, room) + "|" : "") + end;
    return width > 0 && line.length() > width ? line.substring(0, width) : line;
  }

  private static String bar(double share, int width) {
    int eighths = (int) (width * 8 * Math.min(share, 1.0));
    String full = "█".repeat(eighths / 8);
    if (full.length() == width) {
      return full;
    }
    return full + EIGHTHS.charAt(eighths % 8) + " ".repeat(width - full.length() - 1);
  }

  private static String mega(long bytes) {
    return String.format(Locale.ROOT, "%.1fMB", bytes / 1e6);
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%02d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
