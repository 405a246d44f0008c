package snn.readout;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import snn.Workers;
import snn.core.FeatureMatrix;

/** What readouts of 60,000 images and 1,024 neurons spend their time on. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ReadoutBenchmark {

  private static final int IMAGES = 60_000;
  private static final int HIDDEN = 1024;

  /** Threads. */
  @Param({"1", "2"})
  public int threads;

  /** The largest count: of a neuron of the published runs, and of nine that are read as one. */
  @Param({"34", "306"})
  public int largest;

  private final double[] point = TestCounts.normal(10 * HIDDEN + 10, 0.01, 2);
  private final double[] gradient = new double[point.length];
  private FeatureMatrix counts;
  private Workers workers;
  private TiledCounts tiles;
  private CountsObjective objective;

  /** Starts the threads. */
  @Setup(Level.Trial)
  public void start() {
    workers = new Workers(threads);
    counts = TestCounts.uniform(IMAGES, HIDDEN, largest, 1);
    Scaling scaling = Scaling.fit(counts);
    tiles = new TiledCounts(counts, 10, scaling.mean(), scaling);
    objective =
        new CountsObjective(
            TrainingSet.of(counts, TestCounts.labels(IMAGES, 3), 10, true), 0, workers);
  }

  /** Ends the threads. */
  @TearDown(Level.Trial)
  public void close() {
    workers.close();
  }

  /** Loss and gradient at one point. */
  @Benchmark
  public double objective() {
    return objective.evaluate(point, gradient);
  }

  /** The Gram matrix. */
  @Benchmark
  public double[][] gram() {
    return Gram.of(tiles, workers);
  }
}
