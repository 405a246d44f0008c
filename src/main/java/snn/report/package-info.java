/**
 * What a run leaves behind: report texts, records, saved features and figures.
 *
 * <p>{@link snn.report.ReportText} words the reports. {@link snn.report.RunRecord} is a run as
 * JSON; {@link snn.report.RecordDifference} and {@link snn.report.Comparison} set two of them side
 * by side. {@link snn.report.FeatureFolder} keeps features as NumPy arrays, {@link
 * snn.report.ModelFile} a layer with its readout, which {@link snn.report.NirFile} writes for other
 * programs. The figures are one class each, drawn with JFreeChart where they are charts, and look
 * like matplotlib's.
 */
package snn.report;
