package snn.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a user can do about files that cannot be used. */
enum Advice {
  /** The files belong to a public set. */
  PUBLIC(
      "give another folder with {data_dir}",
      "give a folder of other files with {data_dir}, or use {dataset} strokes"),

  /** The files are the user's own. */
  OWN("give another folder with {dataset}", "give another folder with {dataset}"),

  /** The files are single images, not a dataset. */
  SINGLE("give another image", "give a PNG, JPEG, GIF, BMP, IDX or CSV file");

  private final String other;
  private final String unfit;

  Advice(String other, String unfit) {
    this.other = other;
    this.unfit = unfit;
  }

  /** Advice for a file that is missing or broken. */
  String other() {
    return other;
  }

  /** An error for an intact file of another format. */
  DataException unfit(Path file, String fault) {
    return new DataException(
        "%s is not what this program reads: %s; %s".formatted(file, fault, unfit));
  }

  /**
   * Checks that there is a file that can be read to its end: a pipe would wait for its writer, and
   * a device would never end.
   *
   * @throws DataException if not
   */
  void requireRegular(Path file) {
    if (!Files.isRegularFile(file)) {
      throw unreadable(
          file,
          Files.isDirectory(file)
              ? "it is a folder"
              : Files.exists(file) ? "it is no regular file" : "no such file",
          null);
    }
  }

  DataException unreadable(Path file, String reason, IOException e) {
    return new DataException(
        "%s cannot be read: %s; make it a file that can, or %s".formatted(file, reason, other), e);
  }
}
