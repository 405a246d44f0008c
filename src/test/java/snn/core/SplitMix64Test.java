package snn.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitMix64Test {

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
