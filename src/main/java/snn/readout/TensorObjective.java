package snn.readout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import snn.core.FeatureMatrix;
import snn.core.tensor.TensorDevice;

/**
 * {@link LogisticObjective} over spike counts on a tensor device. The counts stay there, as small
 * as they are; a block of rows at a time becomes float64, and all products and sums are float64.
 * Coefficients travel to the device, the loss and its gradient back.
 *
 * <p>Scaling is applied to the coefficients: with xᵢⱼ the counts, the logits are Σⱼ xᵢⱼ · vₖⱼ + bₖ
 * − Σⱼ meanⱼ · vₖⱼ, where vₖⱼ = wₖⱼ / deviationⱼ.
 */
final class TensorObjective implements LogisticObjective {

  /** Size of a block of rows as float64. */
  private static final long BLOCK_BYTES = 512L << 20;

  private final TensorDevice device;
  private final NDManager manager;
  private final List<Block> blocks;
  private final Scaling scaling;
  private final double lambda;
  private final int images;
  private final int hidden;
  private final int classes;

  /**
   * A block of rows on the device.
   *
   * @param counts [rows, H], uint8 or float32
   * @param targets 1 at the label and 0 elsewhere, [rows, K], float64
   */
  private record Block(NDArray counts, NDArray targets) {}

  /**
   * Sends a training set to the device.
   *
   * @param lambda λ, 0 for no penalty
   * @throws snn.core.tensor.DeviceException if the device has too little memory for it
   */
  TensorObjective(TrainingSet train, double lambda, TensorDevice device) {
    this(
        train,
        lambda,
        device,
        (int) Math.max(1, BLOCK_BYTES / Double.BYTES / train.counts().hidden()));
  }

  TensorObjective(TrainingSet train, double lambda, TensorDevice device, int blockRows) {
    this.classes = train.classes();
    this.scaling = train.scaling();
    this.lambda = lambda;
    this.device = device;
    images = train.counts().images();
    hidden = train.counts().hidden();
    manager = device.manager().newSubManager();
    blocks = device.fill(manager, () -> blocks(train.counts(), train.labels(), blockRows));
  }

  private List<Block> blocks(FeatureMatrix counts, byte[] labels, int blockRows) {
    List<Block> sent = new ArrayList<>();
    for (int first = 0; first < images; first += blockRows) {
      int rows = Math.min(blockRows, images - first);
      sent.add(new Block(counts(counts, first, rows), targets(labels, first, rows)));
    }
    return sent;
  }

  private NDArray counts(FeatureMatrix counts, int first, int rows) {
    Shape shape = new Shape(rows, hidden);
    if (counts.fitBytes()) {
      ByteBuffer bytes = ByteBuffer.allocate(rows * hidden);
      for (int image = first; image < first + rows; image++) {
        bytes.put(counts.bytes(image), counts.at(image), hidden);
      }
      return manager.create(bytes.flip(), shape, DataType.UINT8);
    }
    // DJL has no unsigned 16-bit numbers.
    float[] floats = new float[rows * hidden];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < hidden; j++) {
        floats[i * hidden + j] = counts.get(first + i, j);
      }
    }
    return manager.create(floats, shape);
  }

  private NDArray targets(byte[] labels, int first, int rows) {
    double[] targets = new double[rows * classes];
    for (int i = 0; i < rows; i++) {
      targets[i * classes + (labels[first + i] & 0xff)] = 1.0;
    }
    return manager.create(targets, new Shape(rows, classes));
  }

  @Override
  public int dimension() {
    return classes * hidden + classes;
  }

  @Override
  public double evaluate(double[] coefficients, double[] gradient) {
    return device.compute(() -> evaluated(coefficients, gradient));
  }

  private double evaluated(double[] coefficients, double[] gradient) {
    try (NDManager scratch = manager.newSubManager()) {
      NDArray sent = scratch.create(ofCounts(coefficients));
      NDArray weights =
          sent.get(new NDIndex(":{}", classes * hidden)).reshape(classes, hidden).transpose();
      NDArray intercepts = sent.get(new NDIndex("{}:", classes * hidden));
      NDArray products = scratch.zeros(new Shape(classes, hidden), DataType.FLOAT64);
      NDArray residuals = scratch.zeros(new Shape(classes), DataType.FLOAT64);
      NDArray logLikelihood = scratch.zeros(new Shape(1), DataType.FLOAT64);
      for (Block block : blocks) {
        try (NDManager blockManager = scratch.newSubManager()) {
          NDArray counts = block.counts.toType(DataType.FLOAT64, true);
          counts.attach(blockManager);
          NDArray logits = counts.matMul(weights);
          logits.addi(intercepts);
          NDArray logs = logits.logSoftmax(1);
          logLikelihood.addi(logs.mul(block.targets).sum());
          NDArray residual = logs.exp();
          residual.subi(block.targets);
          residuals.addi(residual.sum(new int[] {0}));
          products.addi(residual.transpose().matMul(counts));
        }
      }
      NDArray all = NDArrays.concat(new NDList(products.flatten(), residuals, logLikelihood));
      return collect(coefficients, all.toDoubleArray(), gradient);
    }
  }

  /** Coefficients of unscaled counts: v, [K, H], and their intercepts, [K]. */
  private double[] ofCounts(double[] w) {
    double[] sent = new double[w.length];
    for (int k = 0; k < classes; k++) {
      double intercept = w[classes * hidden + k];
      for (int j = 0; j < hidden; j++) {
        double v = w[k * hidden + j] / scaling.deviation()[j];
        sent[k * hidden + j] = v;
        intercept -= scaling.mean()[j] * v;
      }
      sent[classes * hidden + k] = intercept;
    }
    return sent;
  }

  /**
   * Converts sums over counts to the loss and gradient of scaled coefficients.
   *
   * @param sums Σᵢ rᵢₖ xᵢⱼ, [K, H]; Σᵢ rᵢₖ, [K]; Σᵢ log softmax(…)[yᵢ]
   */
  private double collect(double[] w, double[] sums, double[] gradient) {
    double squares = 0;
    for (int k = 0; k < classes; k++) {
      double residual = sums[classes * hidden + k];
      for (int j = 0; j < hidden; j++) {
        int q = k * hidden + j;
        double product = (sums[q] - scaling.mean()[j] * residual) / scaling.deviation()[j];
        gradient[q] = product / images + lambda * w[q];
        squares += w[q] * w[q];
      }
      gradient[classes * hidden + k] = residual / images;
    }
    // The maximum turns -0.0, which is printed with its sign, into 0.0.
    return Math.max(0.0, -sums[sums.length - 1] / images) + lambda / 2 * squares;
  }

  @Override
  public void close() {
    manager.close();
  }
}
