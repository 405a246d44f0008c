package snn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {

  /** Wide enough for all grey levels. */
  private static final ImageShape SHAPE = new ImageShape(4, 64);

  @TempDir private Path folder;

  private static byte[] levels() {
    byte[] levels = new byte[256];
    for (int i = 0; i < 256; i++) {
      levels[i] = (byte) i;
    }
    return levels;
  }

  private Path write(String name, BufferedImage image) throws IOException {
    Path file = folder.resolve(name);
    String format = name.substring(name.lastIndexOf('.') + 1);
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return file;
  }

  private static BufferedImage grey(int type) {
    BufferedImage image = new BufferedImage(64, 4, type);
    int scale = type == BufferedImage.TYPE_USHORT_GRAY ? 257 : 1;
    for (int i = 0; i < 256; i++) {
      image.getRaster().setSample(i % 64, i / 64, 0, i * scale);
    }
    return image;
  }

  private static BufferedImage coloured(int type) {
    BufferedImage image = new BufferedImage(64, 4, type);
    for (int i = 0; i < 256; i++) {
      image.setRGB(i % 64, i / 64, rgb(i));
    }
    return image;
  }

  private static int rgb(int i) {
    return 0xff000000 | i << 16 | (i * 7 & 0xff) << 8 | (255 - i);
  }

  /** The formula of Pillow's {@code convert("L")}, from its documentation and {@code Convert.c}. */
  private static byte[] luma() {
    byte[] luma = new byte[256];
    for (int i = 0; i < 256; i++) {
      luma[i] = (byte) ((i * 19595 + (i * 7 & 0xff) * 38470 + (255 - i) * 7471 + 0x8000) >> 16);
    }
    return luma;
  }

  @Test
  void greyLevelsAreThoseOfTheFile() throws IOException {
    for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY}) {
      assertThat(ImageFile.grey(write(type + ".png", grey(type)), SHAPE)).isEqualTo(levels());
    }
  }

  @Test
  void coloursAreWeighedAsTheEyeDoes() throws IOException {
    for (int type :
        new int[] {
          BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_INT_ARGB
        }) {
      assertThat(ImageFile.grey(write(type + ".png", coloured(type)), SHAPE)).isEqualTo(luma());
    }
  }

  /** Pixel by pixel, the next entry of a palette. */
  private static BufferedImage palette(int columns, IntUnaryOperator colour) {
    int[] colours = IntStream.range(0, 256).map(colour).toArray();
    BufferedImage image =
        new BufferedImage(
            columns,
            256 / columns,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, 256, colours, 0, false, -1, DataBuffer.TYPE_BYTE));
    for (int i = 0; i < 256; i++) {
      image.getRaster().setSample(i % columns, i / columns, 0, i);
    }
    return image;
  }

  @Test
  void aPaletteIsLookedUp() throws IOException {
    BufferedImage image = palette(64, ImageFilesTest::rgb);
    assertThat(ImageFile.grey(write("palette.png", image), SHAPE)).isEqualTo(luma());
  }

  /** Where what is transparent is grey, its level counts. */
  @Test
  void blackAndWhiteIsDarkAndLight() throws IOException {
    BufferedImage image = new BufferedImage(64, 4, BufferedImage.TYPE_BYTE_BINARY);
    image.setRGB(3, 2, 0xffffff);
    byte[] expected = new byte[256];
    expected[2 * 64 + 3] = (byte) 255;
    assertThat(ImageFile.grey(write("bits.png", image), SHAPE)).isEqualTo(expected);
  }

  /** JPEG is not exact; a ramp without edges nearly is. */
  @Test
  void aJpegIsReadToo() throws IOException {
    byte[] found = ImageFile.grey(write("ramp.jpg", grey(BufferedImage.TYPE_BYTE_GRAY)), SHAPE);
    for (int i = 0; i < 256; i++) {
      assertThat((found[i] & 0xff) - i).isBetween(-20, 20);
    }
  }

  @Test
  void aPngIsTurnedAsItsExifSays() throws IOException {
    byte[] plain = Files.readAllBytes(write("a.png", grey(BufferedImage.TYPE_BYTE_GRAY)));
    byte[] exif = OrientationTest.exif(ByteOrder.BIG_ENDIAN, 3);
    Path turned = Files.write(folder.resolve("b.png"), PngFixtures.withChunk(plain, "eXIf", exif));
    byte[] levels = ImageFile.grey(turned, SHAPE);
    for (int i = 0; i < 256; i++) {
      assertThat(levels[i]).isEqualTo((byte) (255 - i));
    }
  }

  @Test
  void anImageOfAnotherShapeIsRefusedByItsHeader() throws IOException {
    Path file = write("x.png", grey(BufferedImage.TYPE_BYTE_GRAY));
    assertThatThrownBy(() -> ImageFile.grey(file, new ImageShape(28, 28)))
        .isInstanceOf(DataException.class)
        .hasMessage(file + " must have 28x28 pixels, found 4x64; scale it first");
    // An image that says that it has 2 billion pixels, and has none.
    byte[] bytes = Files.readAllBytes(file);
    byte[] bomb = Arrays.copyOf(bytes, 60);
    bomb[16] = 0;
    bomb[17] = 0;
    bomb[18] = (byte) 0xc0;
    bomb[22] = (byte) 0xc0;
    Path forged = Files.write(folder.resolve("bomb.png"), bomb);
    assertThatThrownBy(() -> ImageFile.grey(forged, SHAPE)).isInstanceOf(DataException.class);
  }

  @Test
  void whatIsNoImageIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("a.png"), "no image");
    assertThatThrownBy(() -> ImageFile.grey(text, SHAPE))
        .isInstanceOf(DataException.class)
        .hasMessage(
            text
                + " is not what this program reads: it is no PNG, JPEG, GIF or BMP image; give a"
                + " PNG, JPEG, GIF, BMP, IDX or CSV file");
    assertThatThrownBy(() -> ImageFile.grey(folder.resolve("none.png"), SHAPE))
        .hasMessageContaining("none.png cannot be read: no such file; ");
    assertThatThrownBy(() -> ImageFile.grey(folder, SHAPE)).hasMessageContaining("it is a folder");
    byte[] whole = Files.readAllBytes(write("cut.png", grey(BufferedImage.TYPE_BYTE_GRAY)));
    Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, whole.length - 30));
    assertThatThrownBy(() -> ImageFile.grey(cut, SHAPE))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(cut + " ");
  }

  @ParameterizedTest
  @CsvSource({
    "9.png, 10.png",
    "a9b10, a9b11",
    "a09, a10",
    "a/2.png, a/10.png",
    "a, a1",
    "a2, b1",
    "07, 7",
    "9223372036854775808, 9223372036854775809",
    "x9.png, x9a.png"
  })
  void numbersAreOrderedAsSuch(String less, String more) {
    assertThat(ImageFiles.compareNaturally(less, more)).isNegative();
    assertThat(ImageFiles.compareNaturally(more, less)).isPositive();
    assertThat(ImageFiles.compareNaturally(less, less)).isZero();
  }

  /** However they are given, and once where they are given twice. */
  @Test
  void theOrderIsThatOfTheNames() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("p"));
    for (int i : new int[] {10, 9, 1}) {
      BufferedImage image = new BufferedImage(64, 4, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setSample(0, 0, 0, i);
      write("p/" + i + ".png", image);
    }
    Files.writeString(pictures.resolve("labels.csv"), "x");
    byte[] idx = new byte[2 * 256];
    idx[0] = 100;
    idx[256] = 101;
    Path idxFile =
        Files.write(
            folder.resolve("q.idx.gz"),
            IdxFixtures.gzip(IdxFixtures.idx(idx, IdxFixtures.IMAGES, 2, 4, 64)));
    ImageFiles read =
        ImageFiles.read(List.of(idxFile, pictures.resolve("9.png"), pictures), SHAPE, 10, _ -> {});
    assertThat(read.names())
        .containsExactly(
            pictures.resolve("1.png").toString(),
            pictures.resolve("9.png").toString(),
            pictures.resolve("10.png").toString(),
            idxFile + "[0]",
            idxFile + "[1]");
    for (int i = 0; i < 5; i++) {
      assertThat(read.images().pixels()[i * 256]).isEqualTo(new byte[] {1, 9, 10, 100, 101}[i]);
    }
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path small = Files.write(folder.resolve("small"), IdxFixtures.images(1));
    assertThatThrownBy(() -> ImageFiles.read(List.of(small), SHAPE, 10, _ -> {}))
        .hasMessage(small + " must have images of 4x64 pixels, found 28x28");
    Path labels = Files.write(folder.resolve("labels"), IdxFixtures.labels(1, 2, 3, 4, 5, 6, 7, 8));
    assertThatThrownBy(() -> ImageFiles.read(List.of(labels), SHAPE, 10, _ -> {}))
        .hasMessageContaining(labels + " is not what this program reads: IDX images begin with ")
        .hasMessageEndingWith("; give a PNG, JPEG, GIF, BMP, IDX or CSV file");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> ImageFiles.read(List.of(empty), SHAPE, 10, _ -> {}))
        .hasMessage(
            empty
                + " has no images, files that end in .png, .jpg, .jpeg, .jpe, .jfif, .gif, .bmp,"
                + " there is nothing; put some there, or leave it out");
  }

  /** What class folders leave out, as macOS and Synology put it there, is no image here either. */
  @Test
  void aFolderIsListedAsInTraining() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("p"));
    BufferedImage image = palette(16, i -> i * 0x010101);
    for (String name : List.of("1.png", "2.bmp", "3.gif", "4.png")) {
      write("p/" + name, image);
    }
    Files.move(pictures.resolve("4.png"), pictures.resolve("4.JFIF"));
    Files.write(pictures.resolve("._1.png"), new byte[4]);
    Files.createDirectories(pictures.resolve("@eaDir/1.png"));
    Path inside = Files.createDirectory(pictures.resolve("5.png"));
    Path other = Files.write(pictures.resolve("6.webp"), new byte[4]);
    ImageFiles read =
        ImageFiles.read(List.of(pictures, pictures), new ImageShape(16, 16), 10, _ -> {});
    assertThat(read.names())
        .extracting(name -> Path.of(name).getFileName().toString())
        .containsExactly("1.png", "2.bmp", "3.gif", "4.JFIF");
    for (int i = 0; i < 4; i++) {
      assertThat(read.images().select(new int[] {i}).pixels()).isEqualTo(levels());
    }
    assertThat(read.leftOut().paths()).containsExactly(inside, other);
  }

  /** A 24-bit picture whose header has room for a profile, and one that Java would apply. */
  @Test
  void aProfileInABmpChangesNoLevel() throws IOException {
    byte[] plain = Files.readAllBytes(write("a.bmp", coloured(BufferedImage.TYPE_3BYTE_BGR)));
    int header = 124;
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_CIEXYZ).getData();
    ByteBuffer file =
        ByteBuffer.allocate(plain.length + header - 40 + profile.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put(plain, 0, 54).putInt(2, file.limit()).putInt(10, 14 + header).putInt(14, header);
    file.putInt(70, 0x4d42_4544).putInt(126, plain.length - 14 + header - 40);
    file.putInt(130, profile.length);
    file.position(14 + header).put(plain, 54, plain.length - 54).put(profile);
    assertThat(ImageFile.grey(Files.write(folder.resolve("b.bmp"), file.array()), SHAPE))
        .isEqualTo(luma());
    // A JPEG file in place of pixels, whose size may be another one.
    file.putInt(30, 4);
    Path other = Files.write(folder.resolve("c.bmp"), file.array());
    assertThatThrownBy(() -> ImageFile.grey(other, SHAPE))
        .hasMessageContaining("there is a file of another format in it");
  }

  /** Images of 2x2 pixels from the lines of a CSV file, for a model of two classes. */
  private ImageFiles csv(String text, List<String> notices) throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), text);
    return ImageFiles.read(List.of(file), new ImageShape(2, 2), 2, notices::add);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9,8,7,6\n5,4,3,2\n",
        "pixel0,pixel1,pixel2,pixel3\n9,8,7,6\n5,4,3,2\n",
        "id,pixel0,pixel1,pixel2,pixel3\n0,9,8,7,6\n1,5,4,3,2\n",
        "0,1,2,3\n9,8,7,6\n5,4,3,2\n",
        "1x1,1x2,2x1,2x2\n9,8,7,6\n5,4,3,2\n",
        "label,pixel0,pixel1,pixel2,pixel3\n0,9,8,7,6\n1,5,4,3,2\n",
        "0,9,8,7,6\n1,5,4,3,2\n",
        "0,1,2,3,4\n0,9,8,7,6\n1,5,4,3,2\n",
        "\"\",0,1,2,3\n0,9,8,7,6\n1,5,4,3,2\n"
      })
  void aCsvFileIsReadWithLabelsOrWithout(String text) throws IOException {
    List<String> notices = new ArrayList<>();
    ImageFiles read = csv(text, notices);
    assertThat(read.images().pixels()).containsExactly(9, 8, 7, 6, 5, 4, 3, 2);
    assertThat(read.names())
        .containsExactly(folder.resolve("a.csv") + "[0]", folder.resolve("a.csv") + "[1]");
    assertThat(notices).isEmpty();
  }

  /** A model of two classes knows the labels 0 and 1, or 1 and 2; 6 and 7 are pixels. */
  @Test
  void labelsInTheLastColumnOfACsvFileAreThoseThatAModelKnows() throws IOException {
    List<String> notices = new ArrayList<>();
    assertThat(csv("9,8,7,6,0\n9,4,3,2,1\n", notices).images().pixels())
        .containsExactly(9, 8, 7, 6, 9, 4, 3, 2);
    assertThat(notices).hasSize(1).allMatch(notice -> notice.contains("from the last column"));
    assertThat(csv("1,8,7,6,6\n1,4,3,2,7\n", notices).images().pixels())
        .containsExactly(8, 7, 6, 6, 4, 3, 2, 7);
    assertThat(notices).hasSize(1);
  }

  @Test
  void aCsvFileOfOtherImagesIsRefused() {
    assertThatThrownBy(() -> csv("1,2,3\n", new ArrayList<>()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the 4 pixels of an image of 2x2, as the model has learnt")
        .hasMessageEndingWith(
            "found 2 columns of pixels; give a PNG, JPEG, GIF, BMP, IDX or CSV file");
    assertThatThrownBy(() -> csv("1x1,1x2,1x3,1x4\n1,2,3,4\n", new ArrayList<>()))
        .hasMessageContaining("images must be of 2x2 pixels, found 1x4");
    assertThatThrownBy(() -> csv("0,0.5,3,4\n", new ArrayList<>()))
        .hasMessageContaining("multiply pixels of 0 … 1 by 255");
    Path none = folder.resolve("none.csv");
    assertThatThrownBy(() -> ImageFiles.read(List.of(none), new ImageShape(2, 2), 2, _ -> {}))
        .hasMessageContaining("none.csv cannot be read: no such file");
  }
}
