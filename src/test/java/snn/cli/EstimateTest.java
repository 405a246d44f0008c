package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import snn.experiment.Work;
import snn.sweep.Estimate;
import snn.sweep.Grid;
import snn.sweep.Schedule;
import snn.sweep.Sweep;

/** The shape of the model of costs, and {@code --estimate} on few drawn digits. */
class EstimateTest {

  private static final double CLOSE = 1e-9;

  @TempDir private Path folder;

  /** A machine on which all constants are known. */
  private static final Estimate.Trial TRIAL =
      new Estimate.Trial(brightness(), 0, 1e-9, 1e-9, 1e-10, 30, 0.25, 5000, 7, 400);

  private static Work.Brightness brightness() {
    double[] pixels = new double[256];
    pixels[0] = 650;
    pixels[200] = 134;
    return new Work.Brightness(pixels);
  }

  private static List<List<Schedule.Group<Sweep.Planned>>> bundles(int jobs, String... words) {
    PointParser parser = new PointParser();
    int end = Arrays.asList(words).indexOf("--");
    Grid grid = GridReader.of(List.of(words).subList(0, end), parser);
    GridReader.Further further =
        GridReader.Further.of(List.of(words).subList(end + 1, words.length));
    return Schedule.of(
            grid.points(further.common()).stream()
                .map(
                    point -> {
                      Map<String, Object> given = parser.given(point.words());
                      return new Sweep.Planned(
                          point, given, parser.plan(point.experiment(), given), false);
                    })
                .toList())
        .bundles(jobs);
  }

  private static Estimate.Costs costs(int jobs, String words) {
    return Estimate.costs(bundles(jobs, words.split(" ", -1)), jobs, _ -> TRIAL);
  }

  private static Estimate.Stages stages(String words) {
    return costs(1, words).stages();
  }

  @Test
  void timeGrowsAsTheWork() {
    Estimate.Stages one = stages("sparse --seed 1 -- --hidden 100 --limit 4000");
    Estimate.Stages images = stages("sparse --seed 1 -- --hidden 100 --limit 8000");
    assertThat(images.features()).isCloseTo(2 * one.features(), within(CLOSE));
    assertThat(images.readout()).isCloseTo(2 * one.readout(), within(CLOSE));
    assertThat(images.rest()).isEqualTo(one.rest());
    Estimate.Stages neurons = stages("sparse --seed 1 -- --hidden 200 --limit 4000");
    assertThat(neurons.readout()).isCloseTo(2 * one.readout(), within(CLOSE));
    // Input spikes are drawn once for all neurons.
    assertThat(neurons.features()).isBetween(1.2 * one.features(), 1.999 * one.features());
    Estimate.Stages steps = stages("sparse --seed 1 -- --hidden 100 --limit 4000 --num_steps 200");
    assertThat(steps.features()).isCloseTo(2 * one.features(), within(CLOSE));
    assertThat(steps.readout()).isEqualTo(one.readout());
    Estimate.Stages rate = stages("sparse --seed 1 -- --hidden 100 --limit 4000 --fmax_hz 200");
    // Neurons decay without input, too.
    assertThat(rate.features()).isBetween(1.05 * one.features(), 1.99 * one.features());
    // The readout stops by itself, or where it must.
    assertThat(stages("sparse --seed 1 -- --hidden 100 --limit 4000 --max_iter 10").readout())
        .isCloseTo(one.readout() / 3, within(CLOSE));
    assertThat(one.mostReadout()).isCloseTo(one.readout() * 200 / 30, within(CLOSE));
  }

  @Test
  void gainsAreAdaptedOnTrainingImages() {
    double none = features("homeostasis --seed 1 -- --hidden 100 --limit 4000 --adapt_epochs 0");
    double twice = features("homeostasis --seed 1 -- --hidden 100 --limit 4000 --adapt_epochs 2");
    assertThat(twice).isCloseTo(2 * none, within(CLOSE));
  }

  private static double features(String words) {
    return stages(words).features();
  }

  @Test
  void whatIsSharedCountsOnce() {
    Estimate.Stages one = stages("sparse --seed 1 -- --hidden 100 --limit 4000");
    // Readouts share features, and what is measured of them.
    Estimate.Stages readouts =
        stages("sparse --C 0.1 1 10 --seed 1 -- --hidden 100 --limit 4000 --penalty l2");
    assertThat(readouts.features()).isCloseTo(one.features(), within(CLOSE));
    assertThat(readouts.information()).isCloseTo(one.information(), within(CLOSE));
    assertThat(readouts.readout()).isCloseTo(3 * one.readout(), within(CLOSE));
    assertThat(readouts.rest()).isCloseTo(3 * one.rest(), within(CLOSE));
    // Layers that differ in their neurons share input spikes and currents.
    double alone = 8 * one.features();
    double together =
        features("sparse --tau_ms 5 10 15 20 25 30 35 40 -- --hidden 100 --limit 4000");
    assertThat(together).isBetween(one.features(), 0.95 * alone);
    // Seeds share nothing.
    assertThat(features("sparse --seed 1..8 -- --hidden 100 --limit 4000"))
        .isCloseTo(alone, within(CLOSE));
    // Seeds of one point count each.
    assertThat(features("sparse --seed 1 -- --hidden 100 --limit 4000 --repeats 8"))
        .isCloseTo(alone, within(CLOSE));
  }

  @Test
  void pointsAreRunSideBySide() {
    Estimate.Costs alone = costs(1, "sparse --seed 1..5 -- --hidden 100 --limit 4000");
    Estimate.Costs two = costs(2, "sparse --seed 1..5 -- --hidden 100 --limit 4000");
    assertThat(alone.seconds()).isCloseTo(alone.stages().sum(), within(CLOSE));
    // Three on one thread, two on the other.
    assertThat(two.seconds()).isCloseTo(0.6 * alone.seconds(), within(CLOSE));
    assertThat(two.stages()).isEqualTo(alone.stages());
    assertThat(two.files()).isEqualTo(35);
    // 400 test images were tried: a digit of their classes, and of each outcome.
    assertThat(two.bytes()).isEqualTo(5 * (5000 + 2 * 3600));
  }

  @Test
  void theWholeSweepIsEstimatedAndNothingIsRun() throws IOException {
    Path out = folder.resolve("out");
    List<String> words =
        List.of(
            "sweep", "sparse", "--p_connect", "0.1,0.2", "--readout=ridge,logreg", "--out=" + out);
    List<String> further = List.of("--", "--dataset=strokes", "--limit=57", "--hidden=9");
    Program run = run(words, List.of("--estimate"), further);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.errLines()).containsExactly("snn: 4 points, 0 of them complete, in " + out);
    assertThat(run.out())
        .matches(
            "(?s)time: about \\d+ s \\(\\d+ s to \\d+ s\\), \\d at a time with \\d threads? each\n"
                + "  start \\S+ s; of all points together: features \\S+ s, information \\S+ s,"
                + " readout \\S+ s, files \\S+ s\n.*"
                + "memory: about 0\\.\\d GB of a heap of \\S+ GB\n"
                + "disk: about \\S+ MB in \\d+ files and folders\n"
                + "measured just now on at most 2000 images of a point of each of 2 kinds\n"
                + "(this machine was busy before, with a load of .*\n)?");
    assertThat(out).doesNotExist();
    // What was said of the disk is true.
    String disk = run.out().replaceAll("(?s).*disk: about (\\S+) MB in (\\d+) files.*", "$1 $2");
    assertThat(run(words, List.of(), further).exitCode()).isZero();
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(out)) {
      all.filter(file -> !file.equals(out) && !file.endsWith(".locks")).forEach(files::add);
    }
    double bytes = 0;
    for (Path file : files) {
      bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    assertThat(Double.parseDouble(disk.split(" ", -1)[0]))
        .isCloseTo(bytes / 1e6, withinPercentage(10));
    assertThat(disk).endsWith(" " + files.size());
    assertThat(run(words, List.of("--estimate"), further).out())
        .isEqualTo("nothing is left to run\n");
  }

  private static Program run(List<String> words, List<String> more, List<String> further) {
    return Program.run(
        Stream.of(words, more, further).flatMap(List::stream).toArray(String[]::new));
  }
}
