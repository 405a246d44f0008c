package snn.cli;

import snn.part.Param;
import snn.part.Part;

/**
 * Whether there is a page beside the report.
 *
 * @param page an HTML file that shows what the report says, with figures
 */
record Pages(
    @Param(
            help = "Also write a page, NAME.html beside the report, that shows what was found",
            preset = "true",
            result = false)
        boolean page)
    implements Part {}
