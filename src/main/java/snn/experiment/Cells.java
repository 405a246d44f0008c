package snn.experiment;

import java.util.Map;

/** The experiment with input spikes without randomness, and pools of neurons. */
final class Cells {

  static final Experiment EXPERIMENT =
      Fields.local(
          "cells",
          "Cells",
          "What if the input has no noise, and neighbours are read as one?",
          Map.ofEntries(
              Map.entry("weights", "gabor"),
              Map.entry("patch_min", "5"),
              Map.entry("patch_max", "5"),
              Map.entry("patch_margin", "2"),
              Map.entry("mean_free", "true"),
              Map.entry("w_norm", "0.75"),
              Map.entry("encoding", "regular"),
              Map.entry("phase", "half"),
              Map.entry("intensity", "sqrt"),
              Map.entry("fmax_hz", "1000.0"),
              Map.entry("pool", "7"),
              Map.entry("readout_of", "sqrt_counts"),
              Map.entry("C", "auto")),
          "features",
          ", pools of {pool} x {pool}");

  private Cells() {}
}
