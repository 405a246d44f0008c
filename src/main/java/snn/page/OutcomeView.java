package snn.page;

import static snn.Numbers.accuracy;

import io.pebbletemplates.pebble.extension.escaper.SafeString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import snn.fact.Confusions;
import snn.fact.Findings;
import snn.fact.LayerFacts;
import snn.fact.Names;
import snn.fact.Provenance;
import snn.fact.ReadoutFacts;
import snn.fact.Result;
import snn.fact.Worth;
import snn.picture.AccuracyCharts;
import snn.picture.Exhibit;
import snn.picture.Gallery;
import snn.picture.LayerCharts;
import snn.picture.SvgFigure;
import snn.readout.Evaluation;
import snn.record.RunRecord;

/**
 * What a page says about one outcome.
 *
 * @param id of it in the page
 * @param heading what tells it from others of the run; empty where it is alone
 * @param answer how it compares with the notebook's first; empty where the section says so
 * @param same the outcome above that has the same layer; empty where there is none
 * @param number its accuracy
 * @param said sentences on it
 * @param early what is to be known of answers before the last time step; empty where nothing is
 * @param figures of it
 * @param confusion of test images
 * @param gallery small pictures
 * @param play data of the animation; empty where there is none
 * @param hashes of what came out
 */
public record OutcomeView(
    String id,
    String heading,
    String answer,
    List<Same> same,
    Accuracy number,
    Said said,
    String early,
    List<SvgFigure> figures,
    Confusion confusion,
    Gallery gallery,
    SafeString play,
    Map<String, String> hashes) {

  /** An outcome above. */
  public record Same(String id, String name) {}

  /** A mark of the picture, and what it is. */
  public record Legend(String kind, String name, String value) {}

  /**
   * An accuracy.
   *
   * @param correct share of test images that are classified correctly
   * @param interval around it, in words
   * @param images that were learned and tested, in words
   * @param marks what the picture shows
   * @param scale picture of them
   * @param worth what the accuracy is worth, in a sentence
   */
  public record Accuracy(
      String correct,
      String interval,
      String images,
      List<Legend> marks,
      String scale,
      String worth) {}

  /**
   * Sentences.
   *
   * @param compared that compare
   * @param diagnosis on what is wrong with the layer
   * @param layer on what it did
   * @param readout on how the readout was fitted
   */
  public record Said(
      List<String> compared, List<String> diagnosis, List<String> layer, String readout) {}

  /**
   * The table of confusions.
   *
   * @param names of the classes
   * @param corner what they are
   * @param rows one for each class
   */
  public record Confusion(List<String> names, String corner, List<Row> rows) {}

  /** The images of a class. */
  public record Row(String name, List<Cell> cells, String recall) {}

  /**
   * How many of them are read as one class.
   *
   * @param shade 0 … 9
   * @param kind id of the mistakes that are shown; empty where there are none
   * @param title what it is, in words
   */
  public record Cell(int images, int shade, String kind, String title) {}

  static OutcomeView of(
      Result result,
      Optional<Exhibit> exhibit,
      Findings findings,
      boolean alone,
      UnaryOperator<String> spelt) {
    RunRecord record = result.record();
    RunRecord.Layer outcome = result.outcome();
    String id = result.id();
    Optional<Result> before = findings.before(result);
    boolean first = before.isEmpty();
    Gallery gallery =
        exhibit
            .map(shown -> Gallery.of(shown, record.dataset(), outcome, id, first))
            .orElse(Gallery.NONE);
    boolean several = !outcome.varied().isEmpty();
    String besides = alone ? "" : findings.besides(result);
    return new OutcomeView(
        id,
        several ? Names.varied(record, outcome) : "",
        ((several && !alone ? findings.answer(result) : "") + " " + besides).strip(),
        before.map(other -> new Same(other.id(), other.name())).stream().toList(),
        number(result),
        new Said(
            Worth.compared(outcome, result.published()),
            (first ? LayerFacts.diagnosis(result) : result.diagnosis())
                .stream().map(spelt).toList(),
            first ? LayerFacts.of(result) : List.of(),
            ReadoutFacts.of(result)),
        LayerFacts.early(outcome.health()),
        exhibit.map(shown -> figures(shown, result, first)).orElse(List.of()),
        confusion(record, outcome, gallery, id),
        gallery,
        exhibit
            .filter(_ -> first)
            .map(shown -> Play.data(record.dataset(), shown.showing()))
            .orElse(new SafeString("")),
        Provenance.hashes(outcome));
  }

  private static Accuracy number(Result result) {
    RunRecord.Layer outcome = result.outcome();
    double found = outcome.test().accuracy();
    Evaluation.Interval interval = outcome.test().wilson();
    List<AccuracyCharts.Mark> marks =
        Worth.beside(result.record(), outcome, result.published()).stream()
            .map(other -> new AccuracyCharts.Mark(other.name(), other.kind(), other.value()))
            .toList();
    List<Legend> told = new ArrayList<>();
    told.add(new Legend("run", Worth.THIS_RUN, accuracy(found)));
    marks.forEach(mark -> told.add(new Legend(mark.kind(), mark.name(), accuracy(mark.value()))));
    return new Accuracy(
        accuracy(found),
        "%s … %s".formatted(accuracy(interval.low()), accuracy(interval.high())),
        Worth.images(result.record().dataset()),
        told,
        AccuracyCharts.accuracy(found, interval.low(), interval.high(), marks),
        Worth.of(result.record(), outcome));
  }

  /**
   * Charts of an outcome.
   *
   * @param first whether none above has the same layer, whose charts are there then
   */
  private static List<SvgFigure> figures(Exhibit exhibit, Result result, boolean first) {
    List<SvgFigure> figures = new ArrayList<>();
    if (first) {
      String name = result.record().dataset().classNames().get(exhibit.showing().label());
      figures.add(LayerCharts.raster(exhibit.showing(), name));
      figures.add(LayerCharts.potentials(exhibit.showing(), name));
      if (exhibit.counts().length > 0) {
        figures.add(LayerCharts.counts(exhibit));
        figures.add(LayerCharts.rates(exhibit));
      }
      exhibit
          .adaptation()
          .filter(adapted -> adapted.course().meanRateHz().length > 0)
          .ifPresent(adapted -> figures.add(LayerCharts.adaptation(adapted)));
    }
    if (exhibit.course().loss().length > 1) {
      figures.add(LayerCharts.course(exhibit.course()));
    }
    return figures;
  }

  private static Confusion confusion(
      RunRecord record, RunRecord.Layer outcome, Gallery gallery, String id) {
    Set<String> shown = gallery.kinds().stream().map(Gallery.Kind::id).collect(Collectors.toSet());
    List<String> names = record.dataset().classNames();
    int[][] counts = outcome.confusion();
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      int all = IntStream.of(counts[k]).sum();
      List<Cell> cells = new ArrayList<>();
      for (int l = 0; l < names.size(); l++) {
        int n = counts[k][l];
        String kind = Gallery.kind(id, k, l);
        cells.add(
            new Cell(
                n,
                all == 0 || n == 0 ? 0 : Math.clamp((long) Math.ceil(9.0 * n / all), 1, 9),
                shown.contains(kind) ? kind : "",
                Confusions.cell(names, k, l, n)));
      }
      rows.add(new Row(names.get(k), cells, Confusions.recall(outcome, k, "–")));
    }
    return new Confusion(names, record.dataset().noun(), rows);
  }
}
