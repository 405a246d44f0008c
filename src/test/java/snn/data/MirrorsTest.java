package snn.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import snn.Progress;
import snn.Sha256;

/** The mirrors alone; what becomes of the files, {@link MnistTest} tests. */
class MirrorsTest {

  /** It needs more time for all than it may take to send a part. */
  @Test
  void aServerMayBeSlowAsLongAsItSends() throws IOException {
    byte[] noise = new byte[200_000];
    new SplittableRandom(1).nextBytes(noise);
    byte[] packed = IdxFixtures.gzip(noise);
    Duration limit = Duration.ofSeconds(2);
    try (MirrorServer slow =
        new MirrorServer(MirrorServer.inParts(packed, 1 << 14, Duration.ofMillis(200)))) {
      Mirrors mirrors = new Mirrors(List.of(slow.uri()), limit, limit);
      assertThat(
              mirrors.fetch(
                  new Mirrors.Published("noise", noise.length, Sha256.hex(noise)), Progress.NONE))
          .isEqualTo(packed);
    }
  }
}
