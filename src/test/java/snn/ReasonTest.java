package snn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonTest {

  static Stream<Arguments> reasons() {
    return Stream.of(
        Arguments.of(new NoSuchFileException("f"), "no such file or folder"),
        Arguments.of(new AccessDeniedException("f"), "access denied"),
        Arguments.of(
            new FileAlreadyExistsException("f"), "something else of that name is in the way"),
        Arguments.of(new FileSystemException("f", null, "Is a directory"), "Is a directory"),
        Arguments.of(new IOException("No space left on device"), "No space left on device"),
        Arguments.of(new NotDirectoryException("f"), "it is no folder"),
        Arguments.of(
            new DirectoryNotEmptyException("f"), "a folder that is not empty is in the way"),
        Arguments.of(new ClosedByInterruptException(), "interrupted"),
        Arguments.of(new UnknownHostException("f"), "unknown host"),
        Arguments.of(new EOFException("Unexpected end of file"), "Unexpected end of file"),
        Arguments.of(new EOFException(), "it ends too early"),
        Arguments.of(new IOException(), "IOException"));
  }

  /** Libraries turn what fails below them into exceptions of their own. */
  @Test
  void isFoundWithinWhatALibraryThrows() {
    IOException full = new IOException("No space left on device");
    assertThat(Reason.within(new IllegalStateException("writing", new IOException("sync", full))))
        .contains(full);
    assertThat(Reason.within(new UncheckedIOException(full))).contains(full);
    assertThat(Reason.within(new IllegalStateException("writing"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void isSaidWithoutTheFile(IOException e, String reason) {
    assertThat(Reason.of(e)).isEqualTo(reason);
  }
}
