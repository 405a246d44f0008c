package snn.core;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * How wide the vectors of this program are: one width for each type of number, and no class names
 * another.
 *
 * <p>The compiler notes which kinds of vectors each method of the JDK has met in the whole process.
 * Once a method has met two, for example floats of 512 and of 256 bits, a vector that passes
 * through it in a loop becomes an object on the heap, and a kernel that is compiled from then on is
 * three to eight times slower. So a second width, in whatever kernel, slows down all layers and
 * readouts that the process meets later. Numbers of half the size are converted from the lower half
 * of a whole vector instead.
 */
public final class VectorWidths {

  /** Vectors of floats that fill a register of the processor. */
  public static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  /** Vectors of doubles that fill a register of the processor. */
  public static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  /** Vectors of longs that fill a register of the processor. */
  public static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

  /** Vectors of ints that fill a register of the processor. */
  public static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  /** Vectors with as many lanes as {@link #FLOATS}, each half as wide. */
  public static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));

  /**
   * As many lanes as {@link #FLOATS}, each a quarter as wide; but no vector has fewer than 64 bits,
   * so twice as many where there are only four.
   */
  public static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(
          byte.class, VectorShape.forBitSize(Math.max(64, FLOATS.vectorBitSize() / 4)));

  private VectorWidths() {}
}
