package snn;

/** Keeps Java from looking for a display, which a program that shows no window does not need. */
public final class Headless {

  private static final String PROPERTY = "java.awt.headless";

  private Headless() {}

  /**
   * To be called before the first use of AWT, which then settles it. A DISPLAY that nobody answers
   * must not stop the program.
   */
  public static void set() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, "true");
    }
  }
}
