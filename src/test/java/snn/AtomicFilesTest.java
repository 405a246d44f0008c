package snn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

  @TempDir private Path folder;

  @Test
  void createsFoldersAndTheFileAndNothingElse() throws IOException {
    Path file = folder.resolve("a/b/report.txt");
    AtomicFiles.write(file, text("whole"));
    assertThat(file).hasContent("whole");
    assertThat(file.getParent()).isDirectoryNotContaining(path -> !path.equals(file));
  }

  /** Where a library writes, it does so beside the file, on the same disk. */
  @Test
  void whatALibraryWritesAppearsWhole() throws IOException {
    Path file = folder.resolve("a/graph.nir");
    AtomicFiles.writeByPath(
        file,
        draft -> {
          assertThat(draft).hasParent(file.getParent()).isNotEqualTo(file);
          Files.writeString(draft, "whole");
        });
    assertThat(file).hasContent("whole");
    assertThat(file.getParent()).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void replacesALongerFile() throws IOException {
    Path file = Files.writeString(folder.resolve("report.txt"), "a long old report");
    AtomicFiles.write(file, text("new"));
    assertThat(file).hasContent("new");
  }

  @Test
  void theOldFileStandsUntilTheNewOneIsComplete() throws IOException {
    Path file = Files.writeString(folder.resolve("report.txt"), "old");
    AtomicFiles.write(
        file,
        out -> {
          out.write("n".getBytes(UTF_8));
          out.flush();
          assertThat(file).hasContent("old");
          out.write("ew".getBytes(UTF_8));
        });
    assertThat(file).hasContent("new");
  }

  @Test
  void failingContentLeavesTheOldFileAndNothingBeside() throws IOException {
    Path file = Files.writeString(folder.resolve("report.txt"), "old");
    IOException failure = new IOException("disk full");
    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void failingContentLeavesNoFileWhereThereWasNone() {
    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    folder.resolve("report.txt"),
                    _ -> {
                      throw new IllegalStateException("no result");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void foldersThatWereMadeInVainAreGone() throws IOException {
    Path other = folder.resolve("a/other.txt");
    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    folder.resolve("a/b/c/report.txt"),
                    _ -> {
                      AtomicFiles.write(other, text("kept"));
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(folder.resolve("a")).isDirectoryNotContaining(path -> !path.equals(other));
  }

  @Test
  void whatIsNoFolderStays() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("a"), Path.of("nowhere"));
    Path inTheWay = Files.writeString(folder.resolve("b"), "kept");
    assertThatThrownBy(() -> AtomicFiles.write(link.resolve("c/report.txt"), text("new")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> AtomicFiles.write(inTheWay.resolve("c/report.txt"), text("new")))
        .isInstanceOf(IOException.class);
    assertThat(link).isSymbolicLink();
    assertThat(inTheWay).hasContent("kept");
  }

  /** A folder takes the place of what is written, and cannot be deleted. */
  @Test
  void whatCannotBeDeletedDoesNotHideWhatFailed() {
    IllegalStateException failure = new IllegalStateException("no result");
    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    folder.resolve("report.txt"),
                    _ -> {
                      Path beside = Path.of(folder.toString(), folder.toFile().list()[0]);
                      Files.delete(beside);
                      Files.createDirectories(beside.resolve("full"));
                      throw failure;
                    }))
        .isSameAs(failure)
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .singleElement()
                    .isInstanceOf(DirectoryNotEmptyException.class));
  }

  /** As the JVM tells of every file that it sends to the disk. */
  @Test
  void theFileGoesToTheDiskBeforeItsNameAndTheFoldersAfterIt() throws IOException {
    Path file = folder.resolve("a/b/report.txt");
    List<String> forced;
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withoutThreshold();
      recording.start();
      AtomicFiles.write(file, text("whole"));
      recording.stop();
      Path dump = folder.resolve("events.jfr");
      recording.dump(dump);
      forced =
          RecordingFile.readAllEvents(dump).stream()
              .sorted(Comparator.comparing(RecordedEvent::getStartTime))
              .map(event -> event.getString("path"))
              .filter(path -> path != null && path.startsWith(folder.toString()))
              .toList();
    }
    assertThat(forced).first().asString().matches(".*/a/b/\\.report\\.txt\\..*\\.part");
    assertThat(forced.stream().skip(1))
        .containsExactly(
            file.getParent().toString(), folder.resolve("a").toString(), folder.toString());
  }

  @Test
  void aFolderInTheWayIsLeftAlone() throws IOException {
    Path inTheWay = Files.createDirectories(folder.resolve("report.txt/kept"));
    assertThatThrownBy(() -> AtomicFiles.write(folder.resolve("report.txt"), text("new")))
        .isInstanceOf(IOException.class);
    assertThat(inTheWay).isDirectory();
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
  }

  /** One writer works while another is half done: the second begins and ends inside the first. */
  @Test
  void twoWritersAtOnceDoNotMixTheirBytes() throws IOException {
    Path file = folder.resolve("report.txt");
    byte[] first = new byte[50_000];
    byte[] second = new byte[20_000];
    Arrays.fill(first, (byte) '1');
    Arrays.fill(second, (byte) '2');
    AtomicFiles.write(
        file,
        out -> {
          out.write(first, 0, 25_000);
          AtomicFiles.write(file, other -> other.write(second));
          assertThat(file).hasBinaryContent(second);
          out.write(first, 25_000, 25_000);
          assertThat(file).hasBinaryContent(second);
        });
    assertThat(file).hasBinaryContent(first);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void aProcessThatIsToldToEndLeavesTheOldFileAndNothingBesideIt() throws Exception {
    Path file = Files.writeString(folder.resolve("report"), "old");
    Process process = OtherJava.start(List.of(), EndsWhileItWrites.class, file.toString());
    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).doesNotContain("still");
  }

  /** Is told to end when half a file is written, and then goes on as if it had not heard. */
  static final class EndsWhileItWrites {

    private EndsWhileItWrites() {}

    public static void main(String[] args) throws IOException {
      Path file = Path.of(args[0]);
      try {
        AtomicFiles.write(
            file,
            out -> {
              out.write("ne".getBytes(UTF_8));
              new Thread(() -> System.exit(143)).start();
              while (file.getParent().toFile().list().length > 1) {
                Thread.onSpinWait();
              }
              out.write("w".getBytes(UTF_8));
            });
      } finally {
        System.out.println("still there");
      }
    }
  }

  private static AtomicFiles.Content text(String text) {
    return out -> out.write(text.getBytes(UTF_8));
  }
}
