package snn.cli;

import java.util.OptionalDouble;
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
      description = {
        "lbfgs: plain L-BFGS from zero; lbfgs-gram: L-BFGS in whitened coordinates, then Newton's"
            + " method, up to the optimum (--gap); saga: one image at a time, with half the step of"
            + " scikit-learn's, for which convergence is proved (default: lbfgs)."
      })
  ReadoutOptions.Solver solver;

  @Option(
      names = "--C",
      paramLabel = "C",
      defaultValue = "" + ReadoutOptions.C,
      converter = CConverter.class,
      description = {
        "Inverse strength of the l2 penalty, or auto: choose it on a held-out tenth of the training"
            + " images, which implies --penalty l2 and --solver lbfgs-gram"
            + " (default: ${DEFAULT-VALUE})."
      })
  OptionalDouble c;

  @Option(names = "--penalty", paramLabel = "NAME", description = "none or l2 (default: none).")
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
      names = "--tol",
      paramLabel = "TOL",
      defaultValue = "" + ReadoutOptions.TOLERANCE,
      description = {
        "Stop when no component of the gradient of the mean loss is larger, as scikit-learn since"
            + " 1.4; saga: when no coefficient changes in an epoch by more than this share of the"
            + " largest (default: ${DEFAULT-VALUE})."
      })
  double tol;

  @Option(
      names = "--gap",
      paramLabel = "SHARE",
      defaultValue = "" + ReadoutOptions.GAP,
      description = {
        "lbfgs-gram: go on until the loss is at most this share of it above the smallest possible,"
            + " which a certificate bounds with a penalty, and an estimate without (default:"
            + " ${DEFAULT-VALUE})."
      })
  double gap;

  ReadoutOptions options() {
    boolean auto = c.isEmpty();
    return new ReadoutOptions(
        kind,
        solver != null
            ? solver
            : auto ? ReadoutOptions.Solver.LBFGS_GRAM : ReadoutOptions.Solver.LBFGS,
        c,
        penalty != null ? penalty : auto ? ReadoutOptions.Penalty.L2 : ReadoutOptions.Penalty.NONE,
        scaleFeatures,
        maxIter,
        tol,
        gap);
  }

  /** A number, or {@code auto}, which is empty. */
  static final class CConverter implements CommandLine.ITypeConverter<OptionalDouble> {
    @Override
    public OptionalDouble convert(String value) {
      if (value.equalsIgnoreCase("auto")) {
        return OptionalDouble.empty();
      }
      try {
        return OptionalDouble.of(Double.parseDouble(value));
      } catch (NumberFormatException _) {
        throw new CommandLine.TypeConversionException("neither a number nor auto");
      }
    }
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
