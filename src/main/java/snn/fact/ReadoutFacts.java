package snn.fact;

import java.util.LinkedHashMap;
import java.util.Map;
import snn.Words;

/** How a readout was fitted, in a sentence. */
public final class ReadoutFacts {

  private ReadoutFacts() {}

  /** Which readout it is, its options, and where its minimiser stopped. */
  public static String of(Result result) {
    Map<String, Object> options = new LinkedHashMap<>(result.values());
    if (result.outcome().readout().get("options") instanceof Map<?, ?> fitted) {
      fitted.forEach((name, value) -> options.put(String.valueOf(name), value));
    }
    StringBuilder text = new StringBuilder("Readout: ");
    String kind = Words.text(options.get("readout"));
    text.append(
        switch (kind) {
          case "logreg" -> "logistic regression";
          case "ridge" -> "ridge regression";
          case "nearest-mean" -> "the nearest class mean";
          default -> kind;
        });
    if (options.containsKey("penalty")) {
      if ("none".equals(options.get("penalty"))) {
        text.append(", no penalty");
      } else {
        text.append(", ").append(Words.text(options.get("penalty"))).append(" penalty");
        text.append(" with C = ").append(Words.value(options.get("C")));
        if ("auto".equals(result.values().get("C"))) {
          text.append(" (chosen on training images that were held out, rule ");
          text.append(Words.text(options.get("C_rule"))).append(')');
        }
      }
    }
    if (options.get("scale_features") instanceof Boolean scaled) {
      text.append(scaled ? ", features scaled" : ", features not scaled");
    }
    if (options.containsKey("solver")) {
      text.append(", solver ").append(Words.text(options.get("solver")));
    }
    if (result.outcome().readout().get("minimum") instanceof Map<?, ?> minimum) {
      text.append(
          switch (String.valueOf(minimum.get("stop"))) {
            case "converged" -> "; converged after ";
            case "iteration_limit" -> "; stopped, not converged, at the limit of ";
            default -> "; made no further progress after ";
          });
      text.append(Words.count(((Number) minimum.get("iterations")).longValue()));
      text.append(" iterations, at loss ");
      text.append(Words.number(((Number) minimum.get("loss")).doubleValue()));
      text.append(", max|gradient| ");
      text.append(Words.number(((Number) minimum.get("max_gradient")).doubleValue()));
    }
    return text.append('.').toString();
  }
}
