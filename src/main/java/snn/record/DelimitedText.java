package snn.record;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;

/**
 * Rows of text, a line each, whose cells a letter keeps apart. Where a cell has that letter, or the
 * end of a line, it is written in such a way that the cell is still one.
 */
public enum DelimitedText {
  /** With commas. A cell that needs it is in quotes, as RFC 4180 has it. */
  CSV {
    @Override
    public String line(List<String> cells) {
      return FORMAT.format(cells.toArray()) + '\n';
    }
  },
  /** With tabs. A tab in a cell is {@code \t}, the ends of lines are {@code \n} and {@code \r}. */
  TSV {
    @Override
    public String line(List<String> cells) {
      return cells.stream()
          .map(
              cell ->
                  cell.replace("\\", "\\\\")
                      .replace("\t", "\\t")
                      .replace("\n", "\\n")
                      .replace("\r", "\\r"))
          .collect(Collectors.joining("\t", "", "\n"));
    }
  },
  /** A table of Markdown. The end of a line in a cell is a space. */
  MARKDOWN {
    @Override
    public String line(List<String> cells) {
      return cells.stream()
          .map(cell -> cell.replace("\\", "\\\\").replace("|", "\\|").replaceAll("[\r\n]+", " "))
          .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
  };

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  /** A row, with the end of its line. */
  public abstract String line(List<String> cells);
}
