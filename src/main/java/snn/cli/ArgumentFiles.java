package snn.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;
import snn.Reason;

/**
 * Words of a command line that stand in files: {@code @FILE} is replaced by the words in it. White
 * space separates them, unless it is in quotes, single or double, around a word or a part of it; a
 * word that begins with # begins a comment. A word that is to begin with @ is written @@.
 *
 * <p>Picocli's own reader breaks {@code --output_dir="my runs"} at the quote.
 */
final class ArgumentFiles {

  /** Largest depth of argument files that name argument files. */
  private static final int DEEPEST = 10;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** A comment, or a word with its quotes; last a quote that does not end. */
  private static final Pattern WORD =
      Pattern.compile("#.*|((?:[^\\s'\"]++|'[^']*+'|\"[^\"]*+\")++)|(['\"])");

  private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");

  private ArgumentFiles() {}

  /** A file of words that cannot be read. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String word, String reason) {
      super("%s cannot be read: %s".formatted(word, reason));
    }
  }

  /** The words, with those of the files instead of the files' names. */
  static String[] expand(String... words) throws UnreadableException {
    List<String> expanded = new ArrayList<>();
    for (String word : words) {
      expand(word, 0, expanded);
    }
    return expanded.toArray(String[]::new);
  }

  private static void expand(String word, int depth, List<String> expanded)
      throws UnreadableException {
    if (!word.startsWith("@") || word.equals("@")) {
      expanded.add(word);
    } else if (word.startsWith("@@")) {
      expanded.add(word.substring(1));
    } else if (depth == DEEPEST) {
      throw new UnreadableException(word, "it is a file in a file, too deep");
    } else {
      for (String inside : words(word)) {
        expand(inside, depth + 1, expanded);
      }
    }
  }

  private static List<String> words(String word) throws UnreadableException {
    String text = text(word);
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      if (matcher.group(2) != null) {
        throw new UnreadableException(word, "a quote " + matcher.group(2) + " does not end");
      }
      if (matcher.group(1) != null) {
        words.add(QUOTED.matcher(matcher.group(1)).replaceAll(ArgumentFiles::inside));
      }
    }
    return words;
  }

  private static String inside(MatchResult quoted) {
    return Matcher.quoteReplacement(quoted.group(1) != null ? quoted.group(1) : quoted.group(2));
  }

  private static String text(String word) throws UnreadableException {
    try {
      Path file = UserPath.of(word.substring(1));
      String text = Files.readString(file);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (TypeConversionException e) {
      throw new UnreadableException(word, e.getMessage());
    } catch (CharacterCodingException _) {
      throw new UnreadableException(word, "it is not text in UTF-8");
    } catch (IOException e) {
      throw new UnreadableException(word, Reason.of(e));
    }
  }
}
