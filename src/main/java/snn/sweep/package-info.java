/**
 * Many runs: grids and searches, and what they cost.
 *
 * <p>A {@link snn.sweep.Grid} is every combination of some flags' values, {@link snn.sweep.Search}
 * a random search with successive halving. {@link snn.sweep.Schedule} puts runs in an order in
 * which they share what they can, and does several at a time; {@link snn.sweep.Sweep} runs the
 * points of a grid into a {@link snn.sweep.SweepFolder}, {@link snn.sweep.Tuning} the trials of a
 * search.
 *
 * <p>How one point is run, with its files and its log, the command line knows, and hands down.
 */
package snn.sweep;
