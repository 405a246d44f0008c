package snn.fact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import snn.Words;
import snn.data.DatasetIdentity;
import snn.record.RunRecord;

/** Which classes were taken for which, on the test images. */
public final class Confusions {

  /** Width of a terminal; of a matrix that is wider, the worst mistakes are listed. */
  private static final int COLUMNS = 80;

  /** Width of a class' column in the matrix, in characters. */
  private static final int CELL = 6;

  /** Width of the column of recalls, in characters. */
  private static final int RECALL = 8;

  /** Longest name of a class in the list of mistakes, in characters. */
  private static final int NAME = 20;

  /** Mistakes that are listed, at most. */
  private static final int WORST = 10;

  private Confusions() {}

  /** The matrix with the recall of each class, or of one that is too wide the worst mistakes. */
  public static List<String> lines(DatasetIdentity dataset, RunRecord.Layer outcome) {
    boolean fits = nameWidth(dataset) + CELL * dataset.classes() + RECALL <= COLUMNS;
    return fits ? table(dataset, outcome) : worst(dataset, outcome);
  }

  private static int nameWidth(DatasetIdentity dataset) {
    return Math.max(2, dataset.classNames().stream().mapToInt(String::length).max().orElse(0));
  }

  private static List<String> table(DatasetIdentity dataset, RunRecord.Layer outcome) {
    List<String> names = dataset.classNames();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Test images by true %1$s (row) and %1$s read (column), and recall:"
            .formatted(dataset.noun()));
    int width = nameWidth(dataset);
    StringBuilder head = new StringBuilder(" ".repeat(width));
    for (String name : names) {
      head.append("%6s".formatted(name.length() < 6 ? name : name.substring(0, 5)));
    }
    lines.add(head.append("  recall").toString());
    for (int k = 0; k < names.size(); k++) {
      StringBuilder row = new StringBuilder(("%" + width + "s").formatted(names.get(k)));
      for (int images : outcome.confusion()[k]) {
        row.append(String.format(Locale.ROOT, "%6d", images));
      }
      lines.add(row.append("%8s".formatted(recall(outcome, k, "-"))).toString());
    }
    return lines;
  }

  /** Share of a class' test images that are read as such, or {@code none} where there are none. */
  public static String recall(RunRecord.Layer outcome, int k, String none) {
    Double recall = outcome.recall().get(k);
    return recall == null ? none : String.format(Locale.ROOT, "%.3f", recall);
  }

  /** One kind of mistake. */
  private record Mistake(int of, int readAs, int images) {}

  private static List<String> worst(DatasetIdentity dataset, RunRecord.Layer outcome) {
    List<Mistake> mistakes = new ArrayList<>();
    for (int k = 0; k < dataset.classes(); k++) {
      for (int l = 0; l < dataset.classes(); l++) {
        if (k != l && outcome.confusion()[k][l] > 0) {
          mistakes.add(new Mistake(k, l, outcome.confusion()[k][l]));
        }
      }
    }
    if (mistakes.isEmpty()) {
      return List.of("No mistakes on test images.");
    }
    mistakes.sort(Comparator.comparingInt(mistake -> -mistake.images));
    List<String> lines = new ArrayList<>();
    lines.add(
        "Commonest mistakes on test images, of %s kinds in %s classes:"
            .formatted(mistakes.size(), dataset.classes()));
    for (Mistake mistake : mistakes.subList(0, Math.min(WORST, mistakes.size()))) {
      String name = Words.shortened(dataset.classNames().get(mistake.of), NAME);
      lines.add(
          "  %s read as %s: %s; recall of %s %s"
              .formatted(
                  name,
                  Words.shortened(dataset.classNames().get(mistake.readAs), NAME),
                  mistake.images,
                  name,
                  recall(outcome, mistake.of, "-")));
    }
    return lines;
  }

  /** What a cell of the matrix is: images of class {@code k} that are read as class {@code l}. */
  public static String cell(List<String> names, int k, int l, int images) {
    return k == l
        ? names.get(k) + " classified correctly: " + images
        : "%s read as %s: %s".formatted(names.get(k), names.get(l), Integer.toString(images));
  }
}
