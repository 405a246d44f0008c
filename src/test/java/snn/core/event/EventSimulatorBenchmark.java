package snn.core.event;

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
import snn.core.Encoding;
import snn.core.Homeostasis;
import snn.core.LifParameters;
import snn.core.Network;
import snn.core.PoissonEncoder;
import snn.core.RandomLinear;
import snn.core.SpikeStream;
import snn.core.WeightDistribution;
import snn.data.LabelledImages;
import snn.data.StrokeDigits;

/** One image through 1,024 neurons on one thread, the drawing of its input spikes included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class EventSimulatorBenchmark {

  private static final int HIDDEN = 1024;

  /** Probability of a connection. */
  @Param({"1.0", "0.05"})
  public double connect;

  private final LabelledImages images = StrokeDigits.generate(1, 256, 0).train();
  private final float[] gains = Homeostasis.none(HIDDEN);
  private final int[] image = new int[1];
  private Workers workers;
  private EventSimulator simulator;

  /** Draws the layer. */
  @Setup(Level.Trial)
  public void draw() {
    workers = new Workers(1);
    WeightDistribution distribution =
        new WeightDistribution(WeightDistribution.W_MEAN, WeightDistribution.W_STD, connect);
    LifParameters lif =
        new LifParameters(
            LifParameters.TAU_MS, LifParameters.DT_MS, LifParameters.T_REF_MS, LifParameters.V_TH);
    Encoding encoding = new Encoding(Encoding.NUM_STEPS, LifParameters.DT_MS, Encoding.FMAX_HZ);
    RandomLinear weights = RandomLinear.draw(distribution, HIDDEN, 42, workers);
    simulator =
        new EventSimulator(new Network(new PoissonEncoder(encoding, 42), weights, lif), workers);
  }

  /** Ends the threads. */
  @TearDown(Level.Trial)
  public void close() {
    simulator.close();
    workers.close();
  }

  /** One image after the other. */
  @Benchmark
  public long[] simulate() {
    image[0] = (image[0] + 1) % images.size();
    return simulator.totals(images, image, SpikeStream.TRAIN, gains);
  }
}
