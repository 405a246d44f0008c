package snn.data;

import snn.Workers;

/** Images that the program draws, for tests. */
public final class Drawn {

  private Drawn() {}

  /** Digits, drawn on the calling thread alone. */
  public static Dataset digits(long seed, int train, int test) {
    try (Workers none = new Workers(1)) {
      return StrokeDigits.generate(seed, train, test, none);
    }
  }
}
