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

  /** Its decoder warns of codes that no encoder writes. */
  @Override
  public boolean isDamage(String warning) {
    return true;
  }
}
