/**
 * What a run says and shows in files of its own: report texts and figures.
 *
 * <p>{@link snn.report.ReportText} lays out the reports, {@link snn.report.DatasetText} what is
 * printed of a dataset. The figures are one class each, drawn with JFreeChart where they are charts,
 * and look like matplotlib's.
 */
package snn.report;
