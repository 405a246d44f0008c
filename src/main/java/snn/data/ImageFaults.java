package snn.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds faults of images that keep any layer from reading them, or make accuracies misleading. Each
 * sentence states what was found, then what follows, then what helps; the most telling comes first.
 *
 * @param sentences none where nothing is wrong
 * @param blinding whether, for one of these reasons, an accuracy tells nothing about the layer
 */
public record ImageFaults(List<String> sentences, boolean blinding) {

  /** A fault of fewer images than this share of them hardly changes an accuracy. */
  private static final double SOME = 0.1;

  /** Real sets have a few test images that they are trained on, too; Fashion-MNIST 1 in 1,000. */
  private static final double MORE_THAN_USUAL = 0.01;

  private static final double HALF = 0.5;

  /**
   * Means of test and training images that lie so many standard deviations of an image's mean apart
   * are not those of one kind of images: a test set of the darkest class alone, the ones of MNIST,
   * is 1.2 away. Chance moves the mean of few images by some standard errors besides.
   */
  private static final double FAR = 2;

  private static final double STANDARD_ERRORS = 3;

  /** Lower bound on the standard deviation of images' means, in grey levels. */
  private static final double LEAST_SPREAD = 5;

  /** Levels of backgrounds that differ by a quarter of the range are not those of one scanner. */
  private static final int OTHER_BACKGROUND = 64;

  /** Finds the faults of a dataset's images. */
  public static ImageFaults of(ImageFacts facts) {
    Finder finder = new Finder();
    boolean learnable = finder.readable(facts.train(), "training");
    // Test images that are wrong in the same way need no second sentence.
    if (learnable) {
      if (finder.readable(facts.test(), "test")) {
        finder.likeTraining(facts.test(), facts.train(), "test images");
      }
      finder.polarity(facts.train());
    }
    finder.copies(facts);
    return finder.faults();
  }

  /**
   * Finds the faults of images that a model is to classify.
   *
   * @param train the images that it has learnt from
   */
  public static ImageFaults ofUnlabelled(ImageFacts.Part images, ImageFacts.Part train) {
    Finder finder = new Finder();
    if (finder.readable(images, "given")) {
      finder.likeTraining(images, train, "given images");
    }
    return finder.faults();
  }

  private static final class Finder {
    private final List<String> sentences = new ArrayList<>();
    private boolean blinding;

    ImageFaults faults() {
      return new ImageFaults(List.copyOf(sentences), blinding);
    }

    private void add(boolean blinds, String sentence) {
      sentences.add(sentence);
      blinding |= blinds;
    }

    /** Whether most of the images show anything. */
    boolean readable(ImageFacts.Part part, String which) {
      double flat = share(part.flat(), part.images());
      if (flat >= SOME) {
        add(
            flat >= HALF,
            "%s %s from edge to edge, and %s nothing to read%s."
                .formatted(
                    counted(part.flat(), part.images(), which),
                    part.black() == part.flat()
                        ? (part.flat() == 1 ? "is black" : "are black")
                        : (part.flat() == 1 ? "has one level" : "have one level each"),
                    part.flat() == 1 ? "has" : "have",
                    part.black() > 0
                        ? "; where their ink is black on transparent, lay it on white and invert"
                            + " it, as ImageMagick does with -background white -flatten -negate"
                        : ""));
      }
      double dim = share(part.dim(), part.images());
      if (dim >= SOME) {
        add(
            dim >= HALF,
            ("In %s no pixel is above %s of 255: that is nearly black, and hardly a pixel"
                    + " spikes; multiply the levels%s in the files, where they have 16 bits before"
                    + " the lower 8, which are not read, are lost.")
                .formatted(
                    counted(part.dim(), part.images(), which).toLowerCase(Locale.ROOT),
                    part.dim() + part.flat() == part.images()
                        ? part.brightest()
                        : ImageFacts.DIM - 1,
                    part.dim() + part.flat() == part.images()
                        ? " by %s".formatted(255 / Math.max(1, part.brightest()))
                        : " of these"));
      }
      return flat < HALF && dim < HALF;
    }

    void likeTraining(ImageFacts.Part part, ImageFacts.Part train, String which) {
      double apart = Math.abs(part.mean() - train.mean());
      double spread = Math.max(train.spread(), LEAST_SPREAD);
      boolean far = apart >= spread * (FAR + STANDARD_ERRORS / Math.sqrt(part.images()));
      // A background shows as a level that many pixels have.
      boolean otherBackground =
          Math.min(part.commonestShare(), train.commonestShare()) >= SOME
              && Math.abs(part.commonest() - train.commonest()) >= OTHER_BACKGROUND;
      if (!far && !otherBackground) {
        return;
      }
      int inverted = 255 - train.commonest();
      add(
          true,
          String.format(
              Locale.ROOT,
              "The %s have a mean level of %.1f and most often the level %d, the training images"
                  + " %.1f and %d: they are not of one kind, and what is read of them tells"
                  + " nothing; %s.",
              which,
              part.mean(),
              part.commonest(),
              train.mean(),
              train.commonest(),
              otherBackground && Math.abs(part.commonest() - inverted) < OTHER_BACKGROUND
                  ? "one of the two seems to be inverted: invert it"
                  : "bring both to the same background and brightness"));
    }

    void polarity(ImageFacts.Part train) {
      if (train.brightShare() >= HALF) {
        add(
            false,
            String.format(
                Locale.ROOT,
                "%.0f %% of the pixels of the training images are nearly white, and spike at nearly"
                    + " the highest rate, for black is what is quiet; where the images show dark"
                    + " ink on white paper, invert them.",
                100 * train.brightShare()));
      }
    }

    void copies(ImageFacts facts) {
      double seen = share(facts.seen(), facts.test().images());
      if (seen >= MORE_THAN_USUAL) {
        add(
            seen >= HALF,
            ("%s, byte for byte, also among the training images: of those the accuracy tells"
                    + " what was learnt by heart, not how new images are read; test on others.")
                .formatted(
                    counted(facts.seen(), facts.test().images(), "test")
                        + (facts.seen() == 1 ? " is" : " are")));
      }
      if (share(facts.disputed(), facts.train().images()) >= MORE_THAN_USUAL) {
        add(
            false,
            ("%s, byte for byte, under another class, too: no readout can be right about both;"
                    + " see how the classes were given.")
                .formatted(
                    counted(facts.disputed(), facts.train().images(), "training")
                        + (facts.disputed() == 1 ? " is there" : " are there")));
      } else if (share(facts.copies(), facts.train().images()) >= SOME) {
        add(
            facts.copies() + 1 == facts.train().images(),
            ("%s, byte for byte, of others: there is less to learn from than the number of"
                    + " images says.")
                .formatted(
                    counted(facts.copies(), facts.train().images(), "training")
                        + (facts.copies() == 1 ? " is a copy" : " are copies")));
      }
    }

    private static double share(int some, int all) {
      return all == 0 ? 0 : (double) some / all;
    }

    private static String counted(int some, int all, String which) {
      if (all == 1) {
        return "The %s image".formatted(which);
      }
      return some == all
          ? "All %s %s images".formatted(all, which)
          : "%s of %s %s images".formatted(some, all, which);
    }
  }
}
