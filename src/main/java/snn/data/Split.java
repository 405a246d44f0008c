package snn.data;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The two parts of a set, by words in the names of files and folders: {@code my_train}, {@code
 * trainingSet}, {@code validation}, but not {@code contest} and not {@code interval}. Where no name
 * has such a word, it may have one inside: {@code mnisttrain}.
 */
enum Split {
  /** The training images. */
  TRAIN("train") {
    @Override
    List<String> words() {
      return List.of("train(ing)?");
    }
  },

  /** The test images; where several of the words occur, the first one counts. */
  TEST("test") {
    @Override
    List<String> words() {
      return List.of("test(ing)?", "t10k", "val(id(ation)?)?", "eval(uation)?");
    }
  };

  private final String word;

  Split(String word) {
    this.word = word;
  }

  /** Words for the part, as regular expressions, the preferred ones first. */
  abstract List<String> words();

  /** The name of the part for messages. */
  String word() {
    return word;
  }

  /** The paths of this part; a name with words of both parts belongs to neither. */
  List<Path> of(Collection<Path> paths) {
    return byWord(paths).stream().filter(found -> !found.isEmpty()).findFirst().orElse(List.of());
  }

  /** The paths that belong to this part by a less preferred word, and so are not used. */
  List<Path> unused(Collection<Path> paths) {
    List<Path> used = of(paths);
    return byWord(paths).stream()
        .flatMap(List::stream)
        .distinct()
        .filter(path -> !used.contains(path))
        .toList();
  }

  private List<List<Path>> byWord(Collection<Path> paths) {
    boolean whole =
        paths.stream()
            .anyMatch(path -> isIn(path, TRAIN.words(), true) || isIn(path, TEST.words(), true));
    List<String> others = this == TRAIN ? TEST.words() : TRAIN.words();
    return words().stream()
        .map(
            one ->
                paths.stream()
                    .filter(path -> isIn(path, List.of(one), whole))
                    .filter(path -> !isIn(path, others, whole))
                    .toList())
        .toList();
  }

  /**
   * Whether a name has one of some words.
   *
   * @param whole whether it must be a whole word, perhaps with an addition as in {@code testset}; a
   *     capital after a small letter begins a word
   */
  private static boolean isIn(Path path, List<String> words, boolean whole) {
    String name =
        Listing.name(path).replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ").toLowerCase(Locale.ROOT);
    return words.stream()
        .map(
            word ->
                whole ? "(?<!\\p{L})" + word + "(s|sets?|data|images?|labels?)?(?!\\p{L})" : word)
        .anyMatch(word -> Pattern.compile(word).matcher(name).find());
  }
}
