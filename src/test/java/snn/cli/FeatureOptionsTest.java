package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import snn.record.RecordDifference;
import snn.record.RunRecord;

/** Features that are saved, read out again, or taken from the cache. */
class FeatureOptionsTest {

  @TempDir private Path folder;

  private Path report(String name) {
    return Program.reports(folder).resolve(name);
  }

  private String cache() {
    return "--cache_dir=" + folder.resolve("cache");
  }

  private Path entry() throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve("cache"))) {
      return entries.toList().getFirst();
    }
  }

  /** 60,000 images of 20,000 counts of 16 bits are 2.4 GB, and an array has at most 2^31 bytes. */
  @ParameterizedTest
  @ValueSource(strings = {"save_features", "cache_dir"})
  void whatNoFileHoldsIsRefusedBeforeAnyWork(String flag) {
    Program run =
        Program.run(
            "baseline",
            "--dataset=mnist",
            "--hidden=20000",
            "--num_steps=1000",
            "--t_ref_ms=0",
            "--%s=%s".formatted(flag, folder.resolve("f")));
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("--hidden must be at most 17895", "60000 images", "found 20000", flag);
    assertThat(folder.resolve("f")).doesNotExist();
  }

  /** Without a simulation there are no bars of feature extraction. */
  @ParameterizedTest
  @ValueSource(strings = {"baseline", "homeostasis", "tau-sweep", "sparse"})
  void aHitGivesTheSameAndSaysSo(String experiment) throws IOException {
    Program first = Program.runIn(folder, experiment, cache());
    assertThat(first.err()).doesNotContain("cache");
    String name = experiment.equals("sparse") ? "sparse_p0.05" : experiment.replace('-', '_');
    String text = Files.readString(report("strokes_" + name + "_report.txt"));
    RunRecord record = RunRecord.read(report("strokes_" + name + ".json"));
    byte[] raster = raster();

    Program second = Program.runIn(folder, experiment, cache(), "--num_workers=1");
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).contains("snn: features from the cache: " + folder);
    assertThat(second.bars()).containsOnly("readout fit");
    assertThat(Files.readString(report("strokes_" + name + "_report.txt"))).isEqualTo(text);
    assertThat(RecordDifference.first(record, RunRecord.read(report("strokes_" + name + ".json"))))
        .isEmpty();
    assertThat(raster()).isEqualTo(raster);
  }

  private byte[] raster() throws IOException {
    try (Stream<Path> figures = Files.list(Program.figures(folder))) {
      return Files.readAllBytes(
          figures
              .filter(file -> file.toString().endsWith("raster.png"))
              .sorted()
              .toList()
              .getFirst());
    }
  }

  @Test
  void anotherReadoutIsAHitAndAnotherLayerIsNone() {
    Program.runIn(folder, "sparse", cache());
    assertThat(Program.runIn(folder, "sparse", cache(), "--readout=ridge").err())
        .contains("from the cache");
    // The batch size matters to adaptation only.
    assertThat(Program.runIn(folder, "sparse", cache(), "--batch_size=5").err())
        .contains("from the cache");
    for (String other : new String[] {"--seed=1", "--tau_ms=5", "--limit=56", "--fmax_hz=99"}) {
      assertThat(Program.runIn(folder, "sparse", cache(), other).err()).doesNotContain("cache");
    }
  }

  @Test
  void adaptationIsPartOfTheKey() {
    Program.runIn(folder, "homeostasis", cache());
    assertThat(Program.runIn(folder, "baseline", cache()).err()).doesNotContain("cache");
    for (String other : new String[] {"--batch_size=16", "--eta=0.02", "--adapt_epochs=2"}) {
      assertThat(Program.runIn(folder, "homeostasis", cache(), other).err())
          .doesNotContain("cache");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"train_counts.npy", "gains.npy", "features.json"})
  void aDamagedEntryIsFoundAndReplaced(String name) throws IOException {
    Program first = Program.runIn(folder, "sparse", cache());
    String text = Files.readString(report("strokes_sparse_p0.05_report.txt"));
    Path file = entry().resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    byte[] damaged = bytes.clone();
    damaged[damaged.length - 20] ^= 1;
    Files.write(file, damaged);

    Program second = Program.runIn(folder, "sparse", cache());
    assertThat(second.exitCode()).isZero();
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err())
        .contains("snn: warning: " + file, "the features are extracted again")
        .doesNotContain("from the cache");
    assertThat(Files.readString(report("strokes_sparse_p0.05_report.txt"))).isEqualTo(text);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(Program.runIn(folder, "sparse", cache()).err()).contains("from the cache");
  }

  /** A folder that was renamed by hand, say. */
  @Test
  void anEntryOfAnotherKeyIsReplaced() throws IOException {
    Program.runIn(folder, "sparse", cache());
    Path name = entry();
    Files.move(name, folder.resolve("kept"));
    Program.runIn(folder, "sparse", cache(), "--seed=1");
    Files.move(entry(), name);
    Program run = Program.runIn(folder, "sparse", cache());
    assertThat(run.err()).contains("has other features; they are replaced");
    assertThat(Program.runIn(folder, "sparse", cache()).err()).contains("from the cache");
  }

  @Test
  void aCacheThatCannotBeWrittenCostsNoResult() throws IOException {
    Files.createFile(folder.resolve("cache"));
    Program run = Program.runIn(folder, "sparse", cache());
    assertThat(run.out()).contains("Sparse p=0.05 Test Accuracy: ");
    assertThat(run.exitCode()).isEqualTo(ExitCode.OUTPUT);
    assertThat(run.err()).contains("snn: could not save " + folder.resolve("cache"));
    assertThat(report("strokes_sparse_p0.05_report.txt")).exists();
  }

  /** With the flags of its readout, the record is that of the experiment itself. */
  @ParameterizedTest
  @ValueSource(strings = {"baseline", "homeostasis", "sparse"})
  void savedFeaturesAreReadOutAsIfSimulated(String experiment) throws IOException {
    Path saved = folder.resolve("saved");
    Program simulated =
        Program.runIn(
            folder,
            experiment,
            "--save_features=" + saved,
            "--scale_features",
            "--max_iter=40",
            "--penalty=l2",
            "--C=0.5");
    String name = experiment.equals("sparse") ? "sparse_p0.05" : experiment;
    Program run =
        Program.run(
            "readout",
            "--features=" + saved,
            "--output_dir=" + Program.reports(folder),
            "--fig_dir=" + Program.figures(folder),
            "--scale_features",
            "--max_iter=40",
            "--penalty=l2",
            "--C=0.5");
    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines()).hasSize(1);
    assertThat(run.out())
        .startsWith("Readout Test Accuracy: ")
        .endsWith(simulated.out().substring(simulated.out().lastIndexOf(' ')));
    assertThat(run.bars()).containsExactly("readout fit");
    assertThat(Files.readString(report("readout_report.txt")))
        .isEqualTo(Files.readString(report("strokes_" + name + "_report.txt")));
    // Here batches are those of the progress bars only, where the layer has none.
    assertThat(
            RecordDifference.first(
                RunRecord.read(report("strokes_" + name + ".json")),
                RunRecord.read(report("readout.json"))))
        .isEmpty();
    assertThat(Program.run("verify", report("readout.json").toString()).exitCode()).isZero();
    assertThat(Files.readString(report("readout.html")))
        .contains("snn page readout.json", run.out().substring(run.out().lastIndexOf(' ')).strip());
  }

  /** The readout has no images to show a second time: it tells what the folder tells. */
  @Test
  void featuresWithoutInformationAreReadOutWithoutIt() throws IOException {
    Path saved = folder.resolve("saved");
    Program.runIn(folder, "sparse", "--save_features=" + saved, "--no-information");
    Program run =
        Program.run(
            "readout",
            "--features=" + saved,
            "--output_dir=" + Program.reports(folder),
            "--fig_dir=" + Program.figures(folder));
    assertThat(run.exitCode()).isZero();
    assertThat(Files.readString(report("readout_report.txt"))).doesNotContain("Information:");
    assertThat(RunRecord.read(report("readout.json")).configuration())
        .containsEntry("information", false);
    assertThat(Program.run("verify", report("readout.json").toString()).exitCode()).isZero();
  }

  /** Information is no part of the key: it is measured, or left out, as the run asks. */
  @Test
  void theCacheServesRunsWithAndWithoutInformation() throws IOException {
    Program.runIn(folder, "sparse", cache());
    RunRecord measured = RunRecord.read(report("strokes_sparse_p0.05.json"));
    assertThat(Program.runIn(folder, "sparse", cache(), "--no-information").err())
        .contains("from the cache");
    assertThat(
            RunRecord.read(report("strokes_sparse_p0.05.json")).outcomes().getFirst().information())
        .isEmpty();
    Path other = folder.resolve("other");
    Program.runIn(folder, "sparse", "--cache_dir=" + other, "--no-information");
    assertThat(Program.runIn(folder, "sparse", "--cache_dir=" + other).err())
        .contains("from the cache");
    assertThat(
            RecordDifference.first(measured, RunRecord.read(report("strokes_sparse_p0.05.json"))))
        .isEmpty();
  }

  @Test
  void aSweepSavesAFolderForEachTimeConstant() throws IOException {
    Path saved = folder.resolve("saved");
    Program.runIn(folder, "tau-sweep", "--tau_list=5,7.5", "--save_features=" + saved);
    assertThat(Program.filesIn(saved)).containsExactly("tau_5.0", "tau_7.5");
    assertThat(Program.filesIn(saved.resolve("tau_7.5"))).contains("weights.npy", "features.json");
  }

  @Test
  void aFolderWithoutFeaturesExitsWith3() {
    Program run =
        Program.run(
            "readout",
            "--features=" + folder,
            "--output_dir=" + folder.resolve("o"),
            "--fig_dir=" + folder.resolve("o"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(run.err()).contains("features.json", "no such file");
  }

  /** One limit cannot say how many images there were of both parts. */
  @ParameterizedTest
  @ValueSource(ints = {30, 1000})
  void savedFeaturesOfUnequalPartsAreVerified(int limit) throws IOException {
    Path data = folder.resolve("data");
    TinyMnist.write(data, 20, 60);
    Path saved = folder.resolve("saved");
    assertThat(
            Program.runIn(
                    folder,
                    "sparse",
                    "--dataset=mnist",
                    "--data_dir=" + data,
                    "--limit=" + limit,
                    "--save_features=" + saved)
                .exitCode())
        .isZero();
    Program.run(
        "readout",
        "--features=" + saved,
        "--output_dir=" + Program.reports(folder),
        "--fig_dir=" + Program.figures(folder));
    Program run = Program.run("verify", report("readout.json").toString(), "--data_dir=" + data);
    assertThat(run.err()).doesNotContain("snn:");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void flagsOfAReadoutWithoutEffectAreNamed() {
    Path saved = folder.resolve("saved");
    assertThat(Program.runIn(folder, "sparse", "--save_features=" + saved).exitCode()).isZero();
    Program run =
        Program.run(
            "readout",
            "--features=" + saved,
            "--output_dir=" + Program.reports(folder),
            "--fig_dir=" + Program.figures(folder),
            "--C=0.2",
            "--gap=0.2",
            "--backend=djl");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("warning: flags without effect here: --C, --gap, --backend");
  }

  @Test
  void theReadoutsFlagsAreChecked() {
    assertThat(Program.run("readout").exitCode()).isEqualTo(ExitCode.USAGE);
    Program run = Program.run("readout", "--features=" + folder, "--C=0");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--C must be in");
  }
}
