/**
 * What a run says in text: reports, and what is printed of a dataset.
 *
 * <p>{@link snn.report.ReportText} lays out the reports, whose first lines are those of the
 * original Python scripts; {@link snn.report.DatasetText} does so for images.
 */
package snn.report;
