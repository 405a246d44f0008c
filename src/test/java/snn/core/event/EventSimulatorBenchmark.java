package snn.core.event;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import snn.cli.Main;
import snn.core.Encoding;
import snn.core.Fixtures;
import snn.core.Homeostasis;
import snn.core.LifParameters;
import snn.core.Network;
import snn.core.RandomLinear;
import snn.core.RateEncoding;
import snn.core.SpikeStream;
import snn.data.Drawn;
import snn.data.LabelledImages;

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

  /** Whether the process has run layers of other kinds before, and their readouts. */
  @Param({"false", "true"})
  public boolean others;

  private final LabelledImages images = Drawn.digits(1, 256, 0).train();
  private final float[] gains = Homeostasis.ones(HIDDEN);
  private final int[] image = new int[1];
  private Workers workers;
  private EventSimulator simulator;

  /** Draws the layer. */
  @Setup(Level.Trial)
  public void draw() {
    if (others) {
      run("sparse");
      run("tau-sweep");
      run("homeostasis");
      run("sparse", "--tau_ms=5..200", "--readout_of=first_spike");
      run("sparse", "--tau_ms=5..200");
    }
    workers = new Workers(1);
    LifParameters lif = new LifParameters(20, 1, 2, 1);
    Encoding encoding = new RateEncoding(100, 1, 100);
    RandomLinear weights = Fixtures.draw(Fixtures.sparse(0.5, 0.1, connect), HIDDEN, 42, workers);
    simulator = new EventSimulator(new Network(encoding, 42, weights, lif), workers);
  }

  private static void run(String... args) {
    Stream<String> small =
        Stream.of(
            "--dataset=strokes",
            "--hidden=256",
            "--max_iter=20",
            "--output_dir=target/benchmark",
            "--fig_dir=target/benchmark");
    String[] words = Stream.concat(Stream.of(args), small).toArray(String[]::new);
    if (Main.run(System.out, System.err, 0, words) != 0) {
      throw new IllegalStateException("a run before it failed");
    }
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
