package snn;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the machine can do at most; run with as many threads as there are processors. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class MachineBenchmark {

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int SUMS = 8;
  private static final int MULTIPLY_ADDS = 1 << 20;
  private static final int BYTES = 1 << 26;

  private final float[] sums = new float[SUMS * FLOATS.length()];
  private final byte[] from = new byte[BYTES];
  private final byte[] to = new byte[BYTES];

  /** Float32 multiply-adds that wait for nothing but the units that do them. */
  @Benchmark
  @OperationsPerInvocation(MULTIPLY_ADDS)
  public float[] multiplyAdds() {
    FloatVector x = FloatVector.broadcast(FLOATS, 0.5f);
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    for (int i = 0; i < MULTIPLY_ADDS; i += SUMS * FLOATS.length()) {
      s0 = s0.fma(x, x);
      s1 = s1.fma(x, x);
      s2 = s2.fma(x, x);
      s3 = s3.fma(x, x);
      s4 = s4.fma(x, x);
      s5 = s5.fma(x, x);
      s6 = s6.fma(x, x);
      s7 = s7.fma(x, x);
    }
    s0.intoArray(sums, 0);
    s1.intoArray(sums, FLOATS.length());
    s2.intoArray(sums, 2 * FLOATS.length());
    s3.intoArray(sums, 3 * FLOATS.length());
    s4.intoArray(sums, 4 * FLOATS.length());
    s5.intoArray(sums, 5 * FLOATS.length());
    s6.intoArray(sums, 6 * FLOATS.length());
    s7.intoArray(sums, 7 * FLOATS.length());
    return sums;
  }

  /** Bytes read and written by a copy too large for the caches. */
  @Benchmark
  @OperationsPerInvocation(2 * BYTES)
  public byte[] copiedBytes() {
    System.arraycopy(from, 0, to, 0, BYTES);
    return to;
  }
}
