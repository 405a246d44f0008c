package snn.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import snn.data.DatasetIdentity;
import snn.fact.Result;
import snn.picture.Exhibit;
import snn.record.RunRecord;

/**
 * A run that a page shows.
 *
 * @param name of its files
 * @param record of it
 * @param command that does the same
 * @param exhibits of its first outcomes, in their order; of the others there is nothing more to
 *     show than the record says
 * @param missing why there are fewer than there might be; empty where there are not
 */
public record PageRun(
    String name, RunRecord record, String command, List<Exhibit> exhibits, String missing) {

  /** Outcomes of the first seed. */
  List<RunRecord.Layer> firstSeed() {
    long seed = record.outcomes().getFirst().seed();
    return record.outcomes().stream().filter(outcome -> outcome.seed() == seed).toList();
  }

  /** What is shown of one of its outcomes besides; empty where there is nothing more. */
  Optional<Exhibit> exhibit(int outcome) {
    return outcome < exhibits.size() ? Optional.of(exhibits.get(outcome)) : Optional.empty();
  }

  /** What of that sentences speak of. */
  Optional<Result.Seen> seen(int outcome) {
    return exhibit(outcome)
        .map(shown -> new Result.Seen(shown.counts(), shown.information(), shown.cost()));
  }

  /**
   * This run, told what another measured on the same images: what their pixels read without a
   * layer. Nothing changes where it measured that itself.
   */
  PageRun besidePixels(Map<DatasetIdentity, Double> pixels) {
    Double known = pixels.get(record.dataset());
    return known == null
        ? this
        : new PageRun(name, record.besidePixels(known), command, exhibits, missing);
  }

  /** This run with other exhibits. */
  public PageRun with(List<Exhibit> more, String why) {
    return new PageRun(name, record, command, more, why);
  }
}
