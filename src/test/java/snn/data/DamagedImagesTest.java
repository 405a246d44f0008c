package snn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of one's own with a file damaged at random: read as they are, or named in one line. */
class DamagedImagesTest {

  private static final int TIMES = 400;
  private static final ImageShape SHAPE = new ImageShape(6, 9);

  @TempDir private Path folder;

  private static byte[] picture(String format, int type) throws IOException {
    BufferedImage image = new BufferedImage(SHAPE.columns(), SHAPE.rows(), type);
    for (int i = 0; i < SHAPE.pixels(); i++) {
      image.setRGB(i % SHAPE.columns(), i / SHAPE.columns(), 0xff000000 | i * 0x040302);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  private static byte[] damaged(byte[] whole, SplittableRandom random) {
    byte[] bytes = whole.clone();
    switch (random.nextInt(4)) {
      case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 2 -> {
        for (int i = random.nextInt(bytes.length); i < bytes.length; i++) {
          bytes[i] = (byte) random.nextInt(256);
        }
      }
      default -> {
        int from = random.nextInt(bytes.length);
        int length = random.nextInt(1, 9);
        for (int i = from; i < Math.min(bytes.length, from + length); i++) {
          bytes[i] = (byte) random.nextInt(256);
        }
      }
    }
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_ARGB})
  void aDamagedPngIsNamedAndNeverReadAsAnother(int type) throws IOException {
    byte[] whole = picture("png", type);
    byte[] expected = new byte[SHAPE.pixels()];
    Path file = folder.resolve("some.png");
    Files.write(file, whole);
    ImageFile.read(file, SHAPE, file, expected, 0);
    SplittableRandom random = new SplittableRandom(type);
    int refused = 0;
    for (int time = 0; time < TIMES; time++) {
      Files.write(file, damaged(whole, random));
      byte[] pixels = new byte[SHAPE.pixels()];
      Throwable fault = catchThrowable(() -> ImageFile.read(file, SHAPE, file, pixels, 0));
      if (fault == null) {
        assertThat(pixels).as("time %d", time).isEqualTo(expected);
      } else {
        assertThat(fault).as("time %d", time).isInstanceOf(DataException.class);
        assertThat(fault.getMessage()).startsWith(file + " is ").doesNotContain("\n");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(TIMES / 2);
  }

  /**
   * Others have no checksums: what one holds instead may be another picture, and no other fault.
   */
  @ParameterizedTest
  @ValueSource(strings = {"jpg", "gif", "bmp"})
  void aDamagedImageIsReadOrNamed(String format) throws IOException {
    byte[] whole = picture(format, BufferedImage.TYPE_INT_RGB);
    Path file = folder.resolve("some." + format);
    SplittableRandom random = new SplittableRandom(3);
    int refused = 0;
    for (int time = 0; time < TIMES; time++) {
      Files.write(file, damaged(whole, random));
      byte[] pixels = new byte[SHAPE.pixels()];
      Throwable fault = catchThrowable(() -> ImageFile.read(file, SHAPE, file, pixels, 0));
      if (fault != null) {
        assertThat(fault).as("time %d", time).isInstanceOf(DataException.class);
        assertThat(fault.getMessage()).startsWith(file + " is ").doesNotContain("\n");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(TIMES / 4);
  }

  @Test
  void aDamagedCsvIsReadOrNamed() throws IOException {
    StringBuilder text = new StringBuilder("label,pixel0,pixel1,pixel2,pixel3\n");
    for (int i = 0; i < 20; i++) {
      text.append(i % 3).append(",0,").append(i).append(",128,255\n");
    }
    byte[] whole = text.toString().getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("train.csv");
    SplittableRandom random = new SplittableRandom(4);
    int refused = 0;
    for (int time = 0; time < TIMES; time++) {
      Files.write(file, damaged(whole, random));
      Throwable fault =
          catchThrowable(
              () -> {
                CsvImages.Content content = CsvImages.read(file);
                assertThat(content.pixels())
                    .hasSize(content.labels().length * content.shape().pixels());
                assertThat(CsvImages.extent(file).shape()).isEqualTo(content.shape());
              });
      if (fault != null) {
        assertThat(fault).as("time %d", time).isInstanceOf(DataException.class);
        assertThat(fault.getMessage()).startsWith(file + " ");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(TIMES / 4);
  }
}
