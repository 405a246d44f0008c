package snn.fact;

import static snn.Numbers.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import snn.Words;
import snn.data.DatasetIdentity;
import snn.data.ImageShape;
import snn.experiment.Floors;
import snn.readout.Evaluation;
import snn.record.RunRecord;

/**
 * What an accuracy is worth: beside a readout of the pixels themselves, beside no look at the
 * images at all, and beside the published number. A difference counts where the 95 % interval of
 * the accuracy says that it does.
 */
public final class Worth {

  private Worth() {}

  /** What an accuracy is worth, in a sentence: beside no layer, or beside no look at the images. */
  public static String of(RunRecord record, RunRecord.Layer outcome) {
    double found = outcome.test().accuracy();
    double majority = outcome.floors().majority();
    if (outcome.test().wilson().low() <= majority) {
      return answersMost(record, outcome);
    }
    return withoutLayer(record.dataset(), outcome.floors(), outcome.test())
        .map(sentence -> sentence + ".")
        .orElseGet(
            () ->
                String.format(
                    Locale.ROOT,
                    "Always answering the commonest %s would be right for %s of the test images;"
                        + " this is %.4f above it.",
                    record.dataset().noun(),
                    accuracy(majority),
                    found - majority));
  }

  /** What the mark of a run is in a picture of its accuracy beside others. */
  public static final String THIS_RUN =
      "this run, with its 95 % interval where that is wider than the mark";

  /** How many images were learned and tested. */
  public static String images(DatasetIdentity dataset) {
    return "%s training and %s test images of %s"
        .formatted(
            Words.count(dataset.trainImages()),
            Words.count(dataset.testImages()),
            Names.dataset(dataset.name()));
  }

  /**
   * A number that an accuracy is to beat or to reach.
   *
   * @param kind of it, one word
   */
  public record Other(String name, String kind, double value) {}

  /** All of them that are known. */
  public static List<Other> beside(
      RunRecord record, RunRecord.Layer outcome, OptionalDouble published) {
    Floors floors = outcome.floors();
    List<Other> others = new ArrayList<>();
    others.add(
        new Other("always the commonest " + record.dataset().noun(), "floor", floors.majority()));
    floors
        .pixels()
        .ifPresent(
            value -> others.add(new Other("logistic regression on the pixels", "pixels", value)));
    published.ifPresent(value -> others.add(new Other("published", "published", value)));
    return others;
  }

  /** What needs no look at images, as a figure calls it. */
  public static String floor(DatasetIdentity dataset) {
    return "always answering the commonest " + dataset.noun();
  }

  /** Lines of it: the accuracies with their interval, and what needs no layer. */
  public static List<String> lines(DatasetIdentity dataset, RunRecord.Layer outcome) {
    Evaluation.Interval interval = outcome.test().wilson();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Train accuracy: %s of %s images"
            .formatted(accuracy(outcome.train().accuracy()), dataset.trainImages()));
    lines.add(
        "Test accuracy: %s of %s images, 95 %% interval %s … %s (Wilson)"
            .formatted(
                accuracy(outcome.test().accuracy()),
                dataset.testImages(),
                accuracy(interval.low()),
                accuracy(interval.high())));
    lines.add(
        "Floors: always the commonest %s %s"
            .formatted(dataset.noun(), accuracy(outcome.floors().majority())));
    withoutLayer(dataset, outcome.floors(), outcome.test()).ifPresent(lines::add);
    return lines;
  }

  /**
   * The accuracy beside the published one and that of the training images.
   *
   * @param published empty where nothing was published of such an outcome
   */
  public static List<String> compared(RunRecord.Layer outcome, OptionalDouble published) {
    List<String> sentences = new ArrayList<>();
    double found = outcome.test().accuracy();
    Evaluation.Interval interval = outcome.test().wilson();
    published.ifPresent(
        other ->
            sentences.add(
                "Published was %s: %s the interval (difference %s)."
                    .formatted(
                        accuracy(other),
                        other >= interval.low() && other <= interval.high() ? "inside" : "outside",
                        Words.difference(found - other))));
    sentences.add("Training accuracy: %s.".formatted(accuracy(outcome.train().accuracy())));
    return sentences;
  }

  /** What a readout does that is no better than always answering the commonest class. */
  private static String answersMost(RunRecord record, RunRecord.Layer outcome) {
    int[][] confusion = outcome.confusion();
    int answer = 0;
    int commonest = 0;
    for (int k = 1; k < confusion.length; k++) {
      answer = answered(confusion, k) > answered(confusion, answer) ? k : answer;
      commonest =
          IntStream.of(confusion[k]).sum() > IntStream.of(confusion[commonest]).sum()
              ? k
              : commonest;
    }
    List<String> names = record.dataset().classNames();
    double majority = outcome.floors().majority();
    return ("It answers %s for %s of %s test images; always answering %s, the commonest, would be "
            + "%s (%s).")
        .formatted(
            names.get(answer),
            Words.count(answered(confusion, answer)),
            Words.count(record.dataset().testImages()),
            names.get(commonest),
            outcome.test().wilson().high() < majority
                ? "better"
                : "as good, as far as the interval tells",
            accuracy(majority));
  }

  private static int answered(int[][] confusion, int k) {
    return IntStream.range(0, confusion.length).map(row -> confusion[row][k]).sum();
  }

  /**
   * What a layer is worth beside none; empty where that was not measured.
   *
   * @param test how well its readout reads the test images
   */
  public static Optional<String> withoutLayer(
      DatasetIdentity dataset, Floors floors, RunRecord.Part test) {
    if (floors.pixels().isEmpty()) {
      return Optional.empty();
    }
    double pixels = floors.pixels().getAsDouble();
    double difference = test.accuracy() - pixels;
    boolean chance = test.wilson().low() <= pixels && pixels <= test.wilson().high();
    return Optional.of(
        "Without a layer: logistic regression on the pixels%s reads %s; the layer is worth %s"
            .formatted(
                averaged(dataset),
                accuracy(pixels),
                chance
                    ? "as much, as far as the interval tells"
                    : String.format(
                        Locale.ROOT,
                        "%.4f %s",
                        Math.abs(difference),
                        difference > 0 ? "more" : "less")));
  }

  /** How many pixels were read as one. */
  private static String averaged(DatasetIdentity dataset) {
    int side = Floors.square(new ImageShape(dataset.rows(), dataset.columns()));
    return side == 1 ? "" : " (means of %1$sx%1$s)".formatted(side);
  }
}
