package snn.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkTest {

  @ParameterizedTest
  @CsvSource({
    // limits: neurons, bytes; layer: hidden, steps; chunk: images, steps
    "32768, 67108864, 1024, 100, 32, 100",
    "32768, 67108864, 16384, 100, 2, 100",
    "32768, 67108864, 1, 100, 32768, 1",
    "32768, 67108864, 16384, 65535, 2, 488",
    "32768, 67108864, 1000000, 100, 1, 16",
    "32768, 1, 1000000, 100, 1, 1",
    "2097152, 2147483648, 1024, 100, 2048, 100",
    "2097152, 2147483648, 16384, 1000, 128, 244",
  })
  void itKeepsToTheLimits(
      int neurons, long bytes, int hidden, int numSteps, int images, int steps) {
    assertThat(Chunk.fit(neurons, bytes, hidden, numSteps)).isEqualTo(new Chunk(images, steps));
  }
}
