package snn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static snn.ParameterAssertions.assertRejected;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "2, 1001", "5, 1001", "5, 5", "5, 4", "7, 1", "3, 0", "1, 0"})
  void everyTaskRunsExactlyOnce(int threads, int tasks) {
    AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
    try (Workers workers = new Workers(threads)) {
      assertThat(workers.threads()).isEqualTo(threads);
      workers.forEach(tasks, (_, task) -> runs.incrementAndGet(task));
    }
    assertThat(IntStream.range(0, tasks).map(runs::get)).allMatch(n -> n == 1);
  }

  /**
   * A barrier lets tasks go on only when {@code threads} of them are under way, so that all workers
   * are at work in every round.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 6})
  void tasksThatRunAtOnceHaveDifferentWorkers(int threads) {
    CyclicBarrier allAtWork = new CyclicBarrier(threads);
    AtomicIntegerArray tasksOf = new AtomicIntegerArray(threads);
    AtomicIntegerArray busy = new AtomicIntegerArray(threads);
    AtomicInteger clashes = new AtomicInteger();
    int rounds = 4;
    try (Workers workers = new Workers(threads)) {
      workers.forEach(
          rounds * threads,
          (worker, _) -> {
            if (busy.getAndSet(worker, 1) != 0) {
              clashes.incrementAndGet();
            }
            tasksOf.incrementAndGet(worker);
            await(allAtWork);
            busy.set(worker, 0);
            await(allAtWork);
          });
    }
    assertThat(clashes).hasValue(0);
    assertThat(IntStream.range(0, threads).map(tasksOf::get)).allMatch(n -> n == rounds);
  }

  @Test
  void withMoreThreadsThanTasksTheWorkerStillLiesInRange() {
    List<Integer> seen = new ArrayList<>();
    try (Workers workers = new Workers(8)) {
      workers.forEach(1, (worker, _) -> seen.add(worker));
    }
    assertThat(seen).containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void anExceptionOfATaskSurfacesFromWhicheverWorker(int failing) {
    assertThatThrownByWorker(failing, new IllegalStateException("task"));
    assertThatThrownByWorker(failing, new AssertionError("task"));
  }

  private static void assertThatThrownByWorker(int failing, Throwable failure) {
    CyclicBarrier both = new CyclicBarrier(2);
    try (Workers workers = new Workers(2)) {
      assertThatThrownBy(
              () ->
                  workers.forEach(
                      2,
                      (worker, _) -> {
                        await(both);
                        if (worker == failing) {
                          rethrow(failure);
                        }
                      }))
          .isSameAs(failure);
      AtomicInteger later = new AtomicInteger();
      workers.forEach(10, (_, _) -> later.incrementAndGet());
      assertThat(later).as("tasks after the failure").hasValue(10);
    }
  }

  /**
   * The caller's task fails while the other worker is busy. The other goes on when the caller has
   * nothing left to do but wait for it; then there must be no third task for it.
   */
  @Test
  void afterAnExceptionTasksUnderWayEndAndNoOtherBegins() {
    Thread caller = Thread.currentThread();
    RuntimeException failure = new IllegalStateException("task");
    CyclicBarrier both = new CyclicBarrier(2);
    AtomicBoolean failing = new AtomicBoolean();
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    try (Workers workers = new Workers(2)) {
      assertThatThrownBy(
              () ->
                  workers.forEach(
                      100,
                      (worker, _) -> {
                        if (begun.incrementAndGet() > 2) {
                          return;
                        }
                        await(both);
                        if (worker == 0) {
                          failing.set(true);
                          throw failure;
                        }
                        while (!failing.get() || caller.getState() != Thread.State.WAITING) {
                          Thread.onSpinWait();
                        }
                        ended.incrementAndGet();
                      }))
          .isSameAs(failure);
      assertThat(ended).hasValue(1);
      assertThat(begun).hasValue(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1025})
  void anImpossibleNumberOfThreadsIsRejected(int threads) {
    assertRejected("num_workers", Integer.toString(threads), () -> new Workers(threads).close());
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    throw (Error) failure;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new AssertionError(e);
    }
  }
}
