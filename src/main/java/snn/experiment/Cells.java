package snn.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Quiet input, and neighbours that are read as one. */
final class Cells {

  static final Experiment EXPERIMENT =
      new Experiment(
          "cells",
          List.of(),
          "What if the input is quiet, and neighbours are read as one?",
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
              Map.entry("C", "auto"),
              Map.entry("C_rule", "one-se")),
          Optional.of(
              new Experiment.Axis(
                  "hidden",
                  "hidden_list",
                  "Several numbers of features, with spaces or commas between; each is a"
                      + " layer of its own",
                  "",
                  "Features",
                  "accuracy_vs_hidden.png",
                  "Accuracy vs features",
                  Optional.of(
                      words(
                          "hidden={hidden} -> Test Acc: {accuracy}",
                          "cells_sizes",
                          "hidden={hidden} ",
                          "hidden={hidden}: acc={accuracy}",
                          "")))),
          false,
          words(
              "Cells Test Accuracy: {accuracy}",
              "cells_{hidden}",
              "",
              "Test Accuracy: {accuracy}",
              "hidden={hidden}, "));

  private static Experiment.Words words(
      String line, String file, String bars, String first, String hidden) {
    return new Experiment.Words(
        line,
        file,
        "cells_{hidden}",
        "{hidden} cells",
        bars,
        "cells_{hidden}_filters.png",
        List.of(
            first,
            "Params: " + hidden + "tau_ms={tau_ms}, dt_ms={dt_ms}, v_th={v_th}",
            "Weights: {weights}, sides {patch_min} to {patch_max}, norm {w_norm}, pools of {pool} x"
                + " {pool}",
            "Encoding: T={num_steps}, fmax={fmax_hz} Hz"));
  }

  private Cells() {}
}
