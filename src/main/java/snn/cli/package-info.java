/**
 * The command line: flags become settings, results become lines, files and exit codes.
 *
 * <p>{@link snn.cli.Main} is the entry; {@code SnnCommand} lists the subcommands, one class each.
 * {@code RunOptions}, {@code LayerOptions} and {@code ReadoutFlags} are the flags they share, each
 * with the default that its owner in {@code core}, {@code experiment} or {@code readout} states.
 * {@code ExperimentRun} is the course of every run: check, compute, print, write, draw. {@code
 * Configuration} is the way from flags to a record and back.
 */
package snn.cli;
