package snn.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.experiment.Settings;
import snn.measure.Cost;
import snn.measure.Information;
import snn.page.Page;
import snn.page.PageRun;
import snn.readout.Minimum;
import snn.record.Made;
import snn.record.RunRecord;
import snn.report.ReportText;

/** A run of which all facts hold: reports and pages have each of them, and nothing else. */
class EveryFactTest {

  private static final Plan PLAN = Made.plan("homeostasis", "rule", "log", "t_ref_ms", 3);

  private static final Settings POINT = PLAN.points().getFirst();

  private static final RunRecord RECORD =
      Made.record(
          PLAN,
          Made.outcome(
              POINT,
              Map.of(),
              Optional.of(Made.adapted(PLAN, 0.95, 0, 40, 30, 25)),
              new Outcome.Gains("g", 0.1f, 2.5f),
              Optional.of(new Information(97.34, 45, 128, 6000, 0.625, 8.1, 0.43, 0.71)),
              Optional.of(new Cost(40_143.26, 20_000, 0.8475)),
              Made.fit(PLAN, Minimum.Stop.ITERATION_LIMIT)));

  private static final RunRecord.Layer LAYER = RECORD.outcomes().getFirst();

  private static final Pattern LIST = Pattern.compile("(?s)<ul class=\"sentences\">(.*?)</ul>");
  private static final Pattern ITEM = Pattern.compile("(?s)<li[^>]*>(.*?)</li>");

  @TempDir private Path folder;

  @Test
  void ofAReport() {
    List<String> lines = new ArrayList<>();
    lines.add(Method.besides(PLAN, POINT).orElseThrow());
    lines.addAll(ReadoutFacts.lines(LAYER));
    lines.addAll(Worth.lines(RECORD.dataset(), LAYER));
    lines.addAll(Confusions.lines(RECORD.dataset(), LAYER));
    lines.addAll(LayerFacts.lines(POINT, LAYER));
    lines.add("Seed: 42");
    lines.add("Weights: SHA-256 w");
    lines.add("Train counts: SHA-256 a");
    lines.add("Test counts: SHA-256 b");
    List<String> diagnosis = Diagnosis.of(RECORD, 0);
    assertThat(diagnosis).hasSizeGreaterThan(1);
    diagnosis.forEach(sentence -> lines.add("Diagnosis: " + sentence));
    assertThat(ReportText.of(RECORD, 0).lines().dropWhile(line -> !line.isEmpty()).skip(1))
        .containsExactlyElementsOf(lines);
  }

  @Test
  void ofAPage() throws IOException {
    Result result = Result.of("homeostasis", "run0o0", RECORD, 0, Optional.empty());
    List<String> sentences = new ArrayList<>(Worth.compared(LAYER, result.published()));
    sentences.addAll(LayerFacts.diagnosis(result));
    sentences.addAll(LayerFacts.of(result));
    sentences.add(ReadoutFacts.of(result));
    String page = page(new PageRun("name", RECORD, "command", List.of(), ""));
    List<String> found = new ArrayList<>();
    LIST.matcher(page)
        .results()
        .flatMap(list -> ITEM.matcher(list.group(1)).results())
        .map(MatchResult::group)
        .forEach(item -> found.add(item.replaceAll("<[^>]*>", "")));
    assertThat(found).hasSizeGreaterThan(8).containsExactlyElementsOf(sentences);
    assertThat(page)
        .contains("<p class=\"worth\">" + Worth.of(RECORD, LAYER) + "</p>")
        .contains("<p>" + Method.of(RECORD, Optional.empty()) + "</p>")
        .contains(Provenance.programs(List.of(RECORD), List.of("homeostasis")).getFirst());
    Provenance.of(RECORD).values().forEach(origin -> assertThat(page).contains(origin));
    Provenance.hashes(LAYER).keySet().forEach(hash -> assertThat(page).contains(hash));
  }

  /** In a notebook, which compares runs. */
  @Test
  void ofSeveralRuns() throws IOException {
    Plan plan = Made.plan("baseline");
    RunRecord other =
        Made.record(plan, Made.outcome(plan, 0, Made.fit(plan, Minimum.Stop.CONVERGED)));
    List<RunRecord> records = List.of(other, RECORD);
    List<Result> results =
        List.of(
            Result.of("baseline", "run0o0", other, 0, Optional.empty()),
            Result.of("homeostasis", "run1o0", RECORD, 0, Optional.empty()));
    Findings findings = new Findings(results);
    String page =
        page(
            new PageRun("name", other, "command", List.of(), ""),
            new PageRun("name", RECORD, "command", List.of(), ""));
    assertThat(findings.all()).hasSizeGreaterThan(3);
    findings
        .all()
        .forEach(
            finding ->
                finding
                    .sentences()
                    .forEach(sentence -> assertThat(page).contains("<li>" + sentence + "</li>")));
    results.forEach(result -> assertThat(page).contains(findings.answer(result)));
    assertThat(page)
        .contains(PairTable.of(results).note())
        .contains(Provenance.draws(records))
        .contains(Provenance.title(records, List.of()));
  }

  @Test
  void whatOneRunMeasuredOfThePixelsIsToldOfAllOnTheSameImages() throws IOException {
    Plan plan = Made.plan("baseline");
    RunRecord other =
        Made.record(plan, Made.outcome(plan, 0, Made.fit(plan, Minimum.Stop.CONVERGED)));
    String page =
        page(
            new PageRun("name", other.besidePixels(0.2), "command", List.of(), ""),
            new PageRun("name", RECORD, "command", List.of(), ""));
    String answer =
        new Findings(
                List.of(
                    Result.of("baseline", "run0o0", other, 0, Optional.empty()),
                    Result.of("homeostasis", "run1o0", RECORD, 0, Optional.empty())))
            .answer(Result.of("homeostasis", "run1o0", RECORD, 0, Optional.empty()));
    assertThat(page)
        .contains(
            answer
                + " Without a layer: logistic regression on the pixels reads 0.2000; the layer is"
                + " worth 0.5500 more.");
  }

  private String page(PageRun... runs) throws IOException {
    Path file = folder.resolve("page.html");
    Page.write(file, List.of(runs), UnaryOperator.identity());
    return Files.readString(file)
        .replaceAll("(?s)<(style|script).*?</\\1>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
