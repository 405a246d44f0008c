/**
 * What a run leaves as data, written and read.
 *
 * <p>{@link snn.record.RunRecord} is a run as JSON; {@link snn.record.RecordDifference} finds where
 * two of them differ, {@link snn.record.RunTable} makes a table of many, {@link
 * snn.record.Quantity} is a number of one that other programs ask for. {@link
 * snn.record.SearchRecord} is how far a search has come. {@link snn.record.FeatureFolder} keeps
 * features as NumPy arrays ({@link snn.record.Npy}), {@link snn.record.ModelFile} a layer with its
 * readout, which {@link snn.record.NirFile} writes for other programs. {@link
 * snn.record.MeanInterval} and {@link snn.record.Series} sum up repeats.
 *
 * <p>Nothing here is worded or drawn: what is said of a run follows from its record elsewhere.
 */
package snn.record;
