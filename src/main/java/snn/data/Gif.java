package snn.data;

/**
 * A GIF file, of which the first picture counts.
 *
 * @param bytes the file
 */
record Gif(byte[] bytes) implements Picture {

  /** The first bytes of every such file. */
  static final byte[] MAGIC = {'G', 'I', 'F', '8'};

  @Override
  public String format() {
    return "gif";
  }

  /** The decoder warns only of codes that no encoder writes, so each warning means damage. */
  @Override
  public boolean isDamage(String warning) {
    return true;
  }
}
