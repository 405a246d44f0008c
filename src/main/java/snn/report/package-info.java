/**
 * What a run leaves behind: report texts and figures.
 *
 * <p>{@link snn.report.ReportText} words the reports. The figures are one class each, drawn with
 * JFreeChart where they are charts, and look like matplotlib's.
 */
package snn.report;
