package snn;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.OptionalDouble;
import snn.core.Encoding;
import snn.core.Homeostasis;
import snn.core.LifParameters;
import snn.core.Network;
import snn.core.PoissonEncoder;
import snn.core.RandomLinear;
import snn.core.SpikeCounts;
import snn.core.SpikeStream;
import snn.core.WeightDistribution;
import snn.core.event.EventSimulator;
import snn.data.LabelledImages;
import snn.data.StrokeDigits;
import snn.readout.ReadoutFit;
import snn.readout.ReadoutOptions;

/**
 * A program that goes the whole way from digits to coefficients on a tiny problem and prints a hash
 * of every bit of the results.
 */
final class PipelineHash {

  private static final int IMAGES = 10;
  private static final int HIDDEN = 37;

  private PipelineHash() {}

  /** Prints {@link #hash} of as many repetitions as the only argument says. */
  public static void main(String[] args) {
    System.out.println(hash(Integer.parseInt(args[0])));
  }

  /**
   * The hash.
   *
   * @param repetitions how often the computation is done again, so that the compilers come into
   *     play
   * @throws IllegalStateException if results differ
   */
  static String hash(int repetitions) {
    LabelledImages images = StrokeDigits.generate(1, IMAGES, 0).train();
    try (Workers workers = new Workers(1)) {
      RandomLinear weights =
          RandomLinear.draw(new WeightDistribution(0.5, 0.1, 0.05), HIDDEN, 3, workers);
      String hash = compute(images, weights, workers);
      for (int i = 0; i < repetitions; i++) {
        if (!compute(images, weights, workers).equals(hash)) {
          throw new IllegalStateException("repetition " + i + " differs");
        }
      }
      return hash;
    }
  }

  private static String compute(LabelledImages images, RandomLinear weights, Workers workers) {
    MessageDigest digest = Sha256.digest();
    // Without a refractory period, counts of 15 steps fit a byte, those of 256 do not.
    for (int numSteps : new int[] {15, 256}) {
      PoissonEncoder encoder = new PoissonEncoder(new Encoding(numSteps, 1, 100), 3);
      Network network = new Network(encoder, weights, new LifParameters(20, 1, 0, 1));
      SpikeCounts counts = counts(images, network, workers);
      digest.update(counts.sha256().getBytes(StandardCharsets.US_ASCII));
      ReadoutOptions.Solver[] solvers = ReadoutOptions.Solver.values();
      update(digest, counts, images.labels(), ReadoutOptions.Kind.RIDGE, solvers[0], workers);
      for (ReadoutOptions.Solver solver : solvers) {
        update(digest, counts, images.labels(), ReadoutOptions.Kind.LOGREG, solver, workers);
      }
    }
    return Sha256.hex(digest);
  }

  private static SpikeCounts counts(LabelledImages images, Network network, Workers workers) {
    try (EventSimulator simulator = new EventSimulator(network, workers)) {
      float[] gains = Homeostasis.none(HIDDEN);
      return simulator.counts(
          images, SpikeStream.TRAIN, gains, Progress.NONE.start("", IMAGES, "it"));
    }
  }

  private static void update(
      MessageDigest digest,
      SpikeCounts counts,
      byte[] labels,
      ReadoutOptions.Kind kind,
      ReadoutOptions.Solver solver,
      Workers workers) {
    ReadoutOptions options =
        new ReadoutOptions(
            kind,
            solver,
            OptionalDouble.of(1),
            solver == ReadoutOptions.Solver.LBFGS_GRAM
                ? ReadoutOptions.Penalty.L2
                : ReadoutOptions.Penalty.NONE,
            true,
            2,
            ReadoutOptions.TOLERANCE,
            ReadoutOptions.GAP);
    ReadoutFit fit = ReadoutFit.fit(counts, labels, options, 1, workers, Progress.NONE);
    double[] coefficients = fit.model().coefficients();
    ByteBuffer bytes = ByteBuffer.allocate((coefficients.length + 1) * Double.BYTES);
    // The certificate comes from float64 kernels.
    bytes.asDoubleBuffer().put(coefficients).put(fit.certificate().orElse(0));
    digest.update(bytes.array());
    digest.update(fit.model().predict(counts, workers));
  }
}
