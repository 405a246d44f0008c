package snn.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import snn.data.Dataset;
import snn.data.LabelledImages;

/** What a dataset is, in words. */
public final class DatasetText {

  /** Characters of a class' name. */
  private static final int NAME = 40;

  private DatasetText() {}

  /** The lines for a user: size, range of the pixels, what is not read, images of each class. */
  public static List<String> of(Dataset dataset) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT, "%d classes, images of %s pixels", dataset.classes(), dataset.shape()));
    lines.add(part("Training", dataset.train()));
    lines.add(part("Test", dataset.test()));
    if (!dataset.leftOut().paths().isEmpty()) {
      lines.add("Not read: " + dataset.leftOut().kinds());
    }
    List<String> names =
        dataset.classNames().stream().map(name -> ReportText.shortened(name, NAME)).toList();
    int width = Math.max(5, names.stream().mapToInt(String::length).max().orElse(0));
    int[] train = perClass(dataset.train(), dataset.classes());
    int[] test = perClass(dataset.test(), dataset.classes());
    lines.add(("%-" + width + "s%10s%10s").formatted("class", "training", "test"));
    for (int k = 0; k < names.size(); k++) {
      lines.add(
          String.format(Locale.ROOT, "%-" + width + "s%10d%10d", names.get(k), train[k], test[k]));
    }
    return lines;
  }

  private static String part(String name, LabelledImages images) {
    int least = 255;
    int most = 0;
    long sum = 0;
    long black = 0;
    for (byte pixel : images.pixels()) {
      int level = pixel & 0xff;
      least = Math.min(least, level);
      most = Math.max(most, level);
      sum += level;
      black += level == 0 ? 1 : 0;
    }
    double pixels = images.pixels().length;
    return String.format(
        Locale.ROOT,
        "%s: %d images, pixels %d … %d, mean %.1f, %.1f %% of them 0",
        name,
        images.size(),
        least,
        most,
        sum / pixels,
        100 * black / pixels);
  }

  private static int[] perClass(LabelledImages images, int classes) {
    int[] count = new int[classes];
    for (int i = 0; i < images.size(); i++) {
      count[images.label(i)]++;
    }
    return count;
  }
}
