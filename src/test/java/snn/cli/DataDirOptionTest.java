package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirOptionTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"somewhere", "ftp://host/mnist", "http://me:secret@host/"})
  void whatIsNoMirrorIsRefusedBeforeAnythingIsDone(String url) {
    Program run = Program.runIn(folder, "sparse", "--dataset=mnist", "--mirror=" + url);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines().getFirst())
        .isEqualTo(
            "snn: --mirror must be the http, https or file URL of a folder, without a user or a"
                + " query, found '%s'".formatted(url));
  }

  @Test
  void aMirrorIsAskedForTheDataAndNoOther() {
    Program run =
        Program.runIn(
            folder,
            "sparse",
            "--dataset=mnist",
            "--data_dir=" + folder.resolve("data"),
            "--mirror=file://" + folder);
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .contains("the download of train-images-idx3-ubyte.gz failed (file://" + folder)
        .contains("/: no such file or folder); ");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void theRecordDoesNotDependOnItAndIsVerifiedWithIt() throws IOException {
    String mirror = "--mirror=file://" + folder.resolve("nowhere");
    Path data = folder.resolve("data");
    TinyMnist.write(data, 12);
    Program run = Program.runIn(folder, "sparse", "--dataset=mnist", "--data_dir=" + data, mirror);
    assertThat(run.exitCode()).as(run.err()).isZero();
    Path record = Program.reports(folder).resolve("sparse_p0.05.json");
    assertThat(Files.readString(record)).doesNotContain("mirror", "nowhere");
    assertThat(Program.run("verify", "" + record, "--data_dir=" + data, mirror).exitCode())
        .isZero();
    Path other = folder.resolve("other");
    Program again = Program.run("verify", "" + record, "--data_dir=" + other, mirror);
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.err()).contains("failed (file://" + folder.resolve("nowhere") + "/: ");
  }
}
