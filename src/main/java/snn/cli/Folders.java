package snn.cli;

import java.nio.file.Path;
import snn.part.Param;
import snn.part.Part;

/**
 * Where results go.
 *
 * @param outputDir reports and records
 * @param figDir figures
 */
record Folders(
    @Param(help = "Folder for reports", unit = "DIR", preset = "outputs", result = false)
        Path outputDir,
    @Param(help = "Folder for figures", unit = "DIR", preset = "figures", result = false)
        Path figDir)
    implements Part {}
