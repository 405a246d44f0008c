import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import snn.Progress;
import snn.Workers;
import snn.cli.Results;
import snn.core.FeatureMatrix;
import snn.experiment.Backend;
import snn.experiment.Experiment;
import snn.experiment.FeatureKey;
import snn.experiment.FeatureStore;
import snn.experiment.Features;
import snn.experiment.Lab;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.experiment.Session;
import snn.experiment.Settings;
import snn.readout.Evaluation;

/** Runs one layer of 100 spiking neurons on drawn digits, and prints what came out. */
public final class OneLayer {

  private OneLayer() {}

  /**
   * @param args the file for the record of the run; none to keep no record
   */
  public static void main(String[] args) throws IOException {
    Plan plan =
        Plan.of(
            Experiment.named("sparse"),
            Map.of("dataset", "strokes", "limit", 500, "hidden", 100, "floors", false));
    Settings point = plan.points().getFirst();
    try (Session session = new Session(new Session.Datasets(), true)) {
      Workers workers = session.workers(Runtime.getRuntime().availableProcessors());
      FeatureStore store = session.before(FeatureStore.NONE);
      Lab lab =
          session.lab(plan, Backend.EVENT, workers, store, Progress.NONE, System.err::println);
      Results results = new Results(plan, lab);
      Outcome outcome = lab.run(plan, point);
      System.out.println(results.add(outcome));

      Evaluation test = outcome.test().evaluation();
      System.out.printf(
          Locale.ROOT,
          "test accuracy %.3f: %d of %d images%n",
          outcome.testAccuracy(),
          test.correct(),
          outcome.test().images());
      int image = outcome.samples().misread().getFirst().image();
      System.out.printf(
          Locale.ROOT,
          "test image %d is a %d, read as %d%n",
          image,
          lab.dataset().test().label(image),
          test.predictions()[image] & 0xff);

      Features features = store.find(FeatureKey.of(lab.identity(), point)).orElseThrow();
      FeatureMatrix counts = features.test().features();
      int spikes = 0;
      for (int neuron = 0; neuron < counts.hidden(); neuron++) {
        spikes += counts.get(image, neuron);
      }
      System.out.printf(Locale.ROOT, "its spikes: %d, of %d neurons%n", spikes, counts.hidden());

      if (args.length > 0) {
        results.record().write(Path.of(args[0]));
      }
    }
  }
}
