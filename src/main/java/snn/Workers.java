package snn;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fixed number of threads that share out numbered tasks. Which thread does which task is left to
 * chance, so a task's result must depend on its number alone; then no result depends on the number
 * of threads.
 */
public final class Workers implements AutoCloseable {

  /** One task's work. */
  @FunctionalInterface
  public interface Body {
    /**
     * Does one task.
     *
     * @param worker 0 … threads − 1: no two tasks that run at once have the same, so it may index
     *     scratch memory
     * @param task 0 … tasks − 1
     */
    void run(int worker, int task);
  }

  /** Largest number of threads. */
  public static final int MOST = 1024;

  private final int threads;
  private final ExecutorService others;

  /**
   * @param threads at least 1; the calling thread is one of them
   */
  public Workers(int threads) {
    InvalidParameterException.requireIn("num_workers", threads, 1, MOST);
    this.threads = threads;
    this.others =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            Thread.ofPlatform().daemon().name("snn-worker-", 1).factory());
  }

  /** How many tasks run at once. */
  public int threads() {
    return threads;
  }

  /**
   * Runs tasks 0 … {@code tasks} − 1 and returns when all have ended. An exception of a task stops
   * the handing out of further ones and is thrown here. Not to be called from a task, nor from two
   * threads at once.
   */
  public void forEach(int tasks, Body body) {
    AtomicInteger next = new AtomicInteger();
    int helpers = Math.min(threads, tasks) - 1;
    CompletableFuture<?>[] running = new CompletableFuture<?>[Math.max(0, helpers)];
    for (int i = 0; i < helpers; i++) {
      int worker = i + 1;
      running[i] = CompletableFuture.runAsync(() -> drain(worker, tasks, next, body), others);
    }
    try {
      drain(0, tasks, next, body);
    } finally {
      join(CompletableFuture.allOf(running));
    }
  }

  private static void drain(int worker, int tasks, AtomicInteger next, Body body) {
    try {
      for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
        body.run(worker, task);
      }
    } catch (RuntimeException | Error e) {
      next.set(tasks);
      throw e;
    }
  }

  private static void join(CompletableFuture<?> all) {
    try {
      all.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Ends the threads. */
  @Override
  public void close() {
    others.shutdown();
  }
}
