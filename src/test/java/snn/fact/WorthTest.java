package snn.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import snn.experiment.Floors;
import snn.experiment.Plan;
import snn.readout.Evaluation;
import snn.readout.Minimum;
import snn.record.Made;
import snn.record.RunRecord;

/** Of four test images three are read rightly: 0.75, with an interval from 0.3 to 0.95. */
class WorthTest {

  private static final Plan PLAN = Made.plan("baseline");

  private static final RunRecord RECORD =
      Made.record(PLAN, Made.outcome(PLAN, 0, Made.fit(PLAN, Minimum.Stop.CONVERGED)));

  private static final RunRecord.Layer LAYER = RECORD.outcomes().getFirst();

  private static RunRecord.Layer beside(double majority, OptionalDouble pixels) {
    return new RunRecord.Layer(
        LAYER.seed(),
        LAYER.varied(),
        LAYER.weightsSha256(),
        LAYER.gains(),
        LAYER.adapted(),
        LAYER.train(),
        new RunRecord.Part("b", 0.75, new Evaluation.Interval(0.3, 0.95)),
        new Floors(majority, pixels),
        LAYER.confusion(),
        LAYER.recall(),
        LAYER.trainRecall(),
        LAYER.readout(),
        LAYER.health(),
        LAYER.information(),
        LAYER.cost(),
        LAYER.predictions());
  }

  @Test
  void aboveTheCommonestClass() {
    assertThat(Worth.of(RECORD, beside(0.25, OptionalDouble.empty())))
        .isEqualTo(
            "Always answering the commonest digit would be right for 0.2500 of the test images;"
                + " this is 0.5000 above it.");
  }

  @Test
  void noBetterThanTheCommonestClass() {
    assertThat(Worth.of(RECORD, beside(0.3, OptionalDouble.of(0.1))))
        .isEqualTo(
            "It answers 1 for 2 of 4 test images; always answering 1, the commonest, would be as"
                + " good, as far as the interval tells (0.3000).");
    assertThat(Worth.of(RECORD, beside(0.96, OptionalDouble.empty())))
        .endsWith("always answering 1, the commonest, would be better (0.9600).");
  }

  @Test
  void besideNoLayer() {
    assertThat(Worth.of(RECORD, beside(0.25, OptionalDouble.of(0.2))))
        .isEqualTo(
            "Without a layer: logistic regression on the pixels reads 0.2000; the layer is worth"
                + " 0.5500 more.");
    assertThat(Worth.of(RECORD, beside(0.25, OptionalDouble.of(0.97)))).endsWith("0.2200 less.");
    for (double within : new double[] {0.3, 0.95}) {
      assertThat(Worth.of(RECORD, beside(0.25, OptionalDouble.of(within))))
          .endsWith("the layer is worth as much, as far as the interval tells.");
    }
  }

  @Test
  void besideThePublishedNumber() {
    assertThat(Worth.compared(LAYER, OptionalDouble.empty()))
        .containsExactly("Training accuracy: 0.7778.");
    RunRecord.Layer layer = beside(0.25, OptionalDouble.empty());
    assertThat(Worth.compared(layer, OptionalDouble.of(0.95)).getFirst())
        .isEqualTo("Published was 0.9500: inside the interval (difference −0.2000).");
    assertThat(Worth.compared(layer, OptionalDouble.of(0.29)).getFirst())
        .isEqualTo("Published was 0.2900: outside the interval (difference +0.4600).");
  }

  @Test
  void lines() {
    assertThat(Worth.lines(RECORD.dataset(), beside(0.25, OptionalDouble.of(0.2))))
        .startsWith(
            "Train accuracy: 0.7778 of 9 images",
            "Test accuracy: 0.7500 of 4 images, 95 % interval 0.3000 … 0.9500 (Wilson)",
            "Floors: always the commonest digit 0.2500")
        .hasSize(4)
        .last()
        .asString()
        .endsWith("reads 0.2000; the layer is worth 0.5500 more");
    assertThat(Worth.lines(RECORD.dataset(), LAYER)).hasSize(3);
  }
}
