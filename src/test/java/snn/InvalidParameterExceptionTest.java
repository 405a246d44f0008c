package snn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidParameterExceptionTest {

  @Test
  void saysWhatWasFoundAndWhatIsAllowed() {
    assertThatThrownBy(() -> InvalidParameterException.requireAbove("pConnect", 1.2, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pConnect must be in (0, 1], found 1.2");
    assertThatThrownBy(() -> InvalidParameterException.requireIn("numSteps", 0, 1, 65_535))
        .hasMessage("numSteps must be in [1, 65535], found 0");
    assertThatThrownBy(() -> InvalidParameterException.requireIn("eta", -1e-9, 0, 1e6))
        .hasMessage("eta must be in [0, 1000000], found -1e-09");
  }

  @Test
  void keepsParameterAndProblemApart() {
    var e = new InvalidParameterException("gMin", "must not be large");
    assertThat(e.parameter()).isEqualTo("gMin");
    assertThat(e.problem()).isEqualTo("must not be large");
    assertThat(e).hasMessage("gMin must not be large");
  }

  @Test
  void bothEndsBelongToAClosedRange() {
    assertThatCode(
            () -> {
              InvalidParameterException.requireIn("x", 2, 2, 3);
              InvalidParameterException.requireIn("x", 3, 2, 3);
            })
        .doesNotThrowAnyException();
    assertRefusedIn(Math.nextDown(2.0));
    assertRefusedIn(Math.nextUp(3.0));
  }

  @Test
  void onlyTheUpperEndBelongsToAHalfOpenRange() {
    assertThatCode(
            () -> {
              InvalidParameterException.requireAbove("x", Math.nextUp(2.0), 2, 3);
              InvalidParameterException.requireAbove("x", 3, 2, 3);
            })
        .doesNotThrowAnyException();
    assertRefusedAbove(2.0);
    assertRefusedAbove(Math.nextUp(3.0));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -Double.MIN_VALUE})
  void noRangeHolds(double value) {
    assertThatThrownBy(() -> InvalidParameterException.requireIn("x", value, 0, 1e9))
        .hasMessageEndingWith("found " + Numbers.python(value));
    assertThatThrownBy(() -> InvalidParameterException.requireAbove("x", value, 0, 1e9))
        .hasMessageEndingWith("found " + Numbers.python(value));
  }

  private static void assertRefusedIn(double value) {
    assertThatThrownBy(() -> InvalidParameterException.requireIn("x", value, 2, 3))
        .isInstanceOf(InvalidParameterException.class);
  }

  private static void assertRefusedAbove(double value) {
    assertThatThrownBy(() -> InvalidParameterException.requireAbove("x", value, 2, 3))
        .isInstanceOf(InvalidParameterException.class);
  }
}
