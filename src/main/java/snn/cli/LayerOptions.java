package snn.cli;

import picocli.CommandLine.Option;
import snn.core.Encoding;
import snn.core.LifParameters;
import snn.core.RandomLinear;
import snn.core.WeightDistribution;

/** The spiking layer and how images reach it. */
final class LayerOptions {

  @Option(
      names = "--hidden",
      paramLabel = "N",
      defaultValue = "" + RandomLinear.HIDDEN,
      description = "Hidden neurons (default: ${DEFAULT-VALUE}).")
  int hidden;

  @Option(
      names = "--num_steps",
      paramLabel = "N",
      defaultValue = "" + Encoding.NUM_STEPS,
      description = "Time steps per image (default: ${DEFAULT-VALUE}).")
  int numSteps;

  @Option(
      names = "--dt_ms",
      paramLabel = "MS",
      defaultValue = "" + LifParameters.DT_MS,
      description = "Length of a time step (default: ${DEFAULT-VALUE}).")
  double dtMs;

  @Option(
      names = "--fmax_hz",
      paramLabel = "HZ",
      defaultValue = "" + Encoding.FMAX_HZ,
      description = "Firing rate of a white pixel (default: ${DEFAULT-VALUE}).")
  double fmaxHz;

  @Option(
      names = "--t_ref_ms",
      paramLabel = "MS",
      defaultValue = "" + LifParameters.T_REF_MS,
      description = "Refractory period (default: ${DEFAULT-VALUE}).")
  double tRefMs;

  @Option(
      names = "--v_th",
      paramLabel = "V",
      defaultValue = "" + LifParameters.V_TH,
      description = "Firing threshold (default: ${DEFAULT-VALUE}).")
  double vTh;

  @Option(
      names = "--w_mean",
      paramLabel = "W",
      defaultValue = "" + WeightDistribution.W_MEAN,
      description =
          "Mean of the normal weights, before negative ones become 0 (default: ${DEFAULT-VALUE}).")
  double wMean;

  @Option(
      names = "--w_std",
      paramLabel = "W",
      defaultValue = "" + WeightDistribution.W_STD,
      description = "Their standard deviation (default: ${DEFAULT-VALUE}).")
  double wStd;

  Encoding encoding() {
    return new Encoding(numSteps, dtMs, fmaxHz);
  }

  LifParameters lif(double tauMs) {
    return new LifParameters(tauMs, dtMs, tRefMs, vTh);
  }

  WeightDistribution dense() {
    return WeightDistribution.dense(wMean, wStd);
  }
}
