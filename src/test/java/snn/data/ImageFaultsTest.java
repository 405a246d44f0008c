package snn.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every rule just inside and just outside, on images of which it is plain what is wrong. */
class ImageFaultsTest {

  private static final ImageShape SHAPE = new ImageShape(4, 5);
  private static final int TRAIN = 100;
  private static final int TEST = 50;

  /** Ink on black; no two images are alike: their number in base 3 is their brightness. */
  private static int ink(int image, int pixel) {
    return pixel < 12 ? 0 : 70 + 60 * (image / (int) Math.pow(3, pixel - 12) % 3);
  }

  private static LabelledImages images(int n, int first, IntBinaryOperator level) {
    byte[] pixels = new byte[n * SHAPE.pixels()];
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < SHAPE.pixels(); p++) {
        pixels[i * SHAPE.pixels() + p] = (byte) level.applyAsInt(first + i, p);
      }
      labels[i] = (byte) (i % 2);
    }
    return new LabelledImages(pixels, labels, SHAPE);
  }

  private static ImageFaults faults(IntBinaryOperator train, IntBinaryOperator test) {
    return ImageFaults.of(facts(images(TRAIN, 0, train), images(TEST, TRAIN, test)));
  }

  private static ImageFacts facts(LabelledImages train, LabelledImages test) {
    return ImageFacts.of(new Dataset("ink", train, test, Dataset.numbered(2)));
  }

  @Test
  void ofImagesWithInkOnBlackNothingIsSaid() {
    assertThat(faults(ImageFaultsTest::ink, ImageFaultsTest::ink))
        .isEqualTo(new ImageFaults(List.of(), false));
  }

  @Test
  void numbers() {
    ImageFacts facts = facts(images(2, 0, (_, p) -> 10 * p), images(1, 0, (_, _) -> 7));
    assertThat(facts.copies()).isEqualTo(1);
    assertThat(facts.disputed()).as("image 1 has class 1, image 0 has class 0").isEqualTo(1);
    assertThat(facts.seen()).isZero();
    assertThat(facts.train())
        .isEqualTo(new ImageFacts.Part(2, 0, 190, 95, 0, 0.05, 0, 0.05, 0, 0, 0, 0));
    assertThat(facts.test()).isEqualTo(new ImageFacts.Part(1, 7, 7, 7, 0, 0, 7, 1, 0, 1, 0, 0));
  }

  @Test
  void nearlyBlack() {
    ImageFaults masks = faults((i, p) -> ink(i, p) / 60, ImageFaultsTest::ink);
    assertThat(masks.blinding()).isTrue();
    assertThat(masks.sentences())
        .first()
        .isEqualTo(
            "In all 100 training images no pixel is above 3 of 255: that is nearly black, and"
                + " hardly a pixel spikes; multiply the levels by 85 in the files, where they have"
                + " 16 bits before the lower 8, which are not read, are lost.");
    assertThat(faults((i, p) -> ink(i, p) * 63 / 190, (_, p) -> p * 3).sentences())
        .as("63 of 255, and nothing of the test images besides")
        .hasSize(1);
    assertThat(faults((i, p) -> i < 9 ? p + i : ink(i, p), ImageFaultsTest::ink).sentences())
        .as("fewer than a tenth")
        .isEmpty();
    ImageFaults some = faults((i, p) -> i < 10 ? p + i : ink(i, p), ImageFaultsTest::ink);
    assertThat(some.sentences()).singleElement().asString().startsWith("In 10 of 100 training");
    assertThat(some.blinding()).isFalse();
  }

  @Test
  void nothingToRead() {
    ImageFaults black = faults((_, _) -> 0, (_, _) -> 0);
    assertThat(black.blinding()).isTrue();
    assertThat(black.sentences())
        .containsExactly(
            "All 100 training images are black from edge to edge, and have nothing to read; where"
                + " their ink is black on transparent, lay it on white and invert it, as"
                + " ImageMagick does with -background white -flatten -negate.");
    assertThat(faults((_, _) -> 9, ImageFaultsTest::ink).sentences())
        .first()
        .isEqualTo(
            "All 100 training images have one level each from edge to edge, and have nothing to"
                + " read.");
    assertThat(faults(ImageFaultsTest::ink, (_, _) -> 0).sentences())
        .singleElement()
        .asString()
        .startsWith("All 50 test images are black");
  }

  @Test
  void allTheSameImage() {
    ImageFaults same = faults((_, p) -> 12 * p, ImageFaultsTest::ink);
    assertThat(same.blinding()).isTrue();
    assertThat(same.sentences()).anyMatch(sentence -> sentence.startsWith("50 of 100 training"));
  }

  @Test
  void testImagesOfAnotherKind() {
    ImageFaults inverted = faults(ImageFaultsTest::ink, (i, p) -> 255 - ink(i, p));
    assertThat(inverted.blinding()).isTrue();
    assertThat(inverted.sentences())
        .singleElement()
        .asString()
        .startsWith("The test images have a mean level of ")
        .contains("most often the level 255, the training images ")
        .endsWith("one of the two seems to be inverted: invert it.");
    assertThat(faults(ImageFaultsTest::ink, (i, p) -> p < 12 ? 0 : ink(i, p) / 2 + 40).sentences())
        .as("somewhat other brightness")
        .isEmpty();
    assertThat(faults(ImageFaultsTest::ink, (i, p) -> 100 + ink(i, p) / 4).sentences())
        .singleElement()
        .asString()
        .endsWith("bring both to the same background and brightness.");
  }

  @Test
  void inkOnPaper() {
    ImageFaults paper = faults((i, p) -> 255 - ink(i, p), (i, p) -> 255 - ink(i, p));
    assertThat(paper.blinding()).as("a layer may read them all the same").isFalse();
    assertThat(paper.sentences())
        .singleElement()
        .asString()
        .contains("of the training images are nearly white");
  }

  @Test
  void testImagesThatWereLearnt() {
    LabelledImages train = images(TRAIN, 0, ImageFaultsTest::ink);
    ImageFacts same = facts(train, images(TEST, 0, ImageFaultsTest::ink));
    assertThat(same.seen()).isEqualTo(TEST);
    ImageFaults faults = ImageFaults.of(same);
    assertThat(faults.blinding()).isTrue();
    assertThat(faults.sentences())
        .containsExactly(
            "All 50 test images are, byte for byte, also among the training images: of those the"
                + " accuracy tells what was learnt by heart, not how new images are read; test on"
                + " others.");
    int fewer = 120;
    ImageFacts one = facts(train, images(fewer, TRAIN - 1, ImageFaultsTest::ink));
    assertThat(one.seen()).isEqualTo(1);
    assertThat(ImageFaults.of(one).sentences()).as("1 of 120").isEmpty();
  }

  @Test
  void copiesAmongTrainingImages() {
    LabelledImages test = images(TEST, TRAIN, ImageFaultsTest::ink);
    IntBinaryOperator pairs = (i, p) -> ink(i < 20 ? i / 4 * 4 + i % 2 : i, p);
    ImageFacts facts = facts(images(TRAIN, 0, pairs), test);
    assertThat(facts.copies()).isEqualTo(10);
    assertThat(facts.disputed()).isZero();
    assertThat(ImageFaults.of(facts).sentences())
        .containsExactly(
            "10 of 100 training images are copies, byte for byte, of others: there is less to learn"
                + " from than the number of images says.");
    ImageFacts two = facts(images(TRAIN, 0, (i, p) -> ink(i == 1 ? 0 : i, p)), test);
    assertThat(ImageFaults.of(two).sentences())
        .containsExactly(
            "1 of 100 training images is there, byte for byte, under another class, too: no readout"
                + " can be right about both; see how the classes were given.");
  }

  @Test
  void imagesThatAModelIsToRead() {
    ImageFacts.Part train = ImageFacts.Part.of(images(TRAIN, 0, ImageFaultsTest::ink));
    assertThat(
            ImageFaults.ofUnlabelled(
                ImageFacts.Part.of(images(TEST, TRAIN, ImageFaultsTest::ink)), train))
        .isEqualTo(new ImageFaults(List.of(), false));
    IntStream.range(0, TRAIN)
        .mapToObj(i -> ImageFacts.Part.of(images(1, i, ImageFaultsTest::ink)))
        .forEach(
            one ->
                assertThat(ImageFaults.ofUnlabelled(one, train).sentences())
                    .as("each of the training images alone")
                    .isEmpty());
    ImageFacts.Part dark = ImageFacts.Part.of(images(1, 1, (i, p) -> ink(i, p) / 100));
    assertThat(ImageFaults.ofUnlabelled(dark, train).sentences())
        .singleElement()
        .asString()
        .startsWith("In the given image no pixel is above 1 of 255");
    ImageFacts.Part paper = ImageFacts.Part.of(images(3, 1, (i, p) -> 255 - ink(i, p)));
    assertThat(ImageFaults.ofUnlabelled(paper, train).sentences())
        .singleElement()
        .asString()
        .startsWith("The given images have a mean level of ");
  }
}
