package snn.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkTest {

  @ParameterizedTest
  @CsvSource({
    // limits: neurons, bytes; layer: hidden, steps; chunk: images, steps
    "32768, 67108864, 1024, 100, 32, 100",
    "32768, 67108864, 16384, 100, 2, 100",
    "32768, 67108864, 1, 100, 1335, 16",
    "32768, 67108864, 1, 5, 4274, 5",
    "32768, 67108864, 16384, 65535, 2, 488",
    "32768, 67108864, 1000000, 100, 1, 16",
    "32768, 1, 1000000, 100, 1, 1",
    "4194304, 1073741824, 1024, 100, 4096, 36",
    "4194304, 1073741824, 16384, 1000, 256, 61",
    "4194304, 1073741824, 1, 100, 21372, 16",
    "4194304, 1073741824, 2147483647, 100, 1, 1",
  })
  void itKeepsToTheLimits(
      int neurons, long bytes, int hidden, int numSteps, int images, int steps) {
    assertThat(Chunk.fit(neurons, bytes, 784, hidden, numSteps))
        .isEqualTo(new Chunk(images, steps));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16, 63, 100, 784, 1024, 30_000, 684_784})
  void noLayerTakesMoreThanTheLimits(int hidden) {
    for (int numSteps : new int[] {1, 2, 15, 16, 17, 100, 65_535}) {
      for (long bytes : new long[] {16L << 20, 64L << 20, 1L << 30}) {
        Chunk chunk = Chunk.fit(1 << 22, bytes, 784, hidden, numSteps);
        assertThat((784L + hidden) * 4 * chunk.images() * chunk.steps()).isLessThanOrEqualTo(bytes);
        assertThat((long) chunk.images() * hidden).isLessThanOrEqualTo(1 << 22);
        assertThat(chunk.steps()).isBetween(1, numSteps);
        assertThat(chunk.images()).isPositive();
      }
    }
  }
}
