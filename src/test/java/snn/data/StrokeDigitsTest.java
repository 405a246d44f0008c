package snn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Progress;
import snn.Sha256;
import snn.Workers;
import snn.core.Fixtures;

class StrokeDigitsTest {

  private static final int SIDE = 28;

  private final Dataset digits = Drawn.digits(7, 1_000, 300);

  @Test
  void everyMachineDrawsTheSameBytes() {
    Dataset golden = Drawn.digits(42, 200, 50);

    assertThat(golden.name()).isEqualTo("strokes");
    assertThat(Sha256.hex(golden.train().pixels()))
        .isEqualTo("ed3adc925660034cafdd3ebecec3e571e11e98ee2bd75517cef506dd801dd0c3");
    assertThat(Sha256.hex(golden.train().labels()))
        .isEqualTo("c3413b6c9aaa8edfbb876a35aa55561b9b4c039b3205606a5c6cda1016d2f8e1");
    assertThat(Sha256.hex(golden.test().pixels()))
        .isEqualTo("aa9c96faa635a585e7b1db88accf4cc8b0daf6635fbc29bc6ebc03bcf78c11b6");
    assertThat(Sha256.hex(golden.test().labels()))
        .isEqualTo("8b9b458d1bb3e76c812e2dc93fcebcefaa9e9010a67dc0a78eb21c7ce4a2ec75");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whoeverDrawsAnImageItIsTheSame(int threads) {
    try (Workers workers = new Workers(threads)) {
      Dataset drawn = StrokeDigits.generate(7, 1_000, 300, workers);
      assertThat(DatasetIdentity.of(drawn)).isEqualTo(DatasetIdentity.of(digits));
    }
  }

  /** A parallel stream would start further threads of the pool in which it is called. */
  @Test
  void nobodyDrawsButTheWorkers() {
    try (ForkJoinPool pool = new ForkJoinPool(4);
        Workers one = new Workers(1)) {
      Dataset drawn = pool.submit(() -> StrokeDigits.generate(7, 1_000, 300, one)).join();
      assertThat(drawn.train().size()).isEqualTo(1_000);
      assertThat(pool.getPoolSize()).isEqualTo(1);
    }
  }

  @Test
  void fewerAreTheFirstOfMore() {
    Dataset fewer = Drawn.digits(7, 123, 45);

    assertThat(fewer.train().pixels()).isEqualTo(digits.train().first(123).pixels());
    assertThat(fewer.train().labels()).isEqualTo(digits.train().first(123).labels());
    assertThat(fewer.test().pixels()).isEqualTo(digits.test().first(45).pixels());
    assertThat(fewer.test().labels()).isEqualTo(digits.test().first(45).labels());
  }

  @Test
  void seedsAndPartsDiffer() {
    Dataset other = Drawn.digits(8, 1_000, 300);

    assertThat(other.train().labels()).isNotEqualTo(digits.train().labels());
    assertThat(other.train().pixels()).isNotEqualTo(digits.train().pixels());
    assertThat(digits.test().pixels()).isNotEqualTo(digits.train().first(300).pixels());
    assertThat(
            Arrays.stream(rows(digits.train())).map(Arrays::toString).distinct().count()
                + Arrays.stream(rows(digits.test())).map(Arrays::toString).distinct().count())
        .as("no image comes twice")
        .isEqualTo(1_300);
  }

  private static byte[][] rows(LabelledImages images) {
    byte[][] rows = new byte[images.size()][];
    for (int i = 0; i < rows.length; i++) {
      int from = i * Fixtures.PIXELS;
      rows[i] = Arrays.copyOfRange(images.pixels(), from, from + Fixtures.PIXELS);
    }
    return rows;
  }

  @Test
  void everyTenHoldTheTenDigitsInAnOrderOfTheirOwn() {
    byte[] labels = digits.train().labels();
    for (int ten = 0; ten < labels.length; ten += 10) {
      assertThat(Arrays.copyOfRange(labels, ten, ten + 10))
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
    assertThat(Arrays.copyOfRange(labels, 0, 10)).isNotEqualTo(Arrays.copyOfRange(labels, 10, 20));
  }

  @Test
  void theInkFillsTheBoxAndItsCentreOfMassIsInTheMiddle() {
    for (byte[] image : rows(digits.train())) {
      int left = SIDE;
      int right = -1;
      int top = SIDE;
      int bottom = -1;
      double mass = 0;
      double x = 0;
      double y = 0;
      for (int i = 0; i < image.length; i++) {
        int ink = Byte.toUnsignedInt(image[i]);
        int row = i / SIDE;
        int column = i % SIDE;
        if (ink > 0) {
          left = Math.min(left, column);
          right = Math.max(right, column);
          top = Math.min(top, row);
          bottom = Math.max(bottom, row);
          mass += ink;
          x += ink * (column + 0.5);
          y += ink * (row + 0.5);
        }
      }
      // Thinner ends of a stroke may leave a row or two of the box empty.
      assertThat(Math.max(right - left, bottom - top) + 1).isBetween(18, 20);
      // By whole pixels it comes within half of one; the rounding of pixels adds a trifle.
      assertThat(x / mass).isCloseTo(14, within(0.51));
      assertThat(y / mass).isCloseTo(14, within(0.51));
    }
  }

  /** MNIST's training images: 19.1 % of the pixels are not 0, and the mean is 0.1307 of full. */
  @Test
  void thereIsAsMuchInkAsInMnist() {
    long sum = 0;
    long inked = 0;
    for (byte pixel : digits.train().pixels()) {
      sum += Byte.toUnsignedInt(pixel);
      inked += pixel == 0 ? 0 : 1;
    }
    double pixels = digits.train().pixels().length;
    assertThat(inked / pixels).isCloseTo(0.191, within(0.015));
    assertThat(sum / pixels / 255).isCloseTo(0.1307, within(0.01));
  }

  /** The nearest mean image names most digits, so labels fit images, yet far from all. */
  @Test
  void theDigitsCanBeLearntAndAreNotTrivial() {
    double[][] means = new double[10][Fixtures.PIXELS];
    byte[][] train = rows(digits.train());
    for (int i = 0; i < train.length; i++) {
      for (int p = 0; p < Fixtures.PIXELS; p++) {
        // Each digit comes 100 times.
        means[digits.train().labels()[i]][p] += Byte.toUnsignedInt(train[i][p]) / 100.0;
      }
    }
    byte[][] test = rows(digits.test());
    int right = 0;
    for (int i = 0; i < test.length; i++) {
      int nearest = 0;
      for (int digit = 1; digit < 10; digit++) {
        if (distance(test[i], means[digit]) < distance(test[i], means[nearest])) {
          nearest = digit;
        }
      }
      right += nearest == digits.test().labels()[i] ? 1 : 0;
    }
    assertThat(right / (double) test.length).isBetween(0.6, 0.95);
  }

  private static double distance(byte[] image, double[] mean) {
    double sum = 0;
    for (int p = 0; p < image.length; p++) {
      double difference = Byte.toUnsignedInt(image[p]) - mean[p];
      sum += difference * difference;
    }
    return sum;
  }

  @Test
  void lettersAreTwentySixSignsThatCanBeToldApart() {
    try (Workers workers = new Workers(2)) {
      Dataset letters = new Letters().load(2_600, workers, Progress.NONE, _ -> {});
      assertThat(letters.name()).isEqualTo("letters");
      assertThat(letters.classNames()).hasSize(26).startsWith("A", "B").endsWith("Z");
      assertThat(letters.shape()).isEqualTo(StrokeDigits.SHAPE);
      int[] count = new int[26];
      for (int i = 0; i < 26; i++) {
        count[letters.train().label(i)]++;
      }
      assertThat(count).containsOnly(1);
      assertThat(nearestMean(letters)).isBetween(0.5, 0.97);
      // Every machine draws the same bytes.
      assertThat(letters.first(260).train().sha256())
          .isEqualTo("b14788f3257940057178cf6fe9b70ea2f90861a31f32e5871ba9f18a7ab798cf");
    }
  }

  private static double nearestMean(Dataset set) {
    double[][] means = new double[set.classes()][Fixtures.PIXELS];
    byte[][] train = rows(set.train());
    for (int i = 0; i < train.length; i++) {
      for (int p = 0; p < Fixtures.PIXELS; p++) {
        means[set.train().label(i)][p] +=
            Byte.toUnsignedInt(train[i][p]) * (double) set.classes() / train.length;
      }
    }
    byte[][] test = rows(set.test());
    int right = 0;
    for (int i = 0; i < test.length; i++) {
      int nearest = 0;
      for (int k = 1; k < means.length; k++) {
        if (distance(test[i], means[k]) < distance(test[i], means[nearest])) {
          nearest = k;
        }
      }
      right += nearest == set.test().label(i) ? 1 : 0;
    }
    return (double) right / test.length;
  }

  @Test
  void partsMayBeEmptyButNotNegative() {
    assertThat(Drawn.digits(1, 0, 0).train().size()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Drawn.digits(1, 10, -1))
        .withMessage("stroke digits of a part must be 0 … 1000000, found -1");
    assertThatIllegalArgumentException().isThrownBy(() -> Drawn.digits(1, 1_000_001, 10));
  }
}
