package snn.core;

/**
 * SplitMix64 as a counter-based generator: word number n of the sequence with key k is {@code mix(k
 * + n · GAMMA)}.
 *
 * <p>Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA
 * 2014; the finaliser is D. Stafford's variant 13.
 */
final class SplitMix64 {

  /** Distance between the counters of successive words: 2⁶⁴ over the golden ratio, odd. */
  static final long GAMMA = 0x9e3779b97f4a7c15L;

  private SplitMix64() {}

  /** A bijection of 64-bit words that leaves no visible trace of its argument. */
  static long mix(long word) {
    long z = word;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** The key of the sequence that {@code parts} name, in their order. */
  static long key(long... parts) {
    long key = GAMMA;
    for (long part : parts) {
      key = mix(key + part * GAMMA) + GAMMA;
    }
    return key;
  }

  /** A real number in (0, 1], a multiple of 2⁻⁵³, from a word. */
  static double unit(long word) {
    return ((word >>> 11) + 1) * 0x1.0p-53;
  }
}
