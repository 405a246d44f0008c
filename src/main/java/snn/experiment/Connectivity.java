package snn.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The experiment that varies the baseline's probability of a connection. */
final class Connectivity {

  static final Experiment EXPERIMENT =
      new Experiment(
          "connectivity",
          List.of(),
          "How few inputs does a neuron need?",
          Map.of(),
          Optional.of(
              new Experiment.Axis(
                  "p_connect",
                  "p_connect_list",
                  "Probabilities that an input is connected, with spaces or commas between",
                  "0.01,0.02,0.05,0.1,0.2,0.5,1.0",
                  "Probability of a connection",
                  "accuracy_vs_p_connect.png",
                  "Accuracy vs connectivity",
                  Optional.empty())),
          false,
          new Experiment.Words(
              "p_connect={p_connect} -> Test Acc: {accuracy}",
              "connectivity",
              "connectivity_p{p_connect}",
              "p_connect={p_connect}",
              "p_connect={p_connect} ",
              "connectivity_p{p_connect}_filters.png",
              List.of(
                  "p_connect={p_connect}: acc={accuracy}",
                  "Params: hidden={hidden}, tau_ms={tau_ms}, dt_ms={dt_ms}, v_th={v_th}",
                  "Weights: N({w_mean}, {w_std}), excitatory-only",
                  "Encoding: T={num_steps}, fmax={fmax_hz} Hz")));

  private Connectivity() {}
}
