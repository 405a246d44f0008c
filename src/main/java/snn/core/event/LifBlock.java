package snn.core.event;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import snn.core.LifParameters;
import snn.core.VectorWidths;

/**
 * Simulates a block of neurons, four vectors wide, through time steps. The equations are those of
 * {@link LifParameters}, in its order. The refractory counter r is kept as the first step at which
 * the neuron may spike again: r[t−1] = 0 exactly when that step is not after t.
 *
 * <p>State lies in registers, so every vector is a variable of its own: the compiler keeps no array
 * of vectors there, and a vector that is handed to a method may become an object. That is why the
 * same steps are written out twice, with the adding up of currents and without.
 */
final class LifBlock implements Block {

  static final VectorSpecies<Float> SPECIES = VectorWidths.FLOATS;
  private static final int LANES = SPECIES.length();
  private static final int WIDTH = 4 * LANES;

  /** Bytes of a vector, and of a row of weights: what one pixel sends to the block. */
  private static final long VECTOR = SPECIES.vectorByteSize();

  private static final long ROW = 4 * VECTOR;

  /** Whether the processor has 32 vector registers; otherwise it has at least 16. */
  private static final boolean MANY_REGISTERS = LANES == 16;

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final boolean sharesDecay;
  private final float threshold;
  private final float deadSteps;

  LifBlock(LifParameters lif) {
    sharesDecay = lif.tauMs().isOne();
    threshold = lif.threshold();
    deadSteps = lif.refractorySteps() + 1f;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public boolean restsWithoutInput() {
    return true;
  }

  @Override
  public void currents(Wiring.Inputs inputs, LineEvents events, int steps, float[] currents) {
    MemorySegment weights = inputs.weights();
    int[] pixels = events.pixels();
    int[] from = events.from();
    int[] to = events.to();
    int firstPixel = inputs.firstPixel();
    for (int t = 0; t < steps; t++) {
      FloatVector a0 = FloatVector.zero(SPECIES);
      FloatVector a1 = a0;
      FloatVector a2 = a0;
      FloatVector a3 = a0;
      int end = to[t];
      for (int e = from[t]; e < end; e++) {
        MemorySegment row = weights.asSlice((pixels[e] - firstPixel) * ROW, ROW);
        a0 = a0.add(vector(row, 0));
        a1 = a1.add(vector(row, 1));
        a2 = a2.add(vector(row, 2));
        a3 = a3.add(vector(row, 3));
      }
      a0.intoArray(currents, t * WIDTH);
      a1.intoArray(currents, t * WIDTH + LANES);
      a2.intoArray(currents, t * WIDTH + 2 * LANES);
      a3.intoArray(currents, t * WIDTH + 3 * LANES);
    }
  }

  @Override
  public void advance(
      Wiring.Inputs inputs, LineEvents events, float[] gains, int block, int steps, State state) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector vTh = FloatVector.broadcast(SPECIES, threshold);
    int first = block * WIDTH;
    float[] membrane = state.membrane();
    float[] readyAt = state.memory()[1];
    float[] decay = state.memory()[LifParameters.DECAY];
    float[] count = state.count();
    FloatVector b0;
    FloatVector b1;
    FloatVector b2;
    FloatVector b3;
    if (sharesDecay) {
      // The compiler sees that the four are equal, and keeps them in one register.
      b0 = FloatVector.broadcast(SPECIES, decay[first]);
      b1 = b0;
      b2 = b0;
      b3 = b0;
    } else {
      b0 = FloatVector.fromArray(SPECIES, decay, first);
      b1 = FloatVector.fromArray(SPECIES, decay, first + LANES);
      b2 = FloatVector.fromArray(SPECIES, decay, first + 2 * LANES);
      b3 = FloatVector.fromArray(SPECIES, decay, first + 3 * LANES);
    }
    FloatVector m0 = FloatVector.fromArray(SPECIES, membrane, first);
    FloatVector m1 = FloatVector.fromArray(SPECIES, membrane, first + LANES);
    FloatVector m2 = FloatVector.fromArray(SPECIES, membrane, first + 2 * LANES);
    FloatVector m3 = FloatVector.fromArray(SPECIES, membrane, first + 3 * LANES);
    FloatVector r0 = FloatVector.fromArray(SPECIES, readyAt, first);
    FloatVector r1 = FloatVector.fromArray(SPECIES, readyAt, first + LANES);
    FloatVector r2 = FloatVector.fromArray(SPECIES, readyAt, first + 2 * LANES);
    FloatVector r3 = FloatVector.fromArray(SPECIES, readyAt, first + 3 * LANES);
    FloatVector c0 = FloatVector.fromArray(SPECIES, count, first);
    FloatVector c1 = FloatVector.fromArray(SPECIES, count, first + LANES);
    FloatVector c2 = FloatVector.fromArray(SPECIES, count, first + 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(SPECIES, count, first + 3 * LANES);

    MemorySegment weights = inputs.weights();
    int[] pixels = events.pixels();
    int[] from = events.from();
    int[] to = events.to();
    int firstPixel = inputs.firstPixel();
    for (int t = 0; t < steps; t++) {
      FloatVector a0 = FloatVector.zero(SPECIES);
      FloatVector a1 = a0;
      FloatVector a2 = a0;
      FloatVector a3 = a0;
      int end = to[t];
      for (int e = from[t]; e < end; e++) {
        MemorySegment row = weights.asSlice((pixels[e] - firstPixel) * ROW, ROW);
        a0 = a0.add(vector(row, 0));
        a1 = a1.add(vector(row, 1));
        a2 = a2.add(vector(row, 2));
        a3 = a3.add(vector(row, 3));
      }
      // Multiplies by gains of 1, too, since a branch would cost more.
      a0 = a0.mul(FloatVector.fromArray(SPECIES, gains, first));
      a1 = a1.mul(FloatVector.fromArray(SPECIES, gains, first + LANES));
      a2 = a2.mul(FloatVector.fromArray(SPECIES, gains, first + 2 * LANES));
      a3 = a3.mul(FloatVector.fromArray(SPECIES, gains, first + 3 * LANES));
      FloatVector now = FloatVector.broadcast(SPECIES, (float) t);
      FloatVector ready = FloatVector.broadcast(SPECIES, t + deadSteps);
      VectorMask<Float> reset;
      VectorMask<Float> spike;

      reset = m0.compare(VectorOperators.GT, vTh);
      m0 = b0.mul(m0).add(a0).lanewise(VectorOperators.SUB, vTh, reset);
      spike = r0.compare(VectorOperators.LE, now, m0.compare(VectorOperators.GT, vTh));
      r0 = r0.blend(ready, spike);
      c0 = c0.lanewise(VectorOperators.ADD, one, spike);

      reset = m1.compare(VectorOperators.GT, vTh);
      m1 = b1.mul(m1).add(a1).lanewise(VectorOperators.SUB, vTh, reset);
      spike = r1.compare(VectorOperators.LE, now, m1.compare(VectorOperators.GT, vTh));
      r1 = r1.blend(ready, spike);
      c1 = c1.lanewise(VectorOperators.ADD, one, spike);

      reset = m2.compare(VectorOperators.GT, vTh);
      m2 = b2.mul(m2).add(a2).lanewise(VectorOperators.SUB, vTh, reset);
      spike = r2.compare(VectorOperators.LE, now, m2.compare(VectorOperators.GT, vTh));
      r2 = r2.blend(ready, spike);
      c2 = c2.lanewise(VectorOperators.ADD, one, spike);

      reset = m3.compare(VectorOperators.GT, vTh);
      m3 = b3.mul(m3).add(a3).lanewise(VectorOperators.SUB, vTh, reset);
      spike = r3.compare(VectorOperators.LE, now, m3.compare(VectorOperators.GT, vTh));
      r3 = r3.blend(ready, spike);
      c3 = c3.lanewise(VectorOperators.ADD, one, spike);
    }

    m0.intoArray(membrane, first);
    m1.intoArray(membrane, first + LANES);
    m2.intoArray(membrane, first + 2 * LANES);
    m3.intoArray(membrane, first + 3 * LANES);
    r0.intoArray(readyAt, first);
    r1.intoArray(readyAt, first + LANES);
    r2.intoArray(readyAt, first + 2 * LANES);
    r3.intoArray(readyAt, first + 3 * LANES);
    c0.intoArray(count, first);
    c1.intoArray(count, first + LANES);
    c2.intoArray(count, first + 2 * LANES);
    c3.intoArray(count, first + 3 * LANES);
  }

  @Override
  public void currents(
      Wiring.Inputs inputs, TrainTable trains, int[] rows, int used, float[] currents) {
    for (int t = 0; t < trains.length(); t += TrainTable.AT_ONCE) {
      if (MANY_REGISTERS) {
        fourSteps(inputs.weights(), trains, rows, used, t, currents);
      } else {
        twoSteps(inputs.weights(), trains, rows, used, t, currents);
        twoSteps(inputs.weights(), trains, rows, used, t + 2, currents);
      }
    }
  }

  /** Currents of four steps, from {@code t} on: 16 sums and a pixel's weights are in registers. */
  private static void fourSteps(
      MemorySegment weights, TrainTable trains, int[] rows, int used, int t, float[] currents) {
    float[] spikes = trains.spikes();
    int length = trains.length();
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector c2 = a0;
    FloatVector c3 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    FloatVector d2 = a0;
    FloatVector d3 = a0;
    for (int q = 0; q < used; q++) {
      MemorySegment row = weights.asSlice(rows[2 * q] * ROW, ROW);
      FloatVector w0 = vector(row, 0);
      FloatVector w1 = vector(row, 1);
      FloatVector w2 = vector(row, 2);
      FloatVector w3 = vector(row, 3);
      int at = rows[2 * q + 1] * length + t;
      FloatVector spike = FloatVector.broadcast(SPECIES, spikes[at]);
      a0 = w0.fma(spike, a0);
      a1 = w1.fma(spike, a1);
      a2 = w2.fma(spike, a2);
      a3 = w3.fma(spike, a3);
      spike = FloatVector.broadcast(SPECIES, spikes[at + 1]);
      b0 = w0.fma(spike, b0);
      b1 = w1.fma(spike, b1);
      b2 = w2.fma(spike, b2);
      b3 = w3.fma(spike, b3);
      spike = FloatVector.broadcast(SPECIES, spikes[at + 2]);
      c0 = w0.fma(spike, c0);
      c1 = w1.fma(spike, c1);
      c2 = w2.fma(spike, c2);
      c3 = w3.fma(spike, c3);
      spike = FloatVector.broadcast(SPECIES, spikes[at + 3]);
      d0 = w0.fma(spike, d0);
      d1 = w1.fma(spike, d1);
      d2 = w2.fma(spike, d2);
      d3 = w3.fma(spike, d3);
    }
    int at = t * WIDTH;
    a0.intoArray(currents, at);
    a1.intoArray(currents, at + LANES);
    a2.intoArray(currents, at + 2 * LANES);
    a3.intoArray(currents, at + 3 * LANES);
    b0.intoArray(currents, at + WIDTH);
    b1.intoArray(currents, at + WIDTH + LANES);
    b2.intoArray(currents, at + WIDTH + 2 * LANES);
    b3.intoArray(currents, at + WIDTH + 3 * LANES);
    c0.intoArray(currents, at + 2 * WIDTH);
    c1.intoArray(currents, at + 2 * WIDTH + LANES);
    c2.intoArray(currents, at + 2 * WIDTH + 2 * LANES);
    c3.intoArray(currents, at + 2 * WIDTH + 3 * LANES);
    d0.intoArray(currents, at + 3 * WIDTH);
    d1.intoArray(currents, at + 3 * WIDTH + LANES);
    d2.intoArray(currents, at + 3 * WIDTH + 2 * LANES);
    d3.intoArray(currents, at + 3 * WIDTH + 3 * LANES);
  }

  /** Currents of two steps, from {@code t} on: 8 sums and a pixel's weights are in registers. */
  private static void twoSteps(
      MemorySegment weights, TrainTable trains, int[] rows, int used, int t, float[] currents) {
    float[] spikes = trains.spikes();
    int length = trains.length();
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    for (int q = 0; q < used; q++) {
      MemorySegment row = weights.asSlice(rows[2 * q] * ROW, ROW);
      FloatVector w0 = vector(row, 0);
      FloatVector w1 = vector(row, 1);
      FloatVector w2 = vector(row, 2);
      FloatVector w3 = vector(row, 3);
      int at = rows[2 * q + 1] * length + t;
      FloatVector spike = FloatVector.broadcast(SPECIES, spikes[at]);
      a0 = w0.fma(spike, a0);
      a1 = w1.fma(spike, a1);
      a2 = w2.fma(spike, a2);
      a3 = w3.fma(spike, a3);
      spike = FloatVector.broadcast(SPECIES, spikes[at + 1]);
      b0 = w0.fma(spike, b0);
      b1 = w1.fma(spike, b1);
      b2 = w2.fma(spike, b2);
      b3 = w3.fma(spike, b3);
    }
    int at = t * WIDTH;
    a0.intoArray(currents, at);
    a1.intoArray(currents, at + LANES);
    a2.intoArray(currents, at + 2 * LANES);
    a3.intoArray(currents, at + 3 * LANES);
    b0.intoArray(currents, at + WIDTH);
    b1.intoArray(currents, at + WIDTH + LANES);
    b2.intoArray(currents, at + WIDTH + 2 * LANES);
    b3.intoArray(currents, at + WIDTH + 3 * LANES);
  }

  @Override
  public void advanceWith(
      float[] currents, float[] gains, int block, int from, int to, State state, long[] spikes) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector vTh = FloatVector.broadcast(SPECIES, threshold);
    int first = block * WIDTH;
    float[] membrane = state.membrane();
    float[] readyAt = state.memory()[1];
    float[] decay = state.memory()[LifParameters.DECAY];
    float[] count = state.count();
    FloatVector b0;
    FloatVector b1;
    FloatVector b2;
    FloatVector b3;
    if (sharesDecay) {
      // The compiler sees that the four are equal, and keeps them in one register.
      b0 = FloatVector.broadcast(SPECIES, decay[first]);
      b1 = b0;
      b2 = b0;
      b3 = b0;
    } else {
      b0 = FloatVector.fromArray(SPECIES, decay, first);
      b1 = FloatVector.fromArray(SPECIES, decay, first + LANES);
      b2 = FloatVector.fromArray(SPECIES, decay, first + 2 * LANES);
      b3 = FloatVector.fromArray(SPECIES, decay, first + 3 * LANES);
    }
    FloatVector m0 = FloatVector.fromArray(SPECIES, membrane, first);
    FloatVector m1 = FloatVector.fromArray(SPECIES, membrane, first + LANES);
    FloatVector m2 = FloatVector.fromArray(SPECIES, membrane, first + 2 * LANES);
    FloatVector m3 = FloatVector.fromArray(SPECIES, membrane, first + 3 * LANES);
    FloatVector r0 = FloatVector.fromArray(SPECIES, readyAt, first);
    FloatVector r1 = FloatVector.fromArray(SPECIES, readyAt, first + LANES);
    FloatVector r2 = FloatVector.fromArray(SPECIES, readyAt, first + 2 * LANES);
    FloatVector r3 = FloatVector.fromArray(SPECIES, readyAt, first + 3 * LANES);
    FloatVector c0 = FloatVector.fromArray(SPECIES, count, first);
    FloatVector c1 = FloatVector.fromArray(SPECIES, count, first + LANES);
    FloatVector c2 = FloatVector.fromArray(SPECIES, count, first + 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(SPECIES, count, first + 3 * LANES);

    for (int t = from; t < to; t++) {
      FloatVector a0 = FloatVector.fromArray(SPECIES, currents, t * WIDTH);
      FloatVector a1 = FloatVector.fromArray(SPECIES, currents, t * WIDTH + LANES);
      FloatVector a2 = FloatVector.fromArray(SPECIES, currents, t * WIDTH + 2 * LANES);
      FloatVector a3 = FloatVector.fromArray(SPECIES, currents, t * WIDTH + 3 * LANES);
      // Multiplies by gains of 1, too, since a branch would cost more.
      a0 = a0.mul(FloatVector.fromArray(SPECIES, gains, first));
      a1 = a1.mul(FloatVector.fromArray(SPECIES, gains, first + LANES));
      a2 = a2.mul(FloatVector.fromArray(SPECIES, gains, first + 2 * LANES));
      a3 = a3.mul(FloatVector.fromArray(SPECIES, gains, first + 3 * LANES));
      FloatVector now = FloatVector.broadcast(SPECIES, (float) t);
      FloatVector ready = FloatVector.broadcast(SPECIES, t + deadSteps);
      VectorMask<Float> reset;
      VectorMask<Float> spike;
      long spiked;

      reset = m0.compare(VectorOperators.GT, vTh);
      m0 = b0.mul(m0).add(a0).lanewise(VectorOperators.SUB, vTh, reset);
      spike = r0.compare(VectorOperators.LE, now, m0.compare(VectorOperators.GT, vTh));
      r0 = r0.blend(ready, spike);
      c0 = c0.lanewise(VectorOperators.ADD, one, spike);
      spiked = spike.toLong();

      reset = m1.compare(VectorOperators.GT, vTh);
      m1 = b1.mul(m1).add(a1).lanewise(VectorOperators.SUB, vTh, reset);
      spike = r1.compare(VectorOperators.LE, now, m1.compare(VectorOperators.GT, vTh));
      r1 = r1.blend(ready, spike);
      c1 = c1.lanewise(VectorOperators.ADD, one, spike);
      spiked |= spike.toLong() << LANES;

      reset = m2.compare(VectorOperators.GT, vTh);
      m2 = b2.mul(m2).add(a2).lanewise(VectorOperators.SUB, vTh, reset);
      spike = r2.compare(VectorOperators.LE, now, m2.compare(VectorOperators.GT, vTh));
      r2 = r2.blend(ready, spike);
      c2 = c2.lanewise(VectorOperators.ADD, one, spike);
      spiked |= spike.toLong() << (2 * LANES);

      reset = m3.compare(VectorOperators.GT, vTh);
      m3 = b3.mul(m3).add(a3).lanewise(VectorOperators.SUB, vTh, reset);
      spike = r3.compare(VectorOperators.LE, now, m3.compare(VectorOperators.GT, vTh));
      r3 = r3.blend(ready, spike);
      c3 = c3.lanewise(VectorOperators.ADD, one, spike);
      spiked |= spike.toLong() << (3 * LANES);
      spikes[t] = spiked;
    }

    m0.intoArray(membrane, first);
    m1.intoArray(membrane, first + LANES);
    m2.intoArray(membrane, first + 2 * LANES);
    m3.intoArray(membrane, first + 3 * LANES);
    r0.intoArray(readyAt, first);
    r1.intoArray(readyAt, first + LANES);
    r2.intoArray(readyAt, first + 2 * LANES);
    r3.intoArray(readyAt, first + 3 * LANES);
    c0.intoArray(count, first);
    c1.intoArray(count, first + LANES);
    c2.intoArray(count, first + 2 * LANES);
    c3.intoArray(count, first + 3 * LANES);
  }

  /** Vector {@code v} of a row of weights. */
  private static FloatVector vector(MemorySegment row, int v) {
    return FloatVector.fromMemorySegment(SPECIES, row, v * VECTOR, ORDER);
  }
}
