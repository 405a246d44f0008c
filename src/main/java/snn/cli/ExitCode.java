package snn.cli;

/** What the process tells the shell. Listed in {@code snn --help} and in using.md. */
final class ExitCode {

  static final int OK = 0;

  /** A fault of the program, or memory that is used up. */
  static final int SOFTWARE = 1;

  /** Wrong flags or values, nothing was done; or a fault of a part of the user's own. */
  static final int USAGE = 2;

  /** The data cannot be had or are damaged. */
  static final int DATA = 3;

  /** The result was there, but not all of it could be printed or saved. */
  static final int OUTPUT = 4;

  /** The device asked for is not there, or has too little memory. */
  static final int DEVICE = 5;

  /** A result is not the recorded one. */
  static final int MISMATCH = 6;

  private ExitCode() {}
}
