package snn;

/**
 * SplitMix64, the only random number generator of the program, so that a result depends on its seed
 * and on nothing that a newer Java may change. Its words are covered by the version of the spike
 * streams.
 *
 * <p>Word number n ≥ 1 of the sequence with key k is {@code mix(k + n · GAMMA)}. The static methods
 * use it as a counter-based generator, with words in any order; an object gives them one after the
 * other.
 *
 * <p>Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA
 * 2014; the finalisers are D. Stafford's variants 13, for 64 bits, and 4, for 32. A sequence is
 * that of {@code java.util.SplittableRandom} with the same seed in Java 17 to 25.
 */
public final class SplitMix64 {

  /** Distance between the counters of successive words: 2⁶⁴ over the golden ratio, odd. */
  public static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long counter;

  /** The sequence with this key. */
  public SplitMix64(long key) {
    counter = key;
  }

  /** The finaliser: a bijection of 64-bit words whose values look random. */
  public static long mix(long word) {
    long z = word;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** The key of the sequence that {@code parts} name, in their order. */
  public static long key(long... parts) {
    long key = GAMMA;
    for (long part : parts) {
      key = mix(key + part * GAMMA) + GAMMA;
    }
    return key;
  }

  /** A real number in (0, 1], a multiple of 2⁻⁵³, from a word. */
  public static double unit(long word) {
    return ((word >>> 11) + 1) * 0x1.0p-53;
  }

  /** The next word. */
  public long nextLong() {
    counter += GAMMA;
    return mix(counter);
  }

  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /**
   * Uniform in 0 … {@code bound} − 1.
   *
   * @param bound at least 1
   */
  public int nextInt(int bound) {
    InvalidParameterException.requireIn("bound", bound, 1, Integer.MAX_VALUE);
    if (Integer.bitCount(bound) == 1) {
      return nextWord32() & (bound - 1);
    }
    // The last, incomplete run of remainders among 2³¹ numbers would favour small ones.
    int run = (int) ((1L << 31) / bound) * bound;
    int number;
    do {
      number = nextWord32() >>> 1;
    } while (number >= run);
    return number % bound;
  }

  /** The next word with the finaliser for 32 bits. */
  private int nextWord32() {
    counter += GAMMA;
    long z = counter;
    z = (z ^ (z >>> 33)) * 0x62a9d9ed799705f5L;
    return (int) (((z ^ (z >>> 28)) * 0xcb24d0a5c88c35b3L) >>> 32);
  }
}
