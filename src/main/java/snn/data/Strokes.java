package snn.data;

import java.util.function.Consumer;
import snn.Progress;
import snn.Workers;

/** Digits that the program draws itself: {@link StrokeDigits}. */
public record Strokes() implements ImageSource {

  /** Fixed, so that the seed of a run changes the network and not the task. */
  private static final long SEED = 42;

  @Override
  public Dataset load(int most, Workers workers, Progress progress, Consumer<String> notices) {
    Size size = size(most);
    return StrokeDigits.generate(SEED, size.train(), size.test(), workers);
  }

  @Override
  public Size size(int most) {
    return new Size(
            StrokeDigits.TRAIN,
            StrokeDigits.TEST,
            StrokeDigits.SHAPE,
            StrokeTemplates.DIGITS.classes())
        .first(most);
  }
}
