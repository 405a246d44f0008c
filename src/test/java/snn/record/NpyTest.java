package snn.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import snn.data.DataException;

class NpyTest {

  private static byte[] written(Npy array) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    array.writeTo(out);
    return out.toByteArray();
  }

  private static Npy reread(Npy array) throws IOException {
    return Npy.read(written(array), "a.npy");
  }

  /** As {@code numpy.save} of NumPy 1.24 writes {@code [[1, -2.5, inf], [0, 3, 1e-45]]}. */
  @Test
  void theBytesAreThoseOfNumPy() throws IOException {
    byte[] file =
        written(
            Npy.of(new float[] {1, -2.5f, Float.POSITIVE_INFINITY, 0, 3, Float.MIN_VALUE}, 2, 3));
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
    assertThat(HexFormat.of().formatHex(file, 0, 10)).isEqualTo("934e554d505901007600");
    assertThat(new String(file, 10, 118, StandardCharsets.ISO_8859_1))
        .isEqualTo(header + " ".repeat(117 - header.length()) + "\n");
    assertThat(HexFormat.of().formatHex(file, 128, file.length))
        .isEqualTo("0000803f" + "000020c0" + "0000807f" + "00000000" + "00004040" + "01000000");
  }

  @Test
  void oneAxisHasItsComma() throws IOException {
    assertThat(new String(written(Npy.of(new byte[] {7}, 1)), StandardCharsets.ISO_8859_1))
        .contains("'descr': '|u1', 'fortran_order': False, 'shape': (1,), }");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10, 12345, 1_000_000})
  void theValuesBeginAtAMultipleOf64(int length) throws IOException {
    byte[] file = written(Npy.of(new byte[length], length));
    assertThat((file.length - length) % 64).isZero();
    assertThat(file[file.length - length - 1]).isEqualTo((byte) '\n');
  }

  @Test
  void bytesComeBack() throws IOException {
    byte[] values = {0, 1, 127, -128, -1, 9};
    Npy array = reread(Npy.of(values, 3, 2));
    assertThat(array.type()).isEqualTo(Npy.Type.UINT8);
    assertThat(array.shape()).containsExactly(3, 2);
    assertThat(array.bytes()).isEqualTo(values);
  }

  @Test
  void shortsComeBack() throws IOException {
    short[] values = {0, 256, -1};
    Npy array = reread(Npy.of(values, 3));
    assertThat(array.type()).isEqualTo(Npy.Type.UINT16);
    assertThat(array.shape()).containsExactly(3);
    assertThat(array.shorts()).isEqualTo(values);
  }

  @Test
  void floatsComeBackBitByBit() throws IOException {
    float[] values = {0.1f, -0f, Float.NaN, Float.MIN_VALUE};
    assertThat(reread(Npy.of(values, 2, 2)).floats()).isEqualTo(values);
  }

  @Test
  void doublesComeBackBitByBit() throws IOException {
    double[] values = {0.1, -0.0, Double.NaN, Double.MIN_VALUE, 1e300, 3};
    Npy array = reread(Npy.of(values, 1, 2, 3));
    assertThat(array.shape()).containsExactly(1, 2, 3);
    assertThat(array.doubles()).isEqualTo(values);
  }

  @Test
  void aShapeMustHoldTheValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Npy.of(new float[5], 2, 3))
        .withMessageContaining("20 bytes are no FLOAT32 of shape [2, 3]");
  }

  private static void assertRefused(byte[] file, String why) {
    assertThatThrownBy(() -> Npy.read(file, "a.npy"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a.npy " + why);
  }

  private static byte[] replaced(byte[] file, String from, String to) {
    return new String(file, StandardCharsets.ISO_8859_1)
        .replace(from, to)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void otherAndDamagedFilesAreRefused() throws IOException {
    byte[] file = written(Npy.of(new float[6], 2, 3));
    assertRefused(new byte[0], "is no .npy file");
    assertRefused(replaced(file, "NUMPY", "NUMPI"), "is no .npy file");
    assertRefused(Arrays.copyOf(file, 100), "is cut off");
    assertRefused(Arrays.copyOf(file, file.length - 1), "is damaged");
    assertRefused(Arrays.copyOf(file, file.length + 1), "is damaged");
    assertRefused(replaced(file, "(2, 3)", "(2, 4)"), "is damaged");
    assertRefused(replaced(file, "False, 'shape'", "True,  'shape'"), "has a header other than");
    assertRefused(Arrays.copyOf(file, 9), "is cut off");
    assertRefused(
        replaced(file, "False, 'shape': (2, 3), }", "True, 'shape': (2, 3), } "),
        "must be row-major, found 'fortran_order': True");
    assertRefused(
        replaced(file, "<f4", ">f4"), "must hold values of type |u1, <u2, <f4, <f8, found >f4");
    file[6] = 2;
    assertRefused(file, "must be a .npy file of version 1.0, found 2.0");
  }
}
