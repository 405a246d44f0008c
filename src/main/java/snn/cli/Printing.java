package snn.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import snn.InvalidParameterException;
import snn.Numbers;
import snn.experiment.HeldOut;
import snn.experiment.Plan;
import snn.part.Param;
import snn.part.Part;
import snn.record.MeanInterval;
import snn.record.Quantity;
import snn.record.RunRecord;

/**
 * What stdout gets.
 *
 * @param print a number for another program; empty for lines for a user
 */
record Printing(
    @Param(
            help =
                "Print that number alone, and all else on stderr, for programs that search:"
                    + " test_accuracy, held_out_accuracy (of a tenth of the training images, read"
                    + " by a second readout that has not seen them), or another column of collect;"
                    + " a line for each layer, of several seeds their mean (default: none)",
            unit = "NAME",
            result = false)
        Optional<Quantity> print)
    implements Part {

  /** Where lines for a user go. */
  PrintStream lines(Terminal terminal) {
    return print.isEmpty() ? terminal.out() : terminal.err();
  }

  /** Whether the readout is to be fitted a second time. */
  boolean holdsOut() {
    return print.equals(Optional.of(Quantity.HELD_OUT_ACCURACY));
  }

  /**
   * Checks that a plan will have the number.
   *
   * @param train training images
   * @throws InvalidParameterException if not
   */
  void requireThere(Plan plan, int train) {
    if (holdsOut()) {
      HeldOut.requireFits(plan, train);
    }
    if (print.isPresent() && print.get().isMeasured() && !plan.extent().information()) {
      throw new InvalidParameterException(
          "print", "must be measured, found %s and --no-information".formatted(print.get()));
    }
  }

  /** What it takes besides the run, in bytes. */
  double bytes(Plan plan) {
    return holdsOut() ? HeldOut.bytes(plan) : 0;
  }

  /**
   * Prints the number.
   *
   * @param heldOut accuracies of all outcomes, where they are asked for
   */
  void print(RunRecord record, List<Double> heldOut, Terminal terminal) {
    if (print.isEmpty()) {
      return;
    }
    List<OptionalDouble> values =
        holdsOut() ? heldOut.stream().map(OptionalDouble::of).toList() : print.get().of(record);
    int seeds = (int) record.outcomes().stream().map(RunRecord.Layer::seed).distinct().count();
    int layers = values.size() / seeds;
    List<String> lines = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      int first = layer;
      double[] repeats =
          IntStream.range(0, seeds)
              .mapToDouble(seed -> values.get(seed * layers + first).orElse(Double.NaN))
              .toArray();
      double mean = seeds == 1 ? repeats[0] : MeanInterval.of(repeats).mean();
      lines.add(Double.isNaN(mean) ? "nan" : Numbers.python(mean));
    }
    lines.forEach(terminal.out()::println);
  }
}
