package snn.readout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Workers;
import snn.core.FeatureMatrix;

/**
 * How the inverse strength of regularisation, C, was chosen: models were fitted to nine tenths of
 * the training images and evaluated on the last tenth.
 *
 * <p>C grows, that is regularisation weakens, and every model starts where the one before it ended,
 * in coordinates from one Gram matrix, that of all training images. C, not λ = 1/(C n), is kept
 * when all images are used: it stands for how large coefficients are expected to be, whatever n is.
 *
 * @param points in the order in which they were tried
 * @param rule by which one was chosen
 * @param c the chosen C
 */
public record PenaltyPath(List<Point> points, Rule rule, double c) {

  /** Rules by which one of the models is chosen. */
  public enum Rule {
    /** The model of the smallest held-out log-loss, a smoother measure than accuracy. */
    BEST,
    /**
     * That of the strongest penalty whose held-out accuracy is at least the largest, a, less its
     * standard error √(a(1 − a)/n) for n images held out: what a weaker penalty gains is not beyond
     * doubt. Where it has accuracy a itself, that of the smallest log-loss among those that have.
     *
     * <p>Source: L. Breiman et al., "Classification and Regression Trees", 1984; glmnet's {@code
     * lambda.1se}.
     */
    ONE_SE;

    /** The name that users know: {@code one-se}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Chooses among models.
     *
     * @param points C grows from one to the next
     * @param heldOut n, number of images held out
     */
    Point choose(List<Point> points, int heldOut) {
      if (this == BEST) {
        return points.stream().min(Comparator.comparingDouble(Point::logLoss)).orElseThrow();
      }
      double a = points.stream().mapToDouble(Point::accuracy).max().orElseThrow();
      double enough = a - Math.sqrt(a * (1 - a) / heldOut);
      Point strongest =
          points.stream().filter(point -> point.accuracy >= enough).findFirst().orElseThrow();
      return strongest.accuracy < a
          ? strongest
          : points.stream()
              .filter(point -> point.accuracy == a)
              .min(Comparator.comparingDouble(Point::logLoss))
              .orElseThrow();
    }
  }

  /**
   * One model.
   *
   * @param c its C
   * @param accuracy held-out images read rightly, 0 … 1
   * @param logLoss mean log-loss of the held-out images, without penalty
   * @param iterations steps of the minimiser
   */
  public record Point(double c, double accuracy, double logLoss, int iterations) {}

  private static final double[] GRID = {
    1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1, 3, 10
  };

  /** The path ends after this many models in a row that are no better than the best. */
  private static final int PATIENCE = 2;

  /** An expensive factor is reused for λ down to its own λ divided by this. */
  static final double FAR = 11;

  /**
   * Fits a model for one C after the other.
   *
   * @param gram of all training images, see {@link TrainingSet#gram}
   * @param fitting whose seed is that of the choice of held-out images
   * @throws InvalidParameterException if there are too few images to hold one out
   */
  static PenaltyPath search(
      TrainingSet all, double[][] gram, LogisticRegression readout, Fitting fitting) {
    Workers workers = fitting.workers();
    int images = all.labels().length;
    requireImages(images);
    Fold fold = Fold.of(all.labels(), fitting.seed());
    TrainingSet train =
        TrainingSet.of(
            all.counts().select(fold.kept()),
            Fold.labels(all.labels(), fold.kept()),
            all.classes(),
            all.scaled());
    Judge judge =
        new Judge(
            all.counts().select(fold.left()),
            Fold.labels(all.labels(), fold.left()),
            train,
            workers);

    List<Point> points = new ArrayList<>();
    List<Point> telling = new ArrayList<>();
    double[] coefficients = new double[judge.logLoss.dimension()];
    Point best = null;
    boolean dear = Whitening.isDear(train.counts().hidden(), images, train.classes());
    Whitening whitening = null;
    double factored = 0;
    try (Progress.Task task = fitting.progress().start("choice of C", GRID.length, "it")) {
      for (double c : GRID) {
        double lambda = 1.0 / (c * train.labels().length);
        if (whitening == null || !dear || factored > FAR * lambda) {
          // Frees the previous factor, whose memory may be needed.
          whitening = null;
          whitening =
              Whitening.of(gram, images, train.featureMean(), train.classes(), lambda, workers);
          factored = lambda;
        }
        Minimum minimum =
            fit(train, lambda, whitening.from(coefficients), readout.maxIter(), workers);
        coefficients = minimum.coefficients();
        byte[] read = judge.read(minimum);
        Point point = judge.point(c, minimum, read);
        points.add(point);
        // Where one class has nearly all images, always answering it is right nearly always: such
        // models neither end the path nor are chosen, if any other is found.
        if (hasSeveral(read)) {
          telling.add(point);
          best = best == null || point.logLoss() < best.logLoss() ? point : best;
        }
        task.advance(1);
        if (best != null && points.size() - points.indexOf(best) > PATIENCE) {
          break;
        }
      }
      task.complete();
    }
    Rule rule = readout.cRule();
    List<Point> candidates = telling.isEmpty() ? points : telling;
    return new PenaltyPath(
        List.copyOf(points), rule, rule.choose(candidates, fold.left().length).c());
  }

  /** Whether more than one class is read. */
  private static boolean hasSeveral(byte[] read) {
    for (byte one : read) {
      if (one != read[0]) {
        return true;
      }
    }
    return false;
  }

  /** Fits the model for λ, starting at {@code start}. */
  static Minimum fit(
      TrainingSet train, double lambda, Whitening start, int maxIter, Workers workers) {
    // Neighbours on the path differ little: a looser tolerance would take one for the other.
    StopRule rule = StopRule.gradient(Lbfgs.FLOAT32_TOLERANCE);
    try (Progress.Task none = Progress.NONE.start("", 0, "")) {
      return Lbfgs.minimize(train.objective(lambda, workers), start, rule, maxIter, none);
    }
  }

  /**
   * Checks that there are images to hold out.
   *
   * @throws InvalidParameterException if there are too few
   */
  static void requireImages(int images) {
    if (images < Fold.ONE_IN) {
      throw new InvalidParameterException(
          "C",
          "must be a number with fewer than %s training images, found auto".formatted(Fold.ONE_IN));
    }
  }

  /** Evaluates models on the held-out images. */
  private static final class Judge {
    private final FeatureMatrix counts;
    private final byte[] labels;
    private final Scaling scaling;
    private final Workers workers;
    final CountsObjective logLoss;

    Judge(FeatureMatrix counts, byte[] labels, TrainingSet train, Workers workers) {
      this.counts = counts;
      this.labels = labels;
      this.scaling = train.scaling();
      this.workers = workers;
      logLoss =
          new TrainingSet(counts, labels, train.classes(), train.mean(), scaling, train.scaled())
              .objective(0.0, workers);
    }

    byte[] read(Minimum minimum) {
      return new LinearModel(minimum.coefficients(), scaling).predict(counts, workers);
    }

    Point point(double c, Minimum minimum, byte[] read) {
      double[] coefficients = minimum.coefficients();
      return new Point(
          c,
          Evaluation.of(read, labels, logLoss.classes).accuracy(),
          logLoss.evaluate(coefficients, new double[coefficients.length]),
          minimum.iterations());
    }
  }
}
