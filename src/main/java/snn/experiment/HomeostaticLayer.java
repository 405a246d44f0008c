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
          Optional.empty(),
          true,
          new Experiment.Words(
              "Homeostasis Test Accuracy: {accuracy}",
              "homeostasis",
              "homeostasis",
              "Homeostasis",
              "",
              "",
              List.of(
                  "Test Accuracy: {accuracy}",
                  "Params: hidden={hidden}, tau_ms={tau_ms}, dt_ms={dt_ms}, v_th={v_th}",
                  "Encoding: T={num_steps}, fmax={fmax_hz} Hz",
                  "Homeostasis: target_hz={target_hz}, eta={eta}, ema_alpha={ema_alpha}")));

  private HomeostaticLayer() {}
}
