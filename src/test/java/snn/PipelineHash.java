package snn;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import snn.core.FeatureMatrix;
import snn.core.Fixtures;
import snn.core.Homeostasis;
import snn.core.LifParameters;
import snn.core.Network;
import snn.core.RandomLinear;
import snn.core.RateEncoding;
import snn.core.SpikeStream;
import snn.core.event.EventSimulator;
import snn.data.Drawn;
import snn.data.LabelledImages;
import snn.measure.Information;
import snn.readout.Fitting;
import snn.readout.LogisticRegression;
import snn.readout.Readout;
import snn.readout.ReadoutFit;

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
    LabelledImages images = Drawn.digits(1, IMAGES, 0).train();
    try (Workers workers = new Workers(1)) {
      RandomLinear weights = Fixtures.draw(Fixtures.sparse(0.5, 0.1, 0.05), HIDDEN, 3, workers);
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
      Network network =
          new Network(
              new RateEncoding(numSteps, 1, 100), 3, weights, new LifParameters(20, 1, 0, 1));
      FeatureMatrix counts = counts(images, network, SpikeStream.TRAIN, workers);
      digest.update(counts.sha256().getBytes(StandardCharsets.US_ASCII));
      digest.update(information(images, network, counts, workers));
      for (String name : Readout.KIND.parts().keySet()) {
        update(
            digest,
            counts,
            images.labels(),
            Readout.KIND.read(Map.of("readout", name, "max_iter", 2)),
            workers);
      }
      for (LogisticRegression.Solver solver : LogisticRegression.Solver.values()) {
        String penalty = solver == LogisticRegression.Solver.LBFGS_GRAM ? "l2" : "none";
        update(
            digest,
            counts,
            images.labels(),
            Readout.KIND.read(Map.of("solver", solver, "penalty", penalty, "max_iter", 2)),
            workers);
      }
    }
    return Sha256.hex(digest);
  }

  private static byte[] information(
      LabelledImages images, Network network, FeatureMatrix counts, Workers workers) {
    FeatureMatrix again = counts(images, network, SpikeStream.TRAIN_AGAIN, workers);
    return Information.of(counts, again, workers).toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static FeatureMatrix counts(
      LabelledImages images, Network network, SpikeStream stream, Workers workers) {
    try (EventSimulator simulator = new EventSimulator(network, workers)) {
      float[] gains = Homeostasis.ones(HIDDEN);
      return Fixtures.counts(
          simulator, images, stream, gains, Progress.NONE.start("", IMAGES, "it"));
    }
  }

  private static void update(
      MessageDigest digest, FeatureMatrix counts, byte[] labels, Readout readout, Workers workers) {
    ReadoutFit fit =
        ReadoutFit.fit(
            counts,
            labels,
            10,
            readout,
            true,
            new Fitting(1, Optional.empty(), workers, Progress.NONE));
    double[] coefficients = fit.linear().orElseThrow().coefficients();
    ByteBuffer bytes = ByteBuffer.allocate((coefficients.length + 1) * Double.BYTES);
    // The certificate comes from float64 kernels.
    bytes.asDoubleBuffer().put(coefficients).put(fit.certificate().orElse(0));
    digest.update(bytes.array());
    digest.update(fit.model().predict(counts, workers));
  }
}
