/**
 * The command line: flags become plans, results become lines, files and exit codes.
 *
 * <p>{@code Main} is the entry, and lists the subcommands, one class each. Flags follow from the
 * parameters of parts, {@code ParameterFlags}; those of the machine and of files are parts here,
 * {@code Machine}, {@code Folders} and others. {@code ExperimentRun} is the course of every run:
 * check, compute, print, write, draw. {@code GridReader} reads the grids of {@code sweep}.
 */
package snn.cli;
