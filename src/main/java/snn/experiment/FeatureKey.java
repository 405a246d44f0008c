package snn.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import snn.core.Feature;
import snn.core.SpikeStream;
import snn.data.DatasetIdentity;

/**
 * All that the features of a layer follow from: equal keys, equal features.
 *
 * @param dataset the images
 * @param streamVersion {@link SpikeStream#VERSION}
 * @param layer plain values of the layer's parameters, by their names
 */
public record FeatureKey(DatasetIdentity dataset, int streamVersion, Map<String, Object> layer) {

  /** Whole numbers are as long as they come: a file does not tell how long they were. */
  public FeatureKey {
    Map<String, Object> values = new LinkedHashMap<>(layer);
    values.replaceAll((_, value) -> value instanceof Integer i ? (Object) i.longValue() : value);
    layer = values;
  }

  static FeatureKey of(DatasetIdentity dataset, Settings settings) {
    Map<String, Object> layer = settings.layerValues();
    // Features that were made when there was nothing but counts are still those.
    layer.remove("readout_of", Feature.COUNTS.toString());
    return new FeatureKey(dataset, SpikeStream.VERSION, layer);
  }
}
