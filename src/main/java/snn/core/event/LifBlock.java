package snn.core.event;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import snn.core.LifParameters;
import snn.core.SpikeEvents;
import snn.core.VectorWidths;

/**
 * Takes a block of neurons, four vectors wide, through time steps. The equations are those of
 * {@link LifParameters}, in its order. The refractory counter r is kept as the first step at which
 * the neuron may spike again: r[t−1] = 0 exactly when that step is not after t.
 */
final class LifBlock implements Block {

  static final VectorSpecies<Float> SPECIES = VectorWidths.FLOATS;
  private static final int LANES = SPECIES.length();
  private static final int WIDTH = 4 * LANES;

  /** Bytes of a vector, and of a pixel's weights to the block. */
  private static final long VECTOR = SPECIES.vectorByteSize();

  private static final long ROW = 4 * VECTOR;

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final float[] NONE = {};
  private static final SpikeEvents NO_EVENTS = new SpikeEvents(0, 0);

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
  public void advance(
      MemorySegment weights,
      float[] gains,
      int block,
      SpikeEvents events,
      int from,
      int to,
      State state) {
    advance(weights, events, gains, block, from, to, state, NONE);
  }

  @Override
  public void advanceWith(float[] currents, float[] gains, int block, int steps, State state) {
    advance(MemorySegment.NULL, NO_EVENTS, gains, block, 0, steps, state, currents);
  }

  @Override
  public void currents(MemorySegment weights, SpikeEvents events, int steps, float[] currents) {
    int[] offsets = events.offsets();
    int[] pixels = events.pixels();
    for (int t = 0; t < steps; t++) {
      FloatVector a0 = FloatVector.zero(SPECIES);
      FloatVector a1 = a0;
      FloatVector a2 = a0;
      FloatVector a3 = a0;
      int end = offsets[t + 1];
      for (int e = offsets[t]; e < end; e++) {
        MemorySegment row = weights.asSlice(pixels[e] * ROW, ROW);
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

  /** Takes currents from the array, where it has any, else from the events. */
  private void advance(
      MemorySegment weights,
      SpikeEvents events,
      float[] gains,
      int block,
      int from,
      int to,
      State state,
      float[] currents) {
    boolean given = currents.length > 0;
    FloatVector zero = FloatVector.zero(SPECIES);
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
      // The compiler sees which of the two it was, and keeps one register for all.
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

    int[] offsets = events.offsets();
    int[] pixels = events.pixels();
    for (int t = from; t < to; t++) {
      FloatVector a0 = zero;
      FloatVector a1 = zero;
      FloatVector a2 = zero;
      FloatVector a3 = zero;
      if (given) {
        a0 = FloatVector.fromArray(SPECIES, currents, t * WIDTH);
        a1 = FloatVector.fromArray(SPECIES, currents, t * WIDTH + LANES);
        a2 = FloatVector.fromArray(SPECIES, currents, t * WIDTH + 2 * LANES);
        a3 = FloatVector.fromArray(SPECIES, currents, t * WIDTH + 3 * LANES);
      } else {
        int end = offsets[t + 1];
        for (int e = offsets[t]; e < end; e++) {
          MemorySegment row = weights.asSlice(pixels[e] * ROW, ROW);
          a0 = a0.add(vector(row, 0));
          a1 = a1.add(vector(row, 1));
          a2 = a2.add(vector(row, 2));
          a3 = a3.add(vector(row, 3));
        }
      }
      // Also where all gains are 1: a branch costs more.
      a0 = a0.mul(FloatVector.fromArray(SPECIES, gains, first));
      a1 = a1.mul(FloatVector.fromArray(SPECIES, gains, first + LANES));
      a2 = a2.mul(FloatVector.fromArray(SPECIES, gains, first + 2 * LANES));
      a3 = a3.mul(FloatVector.fromArray(SPECIES, gains, first + 3 * LANES));
      FloatVector now = FloatVector.broadcast(SPECIES, (float) t);
      FloatVector ready = FloatVector.broadcast(SPECIES, t + deadSteps);
      FloatVector reset;
      VectorMask<Float> spike;

      reset = zero.blend(vTh, m0.compare(VectorOperators.GT, vTh));
      m0 = b0.mul(m0).add(a0).sub(reset);
      spike = m0.compare(VectorOperators.GT, vTh).and(r0.compare(VectorOperators.LE, now));
      r0 = r0.blend(ready, spike);
      c0 = c0.add(zero.blend(one, spike));

      reset = zero.blend(vTh, m1.compare(VectorOperators.GT, vTh));
      m1 = b1.mul(m1).add(a1).sub(reset);
      spike = m1.compare(VectorOperators.GT, vTh).and(r1.compare(VectorOperators.LE, now));
      r1 = r1.blend(ready, spike);
      c1 = c1.add(zero.blend(one, spike));

      reset = zero.blend(vTh, m2.compare(VectorOperators.GT, vTh));
      m2 = b2.mul(m2).add(a2).sub(reset);
      spike = m2.compare(VectorOperators.GT, vTh).and(r2.compare(VectorOperators.LE, now));
      r2 = r2.blend(ready, spike);
      c2 = c2.add(zero.blend(one, spike));

      reset = zero.blend(vTh, m3.compare(VectorOperators.GT, vTh));
      m3 = b3.mul(m3).add(a3).sub(reset);
      spike = m3.compare(VectorOperators.GT, vTh).and(r3.compare(VectorOperators.LE, now));
      r3 = r3.blend(ready, spike);
      c3 = c3.add(zero.blend(one, spike));
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

  /** Vector {@code v} of a pixel's weights. */
  private static FloatVector vector(MemorySegment row, int v) {
    return FloatVector.fromMemorySegment(SPECIES, row, v * VECTOR, ORDER);
  }
}
