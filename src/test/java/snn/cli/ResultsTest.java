package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import snn.Progress;
import snn.Workers;
import snn.core.SampleTrace;
import snn.experiment.Experiments;
import snn.experiment.Lab;
import snn.experiment.Outcome;
import snn.experiment.Plan;

class ResultsTest {

  /** Of long runs a trace is most of the memory, and there is one of every seed. */
  @Test
  void whatIsKeptOfAnOutcomeHoldsNoTrace() throws InterruptedException {
    Plan plan = Experiments.plan("sparse");
    try (Workers workers = new Workers(1)) {
      Lab lab = Experiments.lab(workers, Progress.NONE);
      Results results = new Results(plan, lab);
      WeakReference<SampleTrace> trace = traceOfOne(results, lab, plan);
      for (int i = 0; i < 100 && trace.get() != null; i++) {
        System.gc();
        Thread.sleep(10);
      }
      assertThat(trace.get()).isNull();
      assertThat(results.report(results.record())).startsWith("Test Accuracy: ");
    }
  }

  private static WeakReference<SampleTrace> traceOfOne(Results results, Lab lab, Plan plan) {
    Outcome outcome = lab.run(plan, plan.points().getFirst());
    results.add(outcome);
    return new WeakReference<>(outcome.samples().trace());
  }
}
