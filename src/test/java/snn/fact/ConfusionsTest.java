package snn.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import snn.data.DatasetIdentity;
import snn.experiment.Plan;
import snn.readout.Minimum;
import snn.record.Made;
import snn.record.RunRecord;

class ConfusionsTest {

  private static RunRecord.Layer layer(int[][] confusion, Double... recall) {
    Plan plan = Made.plan("baseline");
    RunRecord.Layer made =
        RunRecord.Layer.of(Made.outcome(plan, 0, Made.fit(plan, Minimum.Stop.CONVERGED)));
    return new RunRecord.Layer(
        made.seed(),
        made.varied(),
        made.weightsSha256(),
        made.gains(),
        made.adapted(),
        made.train(),
        made.test(),
        made.floors(),
        confusion,
        new ArrayList<>(Arrays.asList(recall)),
        made.trainRecall(),
        made.readout(),
        made.health(),
        made.information(),
        made.cost(),
        made.predictions());
  }

  private static DatasetIdentity classes(List<String> names) {
    return new DatasetIdentity("made", 9, 4, 28, 28, names, "a", "b");
  }

  @Test
  void aMatrixThatFitsATerminal() {
    assertThat(
            Confusions.lines(
                classes(List.of("ant", "elephant")),
                layer(new int[][] {{3, 1}, {0, 0}}, 0.75, null)))
        .containsExactly(
            "Test images by true class (row) and class read (column), and recall:",
            "           ant eleph  recall",
            "     ant     3     1   0.750",
            "elephant     0     0       -");
  }

  @Test
  void ofMoreClassesTheCommonestMistakes() {
    List<String> names = IntStream.range(0, 13).mapToObj(k -> "class" + k).toList();
    int[][] confusion = new int[13][13];
    confusion[0][0] = 5;
    confusion[1][2] = 2;
    confusion[3][4] = 7;
    Double[] recall = Collections.nCopies(13, 0.5).toArray(Double[]::new);
    assertThat(Confusions.lines(classes(names), layer(confusion, recall)))
        .containsExactly(
            "Commonest mistakes on test images, of 2 kinds in 13 classes:",
            "  class3 read as class4: 7; recall of class3 0.500",
            "  class1 read as class2: 2; recall of class1 0.500");
    assertThat(Confusions.lines(classes(names), layer(new int[13][13], recall)))
        .containsExactly("No mistakes on test images.");
  }

  @Test
  void cells() {
    List<String> names = List.of("ant", "bee");
    assertThat(Confusions.cell(names, 0, 0, 3)).isEqualTo("ant classified correctly: 3");
    assertThat(Confusions.cell(names, 0, 1, 1)).isEqualTo("ant read as bee: 1");
  }
}
