/**
 * What a run says in text: {@link snn.report.ReportText} lays out the reports, whose first lines
 * are those of the original Python scripts, and whose others are facts.
 */
package snn.report;
