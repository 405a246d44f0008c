package snn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitMix64Test {

  /** Powers of two, others, and those of which half of all candidates are rejected. */
  private static final int[] BOUNDS = {
    1, 2, 3, 10, 64, 1000, 60_000, 1 << 30, (1 << 30) + 1, Integer.MAX_VALUE
  };

  private static final long[] WORDS = {
    0xbdd732262feb6e95L, 0x28efe333b266f103L, 0x47526757130f9f52L
  };
  private static final double[] REALS = {0x1.7bae644c5fd6dp-1, 0x1.477f199d93378p-3};
  private static final int[] BOUNDED = {
    0, 1, 0, 2, 59, 71, 58856, 598553390, 517437945, 1962149151
  };

  /** For seed 0: the published first three words, and all that java.util's gives. */
  @Test
  void wordsAreThoseOfTheReference() {
    long[] first = {0xe220a8397b1dcdafL, 0x6e789e6aa1b965f4L, 0x06c45d188009454fL};
    SplittableRandom peer = new SplittableRandom(0);
    for (int n = 1; n <= 100; n++) {
      long word = SplitMix64.mix(n * SplitMix64.GAMMA);
      assertThat(word).isEqualTo(peer.nextLong());
      if (n <= first.length) {
        assertThat(word).isEqualTo(first[n - 1]);
      }
    }
  }

  /** Literal values: they hold whatever Java's own generator becomes. */
  @Test
  void sequencesAreWhatTheyAlwaysWere() {
    SplitMix64 words = new SplitMix64(42);
    assertThat(new long[] {words.nextLong(), words.nextLong(), words.nextLong()})
        .containsExactly(WORDS);
    SplitMix64 numbers = new SplitMix64(42);
    assertThat(new double[] {numbers.nextDouble(), numbers.nextDouble()}).containsExactly(REALS);
    SplitMix64 bounded = new SplitMix64(42);
    assertThat(IntStream.of(BOUNDS).map(bounded::nextInt).toArray()).isEqualTo(BOUNDED);
  }

  /** The order in which results were drawn so far is that of Java's own generator. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 42, -1, 42_000_126L, Long.MIN_VALUE})
  void sequencesAreThoseOfTheReference(long seed) {
    SplitMix64 ours = new SplitMix64(seed);
    SplittableRandom peer = new SplittableRandom(seed);
    assertThat(LongStream.generate(ours::nextLong).limit(50).toArray())
        .isEqualTo(peer.longs(50).toArray());
    for (int bound : BOUNDS) {
      for (int n = 0; n < 50; n++) {
        assertThat(ours.nextInt(bound)).as("below %d", bound).isEqualTo(peer.nextInt(bound));
        assertThat(ours.nextDouble()).isEqualTo(peer.nextDouble());
      }
    }
  }

  @Test
  void aBoundIsPositive() {
    SplitMix64 random = new SplitMix64(0);
    ParameterAssertions.assertRejected("bound", "0", () -> random.nextInt(0));
    ParameterAssertions.assertRejected("bound", "-3", () -> random.nextInt(-3));
  }

  @Test
  void differentPartsGiveDifferentKeys() {
    Set<Long> keys = new HashSet<>();
    int side = 24;
    for (int seed = 0; seed < side; seed++) {
      for (int version = 0; version < side; version++) {
        for (int stream = 0; stream < side; stream++) {
          for (int image = 0; image < side; image++) {
            keys.add(SplitMix64.key(seed, version, stream, image));
          }
        }
      }
    }
    assertThat(keys).hasSize(side * side * side * side);
  }

  @Test
  void keysDependOnTheNumberOfParts() {
    assertThat(SplitMix64.key(1, 0)).isNotEqualTo(SplitMix64.key(1));
    assertThat(SplitMix64.key(0, 1)).isNotEqualTo(SplitMix64.key(1));
  }

  @Test
  void unitLiesAboveZeroAndReachesOne() {
    assertThat(SplitMix64.unit(0)).isEqualTo(0x1.0p-53);
    assertThat(SplitMix64.unit(-1)).isEqualTo(1.0);
    assertThat(SplitMix64.unit(Long.MIN_VALUE)).isEqualTo(0.5 + 0x1.0p-53);
    assertThat(SplitMix64.unit(0x7ff)).as("the low 11 bits are dropped").isEqualTo(0x1.0p-53);
  }
}
