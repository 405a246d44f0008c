package snn.core;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import snn.SplitMix64;
import snn.data.Drawn;
import snn.data.LabelledImages;

/** Drawing the input spikes of one image at the defaults. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EncoderBenchmark {

  /** 150 pixels that are not black, twice 64 steps each, and seven words until all are decided. */
  private static final int WORDS = 150 * 2 * 7;

  private final LabelledImages images = Drawn.digits(1, 256, 0).train();
  private final Encoder encoder = new Encoder(new RateEncoding(100, 1, 100), 42, Fixtures.PIXELS);
  private int image;

  /** One image after the other. */
  @Benchmark
  public SpikeEvents encode() {
    image = (image + 1) % images.size();
    return encoder.encode(images, image, SpikeStream.TRAIN);
  }

  /** The random words alone that an image takes. */
  @Benchmark
  public long words() {
    long all = 0;
    for (int i = 0; i < WORDS; i++) {
      all += SplitMix64.mix(i * SplitMix64.GAMMA);
    }
    return all;
  }
}
