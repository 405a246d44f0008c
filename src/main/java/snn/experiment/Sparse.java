package snn.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sparse connectivity. The readout's defaults are those of the published numbers. */
final class Sparse {

  static final Experiment EXPERIMENT =
      new Experiment(
          "sparse",
          List.of(),
          "Does it help when a neuron sees few of the inputs?",
          Map.of("p_connect", "0.05", "scale_features", "false", "max_iter", "200"),
          Optional.empty(),
          false,
          new Experiment.Words(
              "Sparse p={p_connect} Test Accuracy: {accuracy}",
              "sparse_p{p_connect}",
              "sparse_p{p_connect}",
              "Sparse p={p_connect}",
              "",
              "sparse_p{p_connect}_filters.png",
              List.of(
                  "Test Accuracy: {accuracy}",
                  "Params: hidden={hidden}, tau_ms={tau_ms}, dt_ms={dt_ms}, v_th={v_th}",
                  "Weights: N({w_mean}, {w_std}), p_connect={p_connect}, excitatory-only",
                  "Encoding: T={num_steps}, fmax={fmax_hz} Hz")));

  private Sparse() {}
}
