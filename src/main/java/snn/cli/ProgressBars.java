package snn.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;
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
  private final boolean moving;
  private final Deque<Bar> open = new ArrayDeque<>();

  ProgressBars(Terminal terminal) {
    this.err = terminal.err();
    this.moving = terminal.moving();
  }

  @Override
  public Task start(String name, long total, String unit) {
    Bar bar = new Bar(name, total, unit);
    synchronized (open) {
      open.push(bar);
    }
    return bar;
  }

  private final class Bar implements Task, ProgressBarConsumer {
    private final String unit;
    private final ProgressBar bar;
    private String line = "";

    Bar(String name, long total, String unit) {
      this.unit = unit;
      this.bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(total)
              .setUpdateIntervalMillis(INTERVAL_MS)
              .setRenderer((state, _) -> render(state, this.unit, moving))
              .setConsumer(this)
              .build();
    }

    @Override
    public void advance(long units) {
      bar.stepBy(units);
    }

    @Override
    public int getMaxRenderedLength() {
      return Integer.MAX_VALUE;
    }

    @Override
    public void accept(String rendered) {
      synchronized (open) {
        line = rendered;
        if (moving && open.peek() == this) {
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
        err.println((moving ? "\r" : "") + line + (moving ? ERASE_TO_END : ""));
      }
    }
  }

  static String render(ProgressState state, String unit, boolean moving) {
    long done = state.getCurrent();
    long total = state.getMax();
    double share = total == 0 ? 1.0 : (double) done / total;
    Duration elapsed = state.getElapsedAfterStart();
    double seconds = elapsed.toNanos() / 1e9;
    StringBuilder line = new StringBuilder(state.getTaskName());
    line.append(": ").append("%3d%%|".formatted((int) (100 * share)));
    if (moving) {
      line.append(bar(share)).append('|');
    }
    boolean bytes = unit.equals("B");
    line.append(bytes ? " %s/%s ".formatted(mega(done), mega(total)) : " " + done + "/" + total);
    line.append(bytes ? "[" : " [").append(clock(seconds));
    if (moving) {
      line.append('<').append(done == 0 ? "?" : clock(seconds / done * (total - done)));
    }
    if (done > 0 && seconds > 0) {
      double speed = done / seconds;
      line.append(", ").append(bytes ? mega((long) speed) : "%.2f%s".formatted(speed, unit));
      line.append("/s");
    }
    return line.append(']').toString();
  }

  private static String bar(double share) {
    int eighths = (int) (WIDTH * 8 * Math.min(share, 1.0));
    String full = "█".repeat(eighths / 8);
    if (full.length() == WIDTH) {
      return full;
    }
    return full + EIGHTHS.charAt(eighths % 8) + " ".repeat(WIDTH - full.length() - 1);
  }

  private static String mega(long bytes) {
    return "%.1fMB".formatted(bytes / 1e6);
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%02d:%02d".formatted(whole / 60, whole % 60)
        : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
  }
}
