package snn.experiment;

import snn.part.Param;
import snn.part.Part;

/**
 * How a readout sees the features.
 *
 * @param scaleFeatures whether they are standardised
 */
public record Standardisation(
    @Param(help = "Standardise the spike counts to mean 0 and deviation 1", preset = "true")
        boolean scaleFeatures)
    implements Part {}
