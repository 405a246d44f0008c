package snn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static snn.ParameterAssertions.assertRejected;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpikeStreamTest {

  /** The weights' keys are made like those of a stream, so they count as uses of their own. */
  @Test
  void everyUseHasAnIdOfItsOwn() {
    LongStream features =
        LongStream.of(SpikeStream.TRAIN.id(), SpikeStream.TEST.id(), SpikeStream.TRAIN_AGAIN.id());
    LongStream weights =
        LongStream.of(RandomLinear.WEIGHTS, RandomLinear.CONNECTIONS, SpikeStream.MEASURED_NEURONS);
    LongStream epochs =
        IntStream.range(0, 100_000).mapToLong(epoch -> SpikeStream.adaptation(epoch).id());
    assertThat(LongStream.concat(LongStream.concat(features, weights), epochs).boxed())
        .doesNotHaveDuplicates();
  }

  @Test
  void theLastEpochDoesNotOverflow() {
    assertThat(SpikeStream.adaptation(Integer.MAX_VALUE).id())
        .isGreaterThan(SpikeStream.adaptation(0).id());
  }

  @Test
  void aNegativeEpochIsRejected() {
    assertRejected("epoch", "-1", () -> SpikeStream.adaptation(-1));
  }
}
