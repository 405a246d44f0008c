package snn.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The experiment whose neurons each see one edge in a patch of the image. */
final class Fields {

  static final Experiment EXPERIMENT =
      local(
          "fields",
          "Fields",
          "What if each neuron looks at one edge?",
          Map.of("weights", "gabor", "C", "auto", "C_rule", "one-se"),
          "hidden neurons",
          "");

  /**
   * An experiment with neurons that look at patches of the image, and an axis of their number.
   *
   * @param name as the command line has it, and its files and figures
   * @param title the name with a capital letter
   * @param counted what {@code --hidden} counts
   * @param weights what the report says of the weights besides their law, sides and norm
   */
  static Experiment local(
      String name,
      String title,
      String question,
      Map<String, String> presets,
      String counted,
      String weights) {
    String label = Character.toUpperCase(counted.charAt(0)) + counted.substring(1);
    return new Experiment(
        name,
        List.of(),
        question,
        presets,
        Optional.of(
            new Experiment.Axis(
                "hidden",
                "hidden_list",
                "Several numbers of %s, with spaces or commas between; each is a layer of its own"
                    .formatted(counted),
                "",
                label,
                "accuracy_vs_hidden.png",
                "Accuracy vs " + counted,
                Optional.of(
                    words(
                        name,
                        weights,
                        "hidden={hidden} -> Test Acc: {accuracy}",
                        name + "_sizes",
                        "hidden={hidden} ",
                        "hidden={hidden}: acc={accuracy}",
                        "")))),
        false,
        words(
            name,
            weights,
            title + " Test Accuracy: {accuracy}",
            name + "_{hidden}",
            "",
            "Test Accuracy: {accuracy}",
            "hidden={hidden}, "));
  }

  private static Experiment.Words words(
      String name,
      String weights,
      String line,
      String file,
      String bars,
      String first,
      String hidden) {
    return new Experiment.Words(
        line,
        file,
        name + "_{hidden}",
        "{hidden} " + name,
        bars,
        name + "_{hidden}_filters.png",
        List.of(
            first,
            "Params: " + hidden + "tau_ms={tau_ms}, dt_ms={dt_ms}, v_th={v_th}",
            "Weights: {weights}, sides {patch_min} to {patch_max}, norm {w_norm}" + weights,
            "Encoding: T={num_steps}, fmax={fmax_hz} Hz"));
  }

  private Fields() {}
}
