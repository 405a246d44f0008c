package snn;

/** Keeps Java from looking for a display, which a program that shows no window does not need. */
public final class Headless {

  private static final String PROPERTY = "java.awt.headless";

  private Headless() {}

  /**
   * Puts AWT into headless mode; call it before the first use of AWT. Otherwise a DISPLAY that does
   * not answer would stop the program.
   */
  public static void set() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, "true");
    }
  }
}
