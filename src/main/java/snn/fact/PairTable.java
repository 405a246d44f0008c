package snn.fact;

import static snn.Numbers.accuracy;

import java.util.ArrayList;
import java.util.List;
import snn.Words;

/**
 * Each outcome beside others.
 *
 * @param columns what they are compared with, by number
 * @param note which test it is
 */
public record PairTable(List<String> columns, List<Row> rows, String note) {

  /**
   * Most outcomes that are compared pair by pair; more are compared with the first and the best
   * only.
   */
  private static final int MOST_COLUMNS = 10;

  /** An outcome, and what is above or below others. */
  public record Row(int number, String name, String id, String accuracy, List<Cell> cells) {}

  /**
   * A difference.
   *
   * @param other what it is the difference from
   * @param difference empty where nothing is compared
   * @param significant whether it is more than chance
   */
  public record Cell(String other, String difference, String p, boolean significant) {}

  /** The outcomes beside each other. */
  public static PairTable of(List<Result> results) {
    List<Integer> columns = new ArrayList<>();
    boolean all = results.size() <= MOST_COLUMNS;
    int best = 0;
    for (int i = 0; i < results.size(); i++) {
      best = results.get(i).accuracy() > results.get(best).accuracy() ? i : best;
      if (all && i + 1 < results.size()) {
        columns.add(i);
      }
    }
    if (!all) {
      columns.add(0);
      if (best != 0) {
        columns.add(best);
      }
    }
    boolean exact = false;
    boolean squared = false;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      List<Cell> cells = new ArrayList<>();
      Result result = results.get(i);
      for (int j : columns) {
        Result other = results.get(j);
        String name = (j + 1) + " " + other.name();
        if (i == j || (all && j > i)) {
          cells.add(new Cell(name, "", "", false));
        } else if (!result.sameImages(other)) {
          cells.add(new Cell(name, "–", "other images", false));
        } else {
          McNemar test = result.against(other);
          exact |= test.exact();
          squared |= !test.exact();
          cells.add(
              new Cell(
                  name,
                  Words.difference(result.accuracy() - other.accuracy()),
                  Words.p(test.pValue()),
                  test.pValue() < Findings.SIGNIFICANT));
        }
      }
      rows.add(
          new Row(
              i + 1, result.name(), result.id(), accuracy(result.accuracy()), List.copyOf(cells)));
    }
    String test =
        squared && exact
            ? "chi-squared with continuity correction, and exact binomial where fewer than 25"
                + " images tell the two apart"
            : exact ? "exact binomial" : "chi-squared with continuity correction";
    return new PairTable(
        columns.stream().map(j -> Integer.toString(j + 1)).toList(),
        rows,
        "Accuracy of the row less that of the column, and p of McNemar’s test ("
            + test
            + "): how often chance alone would make so large a difference if both were equally"
            + " good. Bold: p below 0.05. Of many comparisons, chance alone makes one in twenty"
            + " so.");
  }
}
