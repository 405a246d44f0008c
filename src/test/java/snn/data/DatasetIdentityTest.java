package snn.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import snn.Sha256;

class DatasetIdentityTest {

  private static final Dataset DIGITS = Drawn.digits(1, 5, 3);

  @Test
  void theHashIsOfPixelsAndThenLabels() {
    LabelledImages test = DIGITS.test();
    byte[] all = Arrays.copyOf(test.pixels(), test.pixels().length + 3);
    System.arraycopy(test.labels(), 0, all, test.pixels().length, 3);
    assertThat(test.sha256()).isEqualTo(Sha256.hex(all));
  }

  @Test
  void aPixelOrALabelMakesAnother() {
    DatasetIdentity identity = DatasetIdentity.of(DIGITS);
    assertThat(identity.name()).isEqualTo("strokes");
    assertThat(identity.trainImages()).isEqualTo(5);
    assertThat(identity.testImages()).isEqualTo(3);
    byte[] pixels = DIGITS.test().pixels().clone();
    pixels[100] ^= 1;
    byte[] labels = DIGITS.test().labels().clone();
    labels[2] = (byte) (9 - labels[2]);
    assertThat(
            DatasetIdentity.of(
                with(new LabelledImages(pixels, DIGITS.test().labels(), DIGITS.shape()))))
        .isNotEqualTo(identity);
    assertThat(
            DatasetIdentity.of(
                with(new LabelledImages(DIGITS.test().pixels(), labels, DIGITS.shape()))))
        .isNotEqualTo(identity);
    assertThat(DatasetIdentity.of(with(DIGITS.test()))).isEqualTo(identity);
  }

  private static Dataset with(LabelledImages test) {
    return new Dataset("strokes", DIGITS.train(), test, DIGITS.classNames());
  }
}
