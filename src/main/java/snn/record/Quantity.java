package snn.record;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** A number of a run that other programs ask for, by the name of its column in {@link RunTable}. */
public enum Quantity {
  /** Share of test images read rightly. */
  TEST_ACCURACY,
  /** Share of training images that are read rightly. */
  TRAIN_ACCURACY,
  /**
   * The same of a tenth of the training images, read by a readout that has not seen them; in no
   * record and no table, see {@link snn.experiment.HeldOut}.
   */
  HELD_OUT_ACCURACY,
  /** F where the minimiser stopped. */
  LOSS,
  /** Steps of the minimiser. */
  ITERATIONS,
  /** Mean over the layer. */
  MEAN_RATE_HZ,
  /** Share of counts at the ceiling. */
  CEILING_SHARE,
  /** Share of neurons that never spike. */
  SILENT_SHARE,
  /** What the layer tells of the images. */
  INFORMATION_BITS,
  /** Share of the counts' variance that a second draw repeats. */
  RELIABILITY,
  /** Number of directions in which the counts vary. */
  PARTICIPATION_RATIO,
  /** Accumulates an image. */
  SYNAPTIC_OPERATIONS,
  /** Updates of membranes an image. */
  MEMBRANE_UPDATES,
  /** Share of neurons and steps without a spike. */
  ACTIVATION_SPARSITY,
  /** Time for the spike counts. */
  FEATURES_SECONDS,
  /** Time for the fit. */
  READOUT_SECONDS,
  /** Time for all layers. */
  TOTAL_SECONDS,
  /** Largest resident size. */
  PEAK_MEMORY_BYTES;

  /** The column's name. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is there only where the layer was shown images a second time. */
  public boolean isMeasured() {
    return switch (this) {
      case INFORMATION_BITS,
          RELIABILITY,
          PARTICIPATION_RATIO,
          SYNAPTIC_OPERATIONS,
          MEMBRANE_UPDATES,
          ACTIVATION_SPARSITY ->
          true;
      default -> false;
    };
  }

  /**
   * That of each outcome of a run, in their order; empty where there is none, as of the loss of a
   * readout in closed form.
   */
  public List<OptionalDouble> of(RunRecord run) {
    return RunTable.rows(run).stream().map(this::of).toList();
  }

  private OptionalDouble of(Map<String, Object> row) {
    return row.get(toString()) instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }
}
