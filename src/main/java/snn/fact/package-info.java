/**
 * What is true of a run, in words: each thing is said here once, and report, page and {@code snn
 * compare} set the same sentences.
 *
 * <p>A {@link snn.fact.Result} is one outcome of a record. {@link snn.fact.Diagnosis} says what is
 * wrong with it, {@link snn.fact.Worth} what its accuracy is worth, {@link snn.fact.Method} what
 * was done, {@link snn.fact.LayerFacts} and {@link snn.fact.ReadoutFacts} what layer and readout
 * did, {@link snn.fact.Confusions} which classes were taken for which, {@link snn.fact.Provenance}
 * where numbers come from; {@link snn.fact.DatasetFacts} is about images alone. {@link
 * snn.fact.Findings} is what several outcomes say together, {@link snn.fact.Differences} in which
 * parameters runs differ, {@link snn.fact.Comparison} how two runs do, image by image ({@link
 * snn.fact.McNemar}), {@link snn.fact.ManyRuns} what a table of runs says.
 *
 * <p>Reports have facts as lines, with the words and digits of the first reports, pages as
 * sentences; the class of a fact makes both.
 *
 * <p>All of it follows from records; thresholds stand beside what they decide. How sentences are
 * laid out is not known here.
 */
package snn.fact;
