package snn.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import snn.readout.ReadoutOptions;

/** The readout. */
final class ReadoutFlags {

  @Option(
      names = "--readout",
      paramLabel = "KIND",
      defaultValue = "logreg",
      description = {
        "logreg: multinomial logistic regression; ridge: one-vs-rest least squares"
            + " (default: ${DEFAULT-VALUE})."
      })
  ReadoutOptions.Kind kind;

  @Option(
      names = "--solver",
      paramLabel = "NAME",
      defaultValue = "lbfgs",
      description = "lbfgs: plain L-BFGS from zero (default: ${DEFAULT-VALUE}).")
  ReadoutOptions.Solver solver;

  @Option(
      names = "--C",
      paramLabel = "C",
      defaultValue = "" + ReadoutOptions.C,
      description = "Inverse strength of the l2 penalty (default: ${DEFAULT-VALUE}).")
  double c;

  @Option(
      names = "--penalty",
      paramLabel = "NAME",
      defaultValue = "none",
      description = "none or l2 (default: ${DEFAULT-VALUE}).")
  ReadoutOptions.Penalty penalty;

  @Option(
      names = "--scale_features",
      negatable = true,
      // Without it picocli takes the flag for the opposite of its default.
      fallbackValue = "true",
      description = {
        "Standardise the spike counts to mean 0 and deviation 1 (default: ${DEFAULT-VALUE})."
      })
  boolean scaleFeatures;

  @Option(
      names = "--max_iter",
      paramLabel = "N",
      description = "Iterations of the solver at most (default: ${DEFAULT-VALUE}).")
  int maxIter;

  @Option(
      names = "--floors",
      description = "Also report logistic regression on the raw pixels, to compare with.")
  boolean floors;

  ReadoutOptions options() {
    return new ReadoutOptions(kind, solver, c, penalty, scaleFeatures, maxIter);
  }

  /** Defaults of baseline and tau-sweep, with which their published numbers were made. */
  static final class Scaled implements CommandLine.IDefaultValueProvider {
    @Override
    public String defaultValue(ArgSpec arg) {
      return byName(arg, "true", "1000");
    }
  }

  /** Defaults of homeostasis and sparse, with which their published numbers were made. */
  static final class Unscaled implements CommandLine.IDefaultValueProvider {
    @Override
    public String defaultValue(ArgSpec arg) {
      return byName(arg, "false", "200");
    }
  }

  private static String byName(ArgSpec arg, String scaleFeatures, String maxIter) {
    return switch (((OptionSpec) arg).names()[0]) {
      case "--scale_features" -> scaleFeatures;
      case "--max_iter" -> maxIter;
      default -> null;
    };
  }
}
