package snn.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an IDX file may hold, told by the first four bytes: 0, 0, type of a number, dimensions. */
enum IdxKind {
  /** Unsigned bytes, [images, rows, columns], or with channels after or before them. */
  IMAGES("images") {
    @Override
    List<Integer> magics() {
      return List.of(0x0803, 0x0804);
    }
  },

  /** Unsigned bytes, [images]. */
  BYTE_LABELS("labels") {
    @Override
    List<Integer> magics() {
      return List.of(0x0801);
    }
  },

  /**
   * Unsigned or signed bytes, int16 or int32, [images]; or int32, [images, 8], as QMNIST has them,
   * of which the first column is the class.
   */
  LABELS("labels") {
    @Override
    List<Integer> magics() {
      return List.of(0x0801, 0x0901, 0x0b01, 0x0c01, 0x0c02);
    }
  };

  private final String items;

  IdxKind(String items) {
    this.items = items;
  }

  abstract List<Integer> magics();

  /** What the items are, in a word. */
  String items() {
    return items;
  }

  boolean isOfImages() {
    return this == IMAGES;
  }

  boolean has(int magic) {
    return magics().contains(magic);
  }

  /** How the header of such a file begins, in words. */
  String begin() {
    // Images have several magic numbers, of which the usual one is enough here.
    return (isOfImages() ? magics().subList(0, 1) : magics())
        .stream().map(IdxKind::hex).collect(Collectors.joining(" or "));
  }

  /** The other kind that begins with {@code magic}, in words; empty if none does. */
  String confused(int magic) {
    return Arrays.stream(values())
        .filter(kind -> kind.has(magic))
        .findFirst()
        .map(kind -> ", as " + kind.items + " do")
        .orElse("");
  }

  static String hex(int magic) {
    return String.format(Locale.ROOT, "0x%08x", magic);
  }
}
