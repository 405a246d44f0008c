package snn.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import snn.AtomicFiles;
import snn.Numbers;

/**
 * What a search has found so far: enough to go on with it.
 *
 * @param schema {@link #SCHEMA}
 * @param experiment what is tuned
 * @param flags the same for every trial
 * @param space what is searched, by parameter
 * @param trials how many begin
 * @param seed of the search
 * @param results of few images first, and of equally many in the order of the trials
 */
public record SearchRecord(
    int schema,
    String experiment,
    List<String> flags,
    Map<String, String> space,
    int trials,
    long seed,
    List<Result> results) {

  private static final int SCHEMA = 1;

  /**
   * One trial at one size.
   *
   * @param trial its number, from 0
   * @param images how many it learnt from
   * @param values by parameter
   * @param heldOutAccuracy of images that it did not learn from
   */
  public record Result(int trial, int images, Map<String, String> values, double heldOutAccuracy) {}

  /** One that begins. */
  public static SearchRecord begin(
      String experiment, List<String> flags, Map<String, String> space, int trials, long seed) {
    return new SearchRecord(SCHEMA, experiment, flags, space, trials, seed, List.of());
  }

  /**
   * Reads one.
   *
   * @throws snn.data.DataException if the file is none
   */
  public static SearchRecord read(Path file) {
    return Json.read(file, SearchRecord.class, List.of(), _ -> {}, "the record of a search");
  }

  /** Whether another is the same search, be it further or less far, or of fewer trials. */
  public boolean extendsThatOf(SearchRecord other) {
    return with(trials, List.of()).equals(other.with(trials, List.of()));
  }

  /** This search with the results of one that it extends. */
  public SearchRecord after(SearchRecord other) {
    return with(trials, other.results);
  }

  private SearchRecord with(int more, List<Result> others) {
    return new SearchRecord(schema, experiment, flags, space, more, seed, others);
  }

  /** This search with one more result. */
  public SearchRecord with(Result result) {
    List<Result> more = new ArrayList<>(results);
    more.add(result);
    // Several trials are under way at a time: whichever ends first, the record is the same.
    more.sort(Comparator.comparingInt(Result::images).thenComparingInt(Result::trial));
    return with(trials, List.copyOf(more));
  }

  /** The result of a trial at a size, if it is there. */
  public Optional<Result> find(int trial, int images) {
    return results.stream()
        .filter(result -> result.trial == trial && result.images == images)
        .findFirst();
  }

  /** The results of that size. */
  public List<Result> ofSize(int images) {
    return results.stream().filter(result -> result.images == images).toList();
  }

  /** Writes it. */
  public void write(Path file) throws IOException {
    Json.write(file, this);
  }

  /** Writes the results as a table. */
  public void writeCsv(Path file) throws IOException {
    List<String> names = new ArrayList<>(List.of("trial", "images"));
    names.addAll(space.keySet());
    names.add("held_out_accuracy");
    StringBuilder text = new StringBuilder(DelimitedText.CSV.line(names));
    for (Result result : results) {
      List<String> cells =
          new ArrayList<>(List.of(Integer.toString(result.trial), Integer.toString(result.images)));
      space.keySet().forEach(name -> cells.add(result.values.get(name)));
      cells.add(Numbers.python(result.heldOutAccuracy));
      text.append(DelimitedText.CSV.line(cells));
    }
    AtomicFiles.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
