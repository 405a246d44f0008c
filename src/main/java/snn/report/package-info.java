/**
 * What a run says and shows in files of its own: report texts and figures.
 *
 * <p>{@link snn.report.ReportText} words the reports, {@link snn.report.DatasetText} what a dataset
 * is; {@link snn.report.Comparison} sets two records side by side. The figures are one class each,
 * drawn with JFreeChart where they are charts, and look like matplotlib's.
 */
package snn.report;
