package snn.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegTest {

  private static final ImageShape SHAPE = new ImageShape(16, 24);

  private static final String JFIF = "JFIF\0\1\1\0\0\1\0\1\0\0";

  @TempDir private Path folder;

  private static BufferedImage colours() {
    BufferedImage image =
        new BufferedImage(SHAPE.columns(), SHAPE.rows(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < SHAPE.pixels(); i++) {
      image.setRGB(
          i % SHAPE.columns(), i / SHAPE.columns(), i << 15 | (255 - i / 2) << 8 | i % 200);
    }
    return image;
  }

  private static byte[] encoded(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "jpeg", bytes)).isTrue();
    return bytes.toByteArray();
  }

  /** A picture of one colour, whose numbers are stored as they are, without a marker. */
  private static byte[] stored(int... numbers) throws IOException {
    WritableRaster raster =
        Raster.createInterleavedRaster(
            DataBuffer.TYPE_BYTE, SHAPE.columns(), SHAPE.rows(), numbers.length, null);
    for (int i = 0; i < SHAPE.pixels(); i++) {
      raster.setPixel(i % SHAPE.columns(), i / SHAPE.columns(), numbers);
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam best = writer.getDefaultWriteParam();
      best.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      best.setCompressionQuality(1);
      writer.write(null, new IIOImage(raster, null, null), best);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** A marker after the beginning of a file. */
  private static byte[] with(byte[] jpeg, int marker, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(jpeg, 0, 2);
    bytes.write(0xff);
    bytes.write(marker);
    bytes.write((content.length + 2) >> 8);
    bytes.write(content.length + 2);
    bytes.writeBytes(content);
    bytes.write(jpeg, 2, jpeg.length - 2);
    return bytes.toByteArray();
  }

  private static byte[] adobe(int transform) {
    return ("Adobe\0\144\0\0\0\0" + (char) transform).getBytes(ISO_8859_1);
  }

  private static byte[] exif(int orientation) {
    byte[] exif = OrientationTest.exif(ByteOrder.LITTLE_ENDIAN, orientation);
    byte[] content = Arrays.copyOf("Exif\0\0".getBytes(ISO_8859_1), 6 + exif.length);
    System.arraycopy(exif, 0, content, 6, exif.length);
    return content;
  }

  private byte[] read(byte[] jpeg) throws IOException {
    return ImageFile.grey(Files.write(folder.resolve("x.jpg"), jpeg), SHAPE);
  }

  /** Of another JDK, the library that applies profiles may be another one. */
  @Test
  void aProfileChangesNoLevel() throws IOException {
    byte[] plain = encoded(colours());
    for (int space : new int[] {ColorSpace.CS_LINEAR_RGB, ColorSpace.CS_CIEXYZ}) {
      byte[] data = ICC_Profile.getInstance(space).getData();
      byte[] named = Arrays.copyOf("ICC_PROFILE\0\1\1".getBytes(ISO_8859_1), 14 + data.length);
      System.arraycopy(data, 0, named, 14, data.length);
      assertThat(read(with(plain, 0xe2, named))).isEqualTo(read(plain));
    }
    assertThat(read(with(plain, 0xe2, new byte[100]))).isEqualTo(read(plain));
  }

  /** As they were read before: the JDK converts them by the same whole numbers. */
  @Test
  void commonColoursAreThoseOfTheDecoder() throws IOException {
    byte[] jpeg = encoded(colours());
    BufferedImage decoded = ImageIO.read(Files.write(folder.resolve("a.jpg"), jpeg).toFile());
    byte[] levels = new byte[SHAPE.pixels()];
    for (int i = 0; i < levels.length; i++) {
      int rgb = decoded.getRGB(i % SHAPE.columns(), i / SHAPE.columns());
      levels[i] = (byte) Grey.of(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
    }
    assertThat(read(jpeg)).isEqualTo(levels);
  }

  /**
   * Three components are YCbCr unless Adobe's marker or their names say RGB; four are inverted CMYK
   * or, transformed, YCCK. Of a picture of one colour, every number is exact.
   */
  @ParameterizedTest
  @CsvSource({
    // Y + 1.402 (Cr − 128) = 190, Y − 0.344136 · 12 − 0.714136 · 50 = 80, Y + 1.772 · 12 = 141
    "120 140 178, -1, false, 190 80 141",
    "120 140 178, 1, false, 190 80 141",
    "120 140 178, 2, false, 190 80 141",
    "120 140 178, 0, false, 120 140 178",
    "120 140 178, 0, true, 190 80 141",
    // 120 · 200 / 255 and so on
    "120 140 178 200, -1, false, 94 110 140",
    "120 140 178 200, 0, false, 94 110 140",
    "120 140 178 0, 0, false, 0 0 0",
    "120 140 178 255, 0, false, 120 140 178",
    // (255 − 190) · 200 / 255 and so on
    "120 140 178 200, 2, false, 51 137 89",
  })
  void numbersAreMeantAsMarkersSay(String stored, int adobe, boolean jfif, String colour)
      throws IOException {
    byte[] jpeg =
        stored(Arrays.stream(stored.split(" ", -1)).mapToInt(Integer::parseInt).toArray());
    byte[] marked = adobe < 0 ? jpeg : with(jpeg, 0xee, adobe(adobe));
    int[] rgb = Arrays.stream(colour.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    assertThat(read(jfif ? with(marked, 0xe0, JFIF.getBytes(ISO_8859_1)) : marked))
        .containsOnly(Grey.of(rgb[0], rgb[1], rgb[2]));
  }

  @Test
  void componentsThatAreCalledRgbAreSo() throws IOException {
    byte[] jpeg = stored(10, 200, 90);
    String text = new String(jpeg, ISO_8859_1);
    int frame = text.indexOf("\u00ff\u00c0");
    int scan = text.indexOf("\u00ff\u00da");
    for (int i = 0; i < 3; i++) {
      jpeg[frame + 10 + 3 * i] = (byte) "RGB".charAt(i);
      jpeg[scan + 5 + 2 * i] = (byte) "RGB".charAt(i);
    }
    assertThat(read(jpeg)).containsOnly(Grey.of(10, 200, 90));
  }

  /** Editors pad the data; viewers do not mind. */
  @Test
  void fillBeforeTheEndIsNoDamage() throws IOException {
    byte[] whole = encoded(colours());
    byte[] levels = read(whole);
    byte[] ones = new byte[9];
    Arrays.fill(ones, (byte) 0xff);
    for (byte[] fill : new byte[][] {{7}, {13, 10}, new byte[4], new byte[200], ones}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(whole, 0, whole.length - 2);
      bytes.writeBytes(fill);
      bytes.write(whole, whole.length - 2, 2);
      bytes.writeBytes(new byte[] {1, 2, 3});
      assertThat(read(bytes.toByteArray())).as("%d bytes", fill.length).isEqualTo(levels);
    }
  }

  /** Where a bit is wrong, the picture often seems to end long before the data do. */
  @Test
  void muchThatIsLeftOverIsDamage() throws IOException {
    byte[] whole = encoded(colours());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(whole, 0, whole.length - 2);
    new SplittableRandom(1).ints(30, 0, 200).forEach(bytes::write);
    bytes.write(whole, whole.length - 2, 2);
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> read(bytes.toByteArray()))
        .withMessageContaining("extraneous bytes before marker 0xd9");
  }

  /** A camera that was held upright says so, and stores the picture lying. */
  @Test
  void aPictureIsTurnedAsExifSays() throws IOException {
    BufferedImage lying =
        new BufferedImage(SHAPE.rows(), SHAPE.columns(), BufferedImage.TYPE_BYTE_GRAY);
    // White, in the file below a black edge.
    for (int i = 0; i < SHAPE.pixels(); i++) {
      int row = i / SHAPE.rows();
      lying.getRaster().setSample(i % SHAPE.rows(), row, 0, row < 8 ? 0 : 255);
    }
    byte[] jpeg = with(encoded(lying), 0xe1, exif(6));
    assertThat(ImageFile.shape(Files.write(folder.resolve("y.jpg"), jpeg))).isEqualTo(SHAPE);
    byte[] pixels = read(jpeg);
    for (int i = 0; i < pixels.length; i++) {
      // Turned clockwise, what was above is on the right.
      assertThat(pixels[i] & 0xff).isEqualTo(i % SHAPE.columns() < 16 ? 255 : 0);
    }
  }
}
