package snn.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Neurons that look at an edge each. */
final class Fields {

  static final Experiment EXPERIMENT =
      new Experiment(
          "fields",
          List.of(),
          "What if each neuron looks at one edge?",
          Map.of("weights", "gabor", "C", "auto", "C_rule", "one-se"),
          Optional.of(
              new Experiment.Axis(
                  "hidden",
                  "hidden_list",
                  "Several numbers of hidden neurons, with spaces or commas between; each is a"
                      + " layer of its own",
                  "",
                  "Hidden neurons",
                  "accuracy_vs_hidden.png",
                  "Accuracy vs hidden neurons",
                  Optional.of(
                      words(
                          "hidden={hidden} -> Test Acc: {accuracy}",
                          "fields_sizes",
                          "hidden={hidden} ",
                          "hidden={hidden}: acc={accuracy}",
                          "")))),
          false,
          words(
              "Fields Test Accuracy: {accuracy}",
              "fields_{hidden}",
              "",
              "Test Accuracy: {accuracy}",
              "hidden={hidden}, "));

  private static Experiment.Words words(
      String line, String file, String bars, String first, String hidden) {
    return new Experiment.Words(
        line,
        file,
        "fields_{hidden}",
        "{hidden} fields",
        bars,
        "fields_{hidden}_filters.png",
        List.of(
            first,
            "Params: " + hidden + "tau_ms={tau_ms}, dt_ms={dt_ms}, v_th={v_th}",
            "Weights: {weights}, sides {patch_min} to {patch_max}, norm {w_norm}",
            "Encoding: T={num_steps}, fmax={fmax_hz} Hz"));
  }

  private Fields() {}
}
