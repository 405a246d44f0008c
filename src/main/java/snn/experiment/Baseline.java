package snn.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The experiment with a plain dense layer. */
final class Baseline {

  static final Experiment EXPERIMENT =
      new Experiment(
          "baseline",
          List.of(),
          "How well can digits be read from a plain dense layer?",
          Map.of(),
          Optional.empty(),
          false,
          new Experiment.Words(
              "Baseline Test Accuracy: {accuracy}",
              "baseline",
              "baseline",
              "Baseline",
              "",
              "baseline_initial_filters.png",
              List.of(
                  "Test Accuracy: {accuracy}",
                  "Params: hidden={hidden}, tau_ms={tau_ms}, dt_ms={dt_ms}, v_th={v_th}",
                  "Weights: N( {w_mean}, {w_std}) excitatory-only",
                  "Encoding: T={num_steps}, fmax={fmax_hz} Hz")));

  private Baseline() {}
}
