package snn.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Homeostatic gain control. The readout's defaults are those of the published numbers. */
final class HomeostaticLayer {

  static final Experiment EXPERIMENT =
      new Experiment(
          "homeostasis",
          List.of(),
          "Does homeostatic gain control help?",
          Map.of("scale_features", "false", "max_iter", "200"),
          Optional.of(
              new Experiment.Axis(
                  "target_hz",
                  "target_list",
                  "Several target rates, with spaces or commas between; each is a layer of its own",
                  "",
                  "Target rate (Hz)",
                  "accuracy_vs_target.png",
                  "Accuracy vs target rate",
                  Optional.of(
                      new Experiment.Words(
                          "target_hz={target_hz} -> Test Acc: {accuracy}",
                          "homeostasis_targets",
                          "homeostasis_{target_hz}hz",
                          "Homeostasis, {target_hz} Hz",
                          "target_hz={target_hz} ",
                          "",
                          head("target_hz={target_hz}: acc={accuracy}", ""))))),
          true,
          new Experiment.Words(
              "Homeostasis Test Accuracy: {accuracy}",
              "homeostasis",
              "homeostasis",
              "Homeostasis",
              "",
              "",
              head("Test Accuracy: {accuracy}", "target_hz={target_hz}, ")));

  private static List<String> head(String first, String target) {
    return List.of(
        first,
        "Params: hidden={hidden}, tau_ms={tau_ms}, dt_ms={dt_ms}, v_th={v_th}",
        "Encoding: T={num_steps}, fmax={fmax_hz} Hz",
        "Homeostasis: " + target + "eta={eta}, ema_alpha={ema_alpha}");
  }

  private HomeostaticLayer() {}
}
