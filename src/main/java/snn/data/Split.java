package snn.data;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The two parts of a set, by the words that names of files and folders have. */
enum Split {
  /** To learn from. */
  TRAIN {
    @Override
    List<String> words() {
      return List.of("train");
    }
  },

  /** To be tested on; the first of the words that there is. */
  TEST {
    @Override
    List<String> words() {
      return List.of("test", "t10k", "val");
    }
  };

  abstract List<String> words();

  /** Its name in words. */
  String word() {
    return words().getFirst();
  }

  /** Those of some paths that are of this part; several words in one name make it of neither. */
  List<Path> of(Collection<Path> paths) {
    Split other = this == TRAIN ? TEST : TRAIN;
    for (String word : words()) {
      List<Path> found =
          paths.stream()
              .filter(path -> Listing.lowerName(path).contains(word))
              .filter(path -> other.words().stream().noneMatch(Listing.lowerName(path)::contains))
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }
}
