package snn.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import snn.InvalidParameterException;
import snn.SplitMix64;
import snn.data.Dataset;
import snn.data.LabelledImages;
import snn.part.Parameter;
import snn.part.Spread;
import snn.readout.Fold;

/**
 * Random search with successive halving: many trials learn from few images, the better third of
 * them from three times as many, and so on to all. What they are measured on is a tenth of the
 * training images, held out; the test images are not looked at.
 *
 * <p>Source: J. Bergstra, Y. Bengio, "Random search for hyper-parameter optimization", 2012; K.
 * Jamieson, A. Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization",
 * 2016.
 *
 * @param space what is searched
 * @param trials how many begin
 * @param seed of the draws, which are functions of it, the trial and the parameter's name
 */
public record Search(List<Dimension> space, int trials, long seed) {

  /** One trial in {@value} goes on, with {@value} times as many images. */
  private static final int ETA = 3;

  /** Largest number of such halvings, where there are enough trials. */
  private static final int MOST_HALVINGS = 2;

  private static final Pattern RANGE = Pattern.compile("([^,]+?)\\.\\.([^,]+?)(:log)?");

  /** Values are rounded to three digits, as a user would type them. */
  private static final MathContext DIGITS = new MathContext(3);

  /** Groups of values that are compared to see whether a parameter matters. */
  private static final int GROUPS = 4;

  /**
   * The values that one parameter may have.
   *
   * @param parameter its name
   * @param spec as the user wrote it
   * @param low smallest value of a range
   * @param high largest value
   * @param logarithmic whether values are drawn evenly on a logarithmic scale
   * @param whole whether they are whole numbers
   * @param choices instead of a range; empty where there is one
   */
  public record Dimension(
      String parameter,
      String spec,
      double low,
      double high,
      boolean logarithmic,
      boolean whole,
      List<String> choices) {

    /**
     * Reads {@code 0.1..1}, {@code 0.01..0.3:log}, or choices with commas between.
     *
     * @throws InvalidParameterException if it is neither
     */
    public static Dimension of(Parameter parameter, String spec) {
      String name = parameter.name();
      boolean whole = parameter.type() == int.class || parameter.type() == long.class;
      Matcher range = RANGE.matcher(spec);
      if (!range.matches()) {
        List<String> choices = List.of(spec.split(",", -1));
        if (choices.size() < 2) {
          throw refused(name, "found " + spec);
        }
        return new Dimension(name, spec, 0, choices.size() - 1.0, false, false, choices);
      }
      if (!whole && parameter.type() != double.class && parameter.type() != Spread.class) {
        throw refused(name, "and has no range, found " + spec);
      }
      double low = number(name, spec, range.group(1));
      double high = number(name, spec, range.group(2));
      boolean logarithmic = range.group(3) != null;
      if (!(low < high) || (logarithmic && low <= 0)) {
        throw refused(
            name, (logarithmic ? "above 0, " : "") + "the smaller number first, found " + spec);
      }
      return new Dimension(name, spec, low, high, logarithmic, whole, List.of());
    }

    private static double number(String name, String spec, String text) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException _) {
        throw refused(name, "found " + spec);
      }
    }

    private static InvalidParameterException refused(String name, String problem) {
      return new InvalidParameterException(
          name,
          "must be searched in a range, such as 0.1..1 or 0.01..1:log, or among choices, such as"
              + " a,b, "
              + problem);
    }

    /** Whether it is a range. */
    public boolean isRange() {
      return choices.isEmpty();
    }

    /** The values at its ends, or all choices: those that are to be allowed. */
    public List<String> ends() {
      return isRange() ? List.of(at(0), at(Math.nextDown(1.0))) : choices;
    }

    /** The value, as a user types it, for a uniform number u in [0, 1). */
    String at(double u) {
      if (!isRange()) {
        return choices.get((int) (u * choices.size()));
      }
      double top = whole ? high + 1 : high;
      double drawn = logarithmic ? low * Math.pow(top / low, u) : low + u * (top - low);
      if (whole) {
        return Long.toString((long) Math.clamp(Math.floor(drawn), low, high));
      }
      double rounded = new BigDecimal(drawn).round(DIGITS).doubleValue();
      return new BigDecimal(Double.toString(Math.clamp(rounded, low, high)))
          .stripTrailingZeros()
          .toPlainString();
    }

    /** The position of a value on an axis: the number itself, or the index of the choice. */
    public double place(String value) {
      return isRange() ? Double.parseDouble(value) : choices.indexOf(value);
    }
  }

  /**
   * Trials of one size.
   *
   * @param trials how many
   * @param share one in {@code share} images is used for training
   */
  public record Rung(int trials, int share) {}

  /**
   * Checks the range.
   *
   * @throws InvalidParameterException if there are too few or too many trials
   */
  public Search {
    InvalidParameterException.requireIn("trials", trials, 2, 100_000);
  }

  /** The values of a trial, by their parameters' names. */
  public Map<String, String> values(int trial) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Dimension dimension : space) {
      long key = SplitMix64.key(seed, trial, dimension.parameter.hashCode());
      values.put(dimension.parameter, dimension.at(new SplitMix64(key).nextDouble()));
    }
    return values;
  }

  /**
   * How many trials are run at each size, the smallest first.
   *
   * @param trials number of trials that begin
   */
  static List<Rung> rungs(int trials) {
    int halvings = 0;
    for (int left = trials; halvings < MOST_HALVINGS && left >= ETA; left /= ETA) {
      halvings++;
    }
    List<Rung> rungs = new ArrayList<>();
    int left = trials;
    for (int share = (int) Math.pow(ETA, halvings); share >= 1; share /= ETA) {
      rungs.add(new Rung(left, share));
      left = Math.ceilDiv(left, ETA);
    }
    return rungs;
  }

  /**
   * The best trials.
   *
   * @param accuracies by trial
   * @return the numbers of the best {@code n}, the best first; of equals the earlier first
   */
  public static List<Integer> best(Map<Integer, Double> accuracies, int n) {
    return accuracies.entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(n)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * What a trial learns from, and is measured on: a part of nine tenths of the training images, and
   * the tenth.
   *
   * @param seed of the choice of images, which are as many of each class as can be
   * @throws InvalidParameterException if there are too few images
   */
  public static Dataset heldOut(Dataset dataset, long seed, int share) {
    LabelledImages all = dataset.train();
    Fold fold = Fold.of(all.labels(), seed);
    int wanted = fold.kept().length / share;
    if (wanted < dataset.classes() || fold.left().length == 0) {
      throw new InvalidParameterException(
          "limit",
          "leaves %s images to learn from in the smallest trials, fewer than the %s classes"
              .formatted(wanted, dataset.classes()));
    }
    int[] byClass =
        Fold.byClass(all.labels(), fold.kept(), new SplitMix64(SplitMix64.key(seed, share)));
    int[] some =
        IntStream.range(0, wanted).map(k -> byClass[k * share + share - 1]).sorted().toArray();
    return new Dataset(
        dataset.name(), all.select(some), all.select(fold.left()), dataset.classNames());
  }

  /**
   * How much of the accuracies' variance a parameter explains: that between quarters of the trials,
   * by its value, as a share of the whole (η²). Of a parameter without effect it is about 3/(n − 1)
   * for n trials.
   *
   * @param places of its values, see {@link Dimension#place}
   * @param accuracies of the same trials
   * @return 0 … 1
   */
  public static double explained(double[] places, double[] accuracies) {
    int n = places.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> places[i]))
            .mapToInt(i -> i)
            .toArray();
    double mean = Arrays.stream(accuracies).average().orElse(0);
    double total = Arrays.stream(accuracies).map(a -> (a - mean) * (a - mean)).sum();
    double between = 0;
    for (int from = 0; from < n; ) {
      // A quarter, and all that are equal to its last.
      int to = Math.min(n, from + Math.ceilDiv(n, GROUPS));
      while (to < n && places[order[to]] == places[order[to - 1]]) {
        to++;
      }
      double group =
          IntStream.range(from, to).mapToDouble(k -> accuracies[order[k]]).average().orElse(0);
      between += (to - from) * (group - mean) * (group - mean);
      from = to;
    }
    return total == 0 ? 0 : between / total;
  }
}
