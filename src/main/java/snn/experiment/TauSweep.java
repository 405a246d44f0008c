package snn.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The baseline along the membrane time constant. The readout's limit is that of the published run.
 */
final class TauSweep {

  static final Experiment EXPERIMENT =
      new Experiment(
          "tau-sweep",
          List.of("tau_sweep"),
          "Does the membrane time constant matter?",
          Map.of("max_iter", "1000"),
          Optional.of(
              new Experiment.Axis(
                  "tau_ms",
                  "tau_list",
                  "Membrane time constants, with spaces or commas between",
                  "5.0,20.0,50.0",
                  "Membrane time constant τₘ (ms)",
                  "accuracy_vs_tau.png",
                  "Accuracy vs membrane time constant",
                  Optional.empty())),
          false,
          new Experiment.Words(
              "tau={tau_ms} ms -> Test Acc: {accuracy}",
              "tau_sweep",
              "tau_{tau_ms}",
              "tau={tau_ms} ms",
              "tau={tau_ms} ",
              "",
              List.of(
                  "tau_ms={tau_ms}: acc={accuracy}",
                  "Params: hidden={hidden}, dt_ms={dt_ms}, v_th={v_th}",
                  "Encoding: T={num_steps}, fmax={fmax_hz} Hz")));

  private TauSweep() {}
}
