package snn.record;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import snn.AtomicFiles;
import snn.InvalidParameterException;
import snn.Numbers;
import snn.core.Encoding;
import snn.core.Feature;
import snn.core.LifParameters;
import snn.core.Neuron;
import snn.experiment.Model;

/**
 * A model as a graph of the neuromorphic intermediate representation, NIR, which other simulators
 * and chips read: an HDF5 file.
 *
 * <pre>
 *  input [N] → layer: Linear, W [H, N] → neurons: LIF [H] → readout: Affine, V [K, H], b [K] → output [K]
 *
 *  of pools of M / H neurons, which are read as one:
 *  input [N] → layer: Linear, W [M, N] → neurons: LIF [M] → pools: Linear, 0 and 1 [H, M] → readout …
 *
 *  τ v′ = (v_leak − v) + r I, spike where v &gt; v_threshold      with dt:  v ← v + (dt/τ) (r I − v)
 * </pre>
 *
 * <p>With τ = dt / (1 − β), in seconds, r = 1 and weights W / (1 − β), a step of that is β v + W s,
 * as {@link LifParameters} has it. Some importers take r for 1, whatever it is: norse's and Lava's.
 * Gains are multiplied into the weights, and scaling into the readout, whose bias is a T-th of the
 * intercept: summed over the T steps of an image its outputs are the logits.
 *
 * <p>NIR's LIF is reset to v_reset and has no refractory period. How these neurons differ from that
 * stands in their {@code metadata}, and in {@link #untold}.
 *
 * <p>Source: J. E. Pedersen et al., "Neuromorphic intermediate representation: a unified
 * instruction set for interoperable brain-inspired computing", Nature Communications 15, 2024; its
 * library {@code nir}, for the file.
 */
public final class NirFile {

  /** Version of the nir library whose files have these groups. */
  private static final String VERSION = "1.0.6";

  private static final String INPUT = "input";
  private static final String LAYER = "layer";
  private static final String NEURONS = "neurons";
  private static final String POOLS = "pools";
  private static final String READOUT = "readout";
  private static final String OUTPUT = "output";

  /** The largest matrix of features and neurons: half a gigabyte of zeros, and some ones. */
  private static final int MOST_SUMS = 1 << 27;

  private NirFile() {}

  /** What of a model NIR has no field for. */
  public static List<String> untold(Model model) {
    LifParameters lif = lif(model);
    return List.of(
        "NIR resets a neuron to v_reset: these subtract their threshold, one step after they cross"
            + " it",
        ("NIR has no refractory period: these have one of %s steps, in which the potential goes"
                + " on, and its reset")
            .formatted(lif.refractorySteps()),
        "NIR has no clock: a step is %s s, and an image takes %s of them"
            .formatted(Numbers.python(seconds(lif)), model.settings().encoding().numSteps()));
  }

  /**
   * Writes the graph.
   *
   * @throws InvalidParameterException if NIR has no node for what the model is made of
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, Model model) throws IOException {
    requireNodes(model);
    AtomicFiles.writeByPath(
        file,
        draft -> {
          try (WritableHdfFile hdf = HdfFile.write(draft)) {
            hdf.putDataset("version", VERSION);
            graph(hdf.putGroup("node"), model);
          }
        });
  }

  /**
   * Checks that there are nodes for what a model is made of.
   *
   * @throws InvalidParameterException if there are not
   */
  public static void requireNodes(Model model) {
    Neuron neuron = model.settings().neuron();
    if (!(neuron instanceof LifParameters)) {
      throw new InvalidParameterException(
          "nir",
          "needs a model of {neuron} lif, for which there is a node, found "
              + Neuron.KIND.nameOf(neuron));
    }
    double sums = (double) model.settings().hidden() * model.settings().neurons();
    if (isPooled(model) && sums > MOST_SUMS) {
      throw new InvalidParameterException(
          "nir",
          ("has no node for pools but a matrix of features and neurons, which may have %s"
                  + " elements, found %s x %s; use a smaller {hidden} or {pool}")
              .formatted(MOST_SUMS, model.settings().hidden(), model.settings().neurons()));
    }
    if (model.settings().feature() != Feature.COUNTS) {
      throw new InvalidParameterException(
          "nir",
          "needs a model of {readout_of} counts, since nodes pass spikes on step by step, found "
              + model.settings().feature());
    }
    if (Arrays.stream(leak(model)).anyMatch(part -> part == 0)) {
      throw new InvalidParameterException(
          "nir",
          "needs neurons that leak, found a {tau_ms} so long that nothing is lost in a step");
    }
  }

  private static boolean isPooled(Model model) {
    return model.settings().pool().neurons() > 1;
  }

  /** What adds up the spikes of neurons that are read as one, [H, M]. */
  private static float[][] sums(Model model) {
    int pooled = model.settings().pool().neurons();
    float[][] sums = new float[model.settings().hidden()][model.settings().neurons()];
    for (int h = 0; h < sums.length; h++) {
      Arrays.fill(sums[h], h * pooled, (h + 1) * pooled, 1f);
    }
    return sums;
  }

  private static LifParameters lif(Model model) {
    return (LifParameters) model.settings().neuron();
  }

  private static double seconds(LifParameters lif) {
    return lif.dtMs() / 1000;
  }

  private static void graph(WritableGroup graph, Model model) {
    graph.putDataset("type", "NIRGraph");
    List<String> path =
        isPooled(model)
            ? List.of(INPUT, LAYER, NEURONS, POOLS, READOUT, OUTPUT)
            : List.of(INPUT, LAYER, NEURONS, READOUT, OUTPUT);
    graph.putDataset(
        "edges",
        IntStream.range(1, path.size())
            .mapToObj(i -> new String[] {path.get(i - 1), path.get(i)})
            .toArray(String[][]::new));
    WritableGroup about = graph.putGroup("metadata");
    Encoding encoding = model.settings().encoding();
    about.putDataset("dt", encoding.dtMs() / 1000);
    about.putDataset("num_steps", (long) encoding.numSteps());
    about.putDataset("encoding", Encoding.KIND.nameOf(encoding));
    about.putDataset("classes", model.dataset().classNames().toArray(String[]::new));

    WritableGroup nodes = graph.putGroup("nodes");
    node(nodes, INPUT, "Input").putDataset("shape", new long[] {model.shape().pixels()});
    WritableGroup layer = node(nodes, LAYER, "Linear");
    double[] leak = leak(model);
    layer.putDataset("weight", weights(model, leak));
    layer.putGroup("metadata").putDataset("gains", model.gains());
    neurons(node(nodes, NEURONS, "LIF"), lif(model), leak);
    if (isPooled(model)) {
      node(nodes, POOLS, "Linear").putDataset("weight", sums(model));
    }
    readout(node(nodes, READOUT, "Affine"), model);
    node(nodes, OUTPUT, "Output").putDataset("shape", new long[] {model.readout().classes()});
  }

  private static WritableGroup node(WritableGroup nodes, String name, String type) {
    WritableGroup node = nodes.putGroup(name);
    node.putDataset("type", type);
    return node;
  }

  /** 1 − β of the neurons. */
  private static double[] leak(Model model) {
    long seed = model.settings().seed();
    return IntStream.range(0, model.settings().neurons())
        .mapToDouble(j -> 1 - (double) lif(model).decay(seed, j))
        .toArray();
  }

  private static float[][] weights(Model model, double[] leak) {
    int inputs = model.shape().pixels();
    float[][] weights = new float[leak.length][inputs];
    for (int j = 0; j < leak.length; j++) {
      for (int i = 0; i < inputs; i++) {
        weights[j][i] = (float) (model.gains()[j] * model.weights()[j * inputs + i] / leak[j]);
      }
    }
    return weights;
  }

  private static void neurons(WritableGroup node, LifParameters lif, double[] leak) {
    int hidden = leak.length;
    double[] r = new double[hidden];
    Arrays.fill(r, 1);
    float[] threshold = new float[hidden];
    Arrays.fill(threshold, lif.threshold());
    node.putDataset("tau", Arrays.stream(leak).map(part -> seconds(lif) / part).toArray());
    node.putDataset("r", r);
    node.putDataset("v_leak", new float[hidden]);
    node.putDataset("v_threshold", threshold);
    node.putDataset("v_reset", new float[hidden]);
    WritableGroup about = node.putGroup("metadata");
    about.putDataset("dt", seconds(lif));
    about.putDataset("reset_mechanism", "subtract");
    about.putDataset("reset_delay_steps", 1L);
    about.putDataset("refractory_steps", (long) lif.refractorySteps());
  }

  private static void readout(WritableGroup node, Model model) {
    double[][] unscaled = model.linear().unscaled();
    int hidden = model.settings().hidden();
    float[][] weight = new float[unscaled.length][hidden];
    float[] bias = new float[unscaled.length];
    for (int k = 0; k < unscaled.length; k++) {
      for (int j = 0; j < hidden; j++) {
        weight[k][j] = (float) unscaled[k][j];
      }
      bias[k] = (float) (unscaled[k][hidden] / model.settings().encoding().numSteps());
    }
    node.putDataset("weight", weight);
    node.putDataset("bias", bias);
    node.putGroup("metadata").putDataset("logits", "the sum of the outputs over num_steps steps");
  }
}
