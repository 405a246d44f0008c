package snn.cli;

import java.io.PrintStream;

/**
 * Where a command's words go.
 *
 * @param out for results
 * @param err for progress, warnings and errors
 * @param moving whether {@code err} is a terminal, so that bars can move
 */
record Terminal(PrintStream out, PrintStream err, boolean moving) {}
