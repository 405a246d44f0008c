package snn.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.data.Range;
import org.junit.jupiter.api.Test;

class ChartStyleTest {

  @Test
  void ticksAreRoundAndNeverMoreThanAskedFor() {
    assertThat(ChartStyle.axis("", new Range(0, 1), 5).getTickUnit().getSize()).isEqualTo(0.2);
    assertThat(ChartStyle.axis("", new Range(-3, 50), 7).getTickUnit().getSize()).isEqualTo(10);
    assertThat(ChartStyle.axis("", new Range(0, 9), 4).getTickUnit().getSize()).isEqualTo(5);
  }

  @Test
  void countsHaveNoTicksBetweenThem() {
    assertThat(ChartStyle.countAxis("", new Range(-0.5, 0.5), 6).getTickUnit().getSize())
        .isEqualTo(1);
  }

  @Test
  void labelsHaveTheDecimalsThatTellThemApart() {
    NumberTickUnit hundredths = ChartStyle.axis("", new Range(0.1, 0.15), 8).getTickUnit();
    assertThat(hundredths.valueToString(0.11)).isEqualTo("0.11");
    assertThat(hundredths.valueToString(-1e-17)).isEqualTo("0.00");
    assertThat(ChartStyle.axis("", new Range(0, 900), 8).getTickUnit().valueToString(400))
        .isEqualTo("400");
    NumberTickUnit large = ChartStyle.axis("", new Range(0, 2e9), 4).getTickUnit();
    assertThat(large.valueToString(5e8)).isEqualTo("5e+08");
    assertThat(large.valueToString(0)).isEqualTo("0");
    assertThat(ChartStyle.axis("", new Range(0, 6e-5), 6).getTickUnit().valueToString(2e-5))
        .isEqualTo("2e-05");
  }

  @Test
  void rangeLeavesOutWhatIsNotFinite() {
    assertThat(
            ChartStyle.rangeOf(
                new double[] {2, Double.NaN, 3}, new double[] {Double.NEGATIVE_INFINITY, -1}))
        .isEqualTo(new Range(-1, 3));
    assertThat(ChartStyle.rangeOf(new double[] {Double.NaN})).isNull();
  }

  @Test
  void paddedRangeHasAirAroundOneValueToo() {
    assertThat(ChartStyle.padded(new Range(0, 20))).isEqualTo(new Range(-1, 21));
    assertThat(ChartStyle.padded(new Range(1, 1))).isEqualTo(new Range(0.5, 1.5));
    assertThat(ChartStyle.padded(new Range(-40, -40))).isEqualTo(new Range(-42, -38));
    assertThat(ChartStyle.padded(null)).isEqualTo(new Range(0, 1));
  }
}
