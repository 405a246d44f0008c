package snn.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import snn.Reason;

/**
 * The lines of a CSV file, and their cells, with commas, semicolons or tabs between. Empty lines,
 * those of nothing but commas, and comments, which begin with a #, have no content. Quotes around a
 * cell are left out, and there is no cell with a separator or the end of a line in it.
 */
final class CsvLines {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Largest number of characters up to the end of the first row; names of 65,536 pixels fit. */
  private static final int LONGEST_LINE = 1 << 21;

  private CsvLines() {}

  /** The lines up to and including the first that has content. */
  static List<String> begin(Path file, Advice advice) {
    try (BufferedReader reader = reader(file)) {
      List<String> lines = new ArrayList<>();
      StringBuilder line = new StringBuilder();
      int length = 0;
      for (int c = reader.read(); ; c = reader.read()) {
        if (c >= 0 && c != '\n' && c != '\r') {
          if (length++ == LONGEST_LINE) {
            throw advice.unfit(file, "its first line does not end");
          }
          line.append((char) c);
          continue;
        }
        lines.add(unmarked(line.toString()));
        if (c < 0 || isContent(lines.getLast())) {
          return lines;
        }
        line.setLength(0);
      }
    } catch (IOException e) {
      throw advice.unreadable(file, Reason.of(e), e);
    }
  }

  /** The next line that has content; null at the end of the file. */
  static String next(BufferedReader reader) throws IOException {
    String line = reader.readLine();
    while (line != null && !isContent(unmarked(line))) {
      line = reader.readLine();
    }
    return line == null ? null : unmarked(line);
  }

  /** Whether a line has content: no comment, not empty, and not just separators of empty cells. */
  private static boolean isContent(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c > ' ' && c != ',' && c != ';' && c != '"') {
        return c != '#';
      }
    }
    return false;
  }

  private static String unmarked(String line) {
    return line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
  }

  /** The text, in UTF-8, or in UTF-16 where a byte order mark says so. */
  static BufferedReader reader(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(open(file));
    bytes.mark(2);
    byte[] first = bytes.readNBytes(2);
    bytes.reset();
    int mark = first.length < 2 ? 0 : ((first[0] & 0xff) << Byte.SIZE) | (first[1] & 0xff);
    return new BufferedReader(
        new InputStreamReader(
            bytes,
            mark == 0xfeff || mark == 0xfffe ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8));
  }

  private static InputStream open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(Files.exists(file) ? "it is no regular file" : "no such file");
    }
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    return Listing.lowerName(file).endsWith(".gz") ? new Gunzip(bytes) : bytes;
  }

  /** A cell without quotes and the space around it. */
  static String bare(String cell) {
    return cell.strip().replace("\"", "").strip();
  }

  /** A bare cell with a point for a decimal comma, where commas do not separate cells. */
  static String number(String cell, char delimiter) {
    return delimiter == ',' ? bare(cell) : bare(cell).replace(',', '.');
  }

  /** The cells of a line; a comma at its end begins none. */
  static List<String> cells(String line, char delimiter) {
    List<String> cells =
        Arrays.stream(line.split(Pattern.quote(String.valueOf(delimiter)), -1))
            .map(CsvLines::bare)
            .toList();
    return cells.size() > 1 && cells.getLast().isEmpty()
        ? cells.subList(0, cells.size() - 1)
        : cells;
  }

  /** The separator of a line's cells; where it is a semicolon, numbers may have decimal commas. */
  static char delimiter(String line) {
    return line.indexOf(';') >= 0 ? ';' : line.strip().indexOf('\t') >= 0 ? '\t' : ',';
  }
}
