package snn.data;

import java.util.function.Consumer;
import snn.Progress;
import snn.Workers;

/** The 26 capital letters, drawn by the program as {@link StrokeDigits} draws digits. */
public record Letters() implements ImageSource {

  /** Fixed, so that the seed of a run changes the network and not the task. */
  private static final long SEED = 42;

  /** Images to train on: 500 of each letter. */
  private static final int TRAIN = 13_000;

  /** Images to test on: 100 of each letter. */
  private static final int TEST = 2_600;

  private static final StrokeTemplates SIGNS = StrokeTemplates.LETTERS;

  @Override
  public Dataset load(int most, Workers workers, Progress progress, Consumer<String> notices) {
    Size size = size(most);
    return StrokeDigits.generate("letters", SIGNS, SEED, size.train(), size.test(), workers);
  }

  @Override
  public Size size(int most) {
    return new Size(TRAIN, TEST, StrokeDigits.SHAPE, SIGNS.classes()).first(most);
  }
}
