package snn.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KindTest {

  interface Shape extends Part {}

  record Square(@Param(help = "Side", unit = "CM", preset = "2.0") double side) implements Shape {}

  record Star(
      @Param(help = "Side", unit = "CM", preset = "3.0") double side,
      @Param(help = "Rays", unit = "N", preset = "5") int rays)
      implements Shape {}

  record Cross(@Param(help = "Length of an arm", unit = "CM", preset = "1.0") double side)
      implements Shape {}

  private static final Kind<Shape> KIND =
      Kind.of(Shape.class, "shape", "What is drawn", "square")
          .with("square", Square.class)
          .with("star", Star.class)
          .with("cross", Cross.class);

  @Test
  void helpTellsOfPartsThatShareAParameterAndHaveAnotherDefault() {
    assertThat(KIND.parameters())
        .extracting(Parameter::name)
        .containsExactly("shape", "side", "rays");
    assertThat(KIND.parameters().get(1).about().help())
        .isEqualTo(
            "Side; with {shape} star by default 3.0; with {shape} cross length of an arm, by"
                + " default 1.0");
    assertThat(KIND.parameters().get(1).about().preset()).isEqualTo("2.0");
  }

  @Test
  void everyPartHasItsOwnDefault() {
    assertThat(KIND.read(Map.of())).isEqualTo(new Square(2));
    assertThat(KIND.read(Map.of("shape", "star"))).isEqualTo(new Star(3, 5));
    assertThat(KIND.read(Map.of("shape", "cross"))).isEqualTo(new Cross(1));
    assertThat(KIND.values(new Star(3, 5)))
        .isEqualTo(Map.of("shape", "star", "side", 3.0, "rays", 5));
  }

  /** What a flag has read is not made a text and read once more. */
  @Test
  void aTextIsReadOnce() {
    Parameter side = Parts.parameters(Square.class).getFirst();
    Object read = side.check("0.1");
    assertThat(side.check(read)).isSameAs(read);
    // A number of a record of a run may have lost its point.
    assertThat(side.check(2)).isEqualTo(2.0);
  }
}
