package snn.page;

import io.pebbletemplates.pebble.extension.escaper.SafeString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import snn.data.DatasetIdentity;
import snn.picture.Showing;
import tools.jackson.databind.json.JsonMapper;

/** Data for the script of a page, as JSON that ends no element. */
final class Play {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Votes that are shown; of more classes those that end highest. */
  private static final int MOST_VOTES = 12;

  private Play() {}

  /** The first image, step by step. */
  static SafeString data(DatasetIdentity dataset, Showing showing) {
    double[] end = showing.votes()[showing.steps() - 1];
    int[] classes =
        IntStream.range(0, end.length)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> -end[k]))
            .limit(MOST_VOTES)
            .sorted()
            .mapToInt(k -> k)
            .toArray();
    List<double[]> votes = new ArrayList<>();
    for (double[] step : showing.votes()) {
      double low = Arrays.stream(step).min().orElse(0);
      double high = Arrays.stream(step).max().orElse(1);
      votes.add(
          IntStream.of(classes)
              .mapToDouble(
                  k -> high > low ? Math.rint(1000 * (step[k] - low) / (high - low)) / 1000 : 0)
              .toArray());
    }
    List<int[]> spikes = new ArrayList<>();
    for (boolean[] neuron : showing.spikes()) {
      spikes.add(IntStream.range(0, showing.steps()).filter(t -> neuron[t]).toArray());
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("rows", dataset.rows());
    data.put("columns", dataset.columns());
    data.put("steps", showing.steps());
    data.put("label", dataset.classNames().get(showing.label()));
    data.put("names", IntStream.of(classes).mapToObj(dataset.classNames()::get).toList());
    data.put("inputs", showing.inputs());
    data.put("spikes", spikes);
    data.put("votes", votes);
    return json(data);
  }

  /** A value as JSON within a page. */
  static SafeString json(Object value) {
    return new SafeString(
        MAPPER
            .writeValueAsString(value)
            .replace("&", "\\u0026")
            .replace("<", "\\u003c")
            .replace(">", "\\u003e")
            .replace("\u2028", "\\u2028")
            .replace("\u2029", "\\u2029"));
  }
}
