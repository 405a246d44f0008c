package snn;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source of the vectors: NIST, "Example values" of FIPS 180-4. */
class Sha256Test {

  @ParameterizedTest
  @CsvSource({
    "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
        + "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  })
  void publishedVectors(String message, String hex) {
    assertThat(Sha256.hex(message.getBytes(US_ASCII))).isEqualTo(hex);
  }

  @Test
  void aMillionLettersInParts() {
    byte[] part = new byte[1000];
    Arrays.fill(part, (byte) 'a');
    var digest = Sha256.digest();
    for (int i = 0; i < 1000; i++) {
      digest.update(part);
    }
    assertThat(Sha256.hex(digest))
        .isEqualTo("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  }

  @Test
  void floatsAreLittleEndian() {
    float[] values = new float[5000];
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      values[i] = 1f / (i - 7);
      bytes.putFloat(values[i]);
    }
    assertThat(Sha256.hex(values)).isEqualTo(Sha256.hex(bytes.array()));
  }
}
