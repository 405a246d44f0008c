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

  /** Stores whole numbers as long, since files do not tell int from long. */
  public FeatureKey {
    Map<String, Object> values = new LinkedHashMap<>(layer);
    values.replaceAll((_, value) -> value instanceof Integer i ? (Object) i.longValue() : value);
    layer = values;
  }

  /** Makes the key of the features of a layer that sees these images. */
  public static FeatureKey of(DatasetIdentity dataset, Settings settings) {
    Map<String, Object> layer = settings.layerValues();
    // The default is left out, so that features saved before the parameter existed are found.
    layer.remove("readout_of", Feature.COUNTS.toString());
    return new FeatureKey(dataset, SpikeStream.VERSION, layer);
  }
}
