package snn.cli;

import java.io.PrintStream;

/**
 * Where a command's words go.
 *
 * @param out for results
 * @param err for progress, warnings and errors
 * @param columns width of the terminal that {@code err} is, so that bars can move on one line; 0
 *     where it is none
 */
record Terminal(PrintStream out, PrintStream err, int columns) {}
