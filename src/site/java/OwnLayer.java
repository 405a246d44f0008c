import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import snn.Progress;
import snn.Workers;
import snn.cli.Results;
import snn.experiment.Backend;
import snn.experiment.Experiment;
import snn.experiment.FeatureStore;
import snn.experiment.Lab;
import snn.experiment.OwnParts;
import snn.experiment.PartCheck;
import snn.experiment.Plan;
import snn.experiment.Session;

/** Checks a weight law of one's own, and runs a layer with it. */
public final class OwnLayer {

  private OwnLayer() {}

  /**
   * @param args the file of the weight law; none for that of the project
   */
  public static void main(String[] args) {
    Path file = Path.of(args.length > 0 ? args[0] : "src/site/java/CentreSurround.java");
    try (OwnParts own = OwnParts.load(List.of(file));
        Session session = new Session(new Session.Datasets(), false)) {
      boolean fine =
          PartCheck.of(own.parts().getFirst()).stream().allMatch(one -> one.fault().isEmpty());
      System.out.println("checked: " + fine);

      Plan plan =
          Plan.of(
              Experiment.named("fields"),
              Map.of(
                  "weights",
                  "centre-surround",
                  "centre_sigma",
                  2.0,
                  "C",
                  0.01,
                  "hidden",
                  100,
                  "dataset",
                  "strokes",
                  "limit",
                  500,
                  "floors",
                  false));
      Workers workers = session.workers(4);
      Lab lab =
          session.lab(
              plan, Backend.EVENT, workers, FeatureStore.NONE, Progress.NONE, System.err::println);
      Results results = new Results(plan, lab);
      System.out.println(results.add(lab.run(plan, plan.points().getFirst())));
    }
  }
}
