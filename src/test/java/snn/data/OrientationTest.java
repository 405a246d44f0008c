package snn.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {

  private static final ImageShape STORED = new ImageShape(2, 3);

  /** A directory of two entries, the second of which is the orientation. */
  static byte[] exif(ByteOrder order, int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(40).order(order);
    exif.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(US_ASCII));
    exif.putShort((short) 42).putInt(8).putShort((short) 2);
    exif.putShort((short) 0x0100).putShort((short) 4).putInt(1).putInt(28);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    return exif.array();
  }

  /** How the picture 123/456 is seen, by the figures of the standard. */
  @ParameterizedTest
  @CsvSource({
    "1, 123/456",
    "2, 321/654",
    "3, 654/321",
    "4, 456/123",
    "5, 14/25/36",
    "6, 41/52/63",
    "7, 63/52/41",
    "8, 36/25/14",
    "0, 123/456",
    "9, 123/456"
  })
  void aPictureIsTurned(int number, String seen) {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      Orientation orientation = Orientation.of(ByteBuffer.wrap(exif(order, number)));
      String[] rows = seen.split("/", -1);
      assertThat(orientation.turned(STORED))
          .isEqualTo(new ImageShape(rows.length, rows[0].length()));
      byte[] pixels = new byte[8];
      orientation.turn(new byte[] {'1', '2', '3', '4', '5', '6'}, STORED, pixels, 2);
      assertThat(new String(pixels, 2, 6, US_ASCII)).isEqualTo(String.join("", rows));
    }
  }

  @Test
  void whatIsNoExifTurnsNothing() {
    byte[] whole = exif(ByteOrder.BIG_ENDIAN, 6);
    for (int length = 0; length < 32; length++) {
      assertThat(Orientation.of(ByteBuffer.wrap(Arrays.copyOf(whole, length))))
          .isEqualTo(Orientation.UPRIGHT);
    }
    byte[] nowhere = whole.clone();
    nowhere[4] = (byte) 0xff;
    assertThat(Orientation.of(ByteBuffer.wrap(nowhere))).isEqualTo(Orientation.UPRIGHT);
  }
}
