package snn.fact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import snn.Words;
import snn.data.Dataset;
import snn.data.ImageFacts;
import snn.data.ImageFaults;
import snn.data.LabelledImages;

/** What a dataset is, in words. */
public final class DatasetFacts {

  /** Characters of a class' name. */
  private static final int NAME = 40;

  private DatasetFacts() {}

  /** The lines for a user: size, range of the pixels, what is not read, what is wrong, classes. */
  public static List<String> of(Dataset dataset) {
    List<String> lines = new ArrayList<>();
    lines.add("%s classes, images of %s pixels".formatted(dataset.classes(), dataset.shape()));
    ImageFacts facts = ImageFacts.of(dataset);
    lines.add(part("Training", facts.train()));
    lines.add(part("Test", facts.test()));
    if (facts.copies() + facts.seen() > 0) {
      lines.add(
          ("Byte for byte: %s training images are copies of others (%s of them under another"
                  + " class), %s test images are training images, too")
              .formatted(facts.copies(), facts.disputed(), facts.seen()));
    }
    if (!dataset.leftOut().paths().isEmpty()) {
      lines.add("Not read: " + dataset.leftOut().kinds());
    }
    ImageFaults.of(facts).sentences().forEach(fault -> lines.add("Fault: " + fault));
    List<String> names =
        dataset.classNames().stream().map(name -> Words.shortened(name, NAME)).toList();
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

  private static String part(String name, ImageFacts.Part part) {
    return String.format(
        Locale.ROOT,
        "%s: %d images, pixels %d … %d, mean %.1f, %.1f %% of them 0%s",
        name,
        part.images(),
        part.darkest(),
        part.brightest(),
        part.mean(),
        100 * part.zeroShare(),
        part.flat() == 0
            ? ""
            : "; of one level from edge to edge: %s images, %s of them black"
                .formatted(part.flat(), part.black()));
  }

  private static int[] perClass(LabelledImages images, int classes) {
    int[] count = new int[classes];
    for (int i = 0; i < images.size(); i++) {
      count[images.label(i)]++;
    }
    return count;
  }
}
