package snn.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import snn.InvalidParameterException;
import snn.data.LabelledImages;
import snn.experiment.Model;
import snn.experiment.Outcome;
import snn.experiment.Plan;
import snn.experiment.Settings;
import snn.part.Param;
import snn.part.Part;
import snn.picture.FilterFigure;
import snn.picture.MisreadFigure;
import snn.readout.Readout;
import snn.record.ModelFile;

/**
 * Where readouts are kept.
 *
 * @param saveModel the file; empty for nowhere
 */
record ModelFiles(
    @Param(
            help =
                "Keep the fitted readout there, as .npz, for predict and export; of several layers"
                    + " each in a file of its own, which has seed and axis in its name (default:"
                    + " none)",
            unit = "FILE",
            result = false)
        Optional<Path> saveModel)
    implements Part {

  /**
   * Checks that there will be a readout that can be kept.
   *
   * @throws InvalidParameterException if not
   */
  void requireLinear(Plan plan) {
    Readout readout = plan.points().getFirst().readout();
    if (saveModel.isPresent() && !readout.isLinear()) {
      throw new InvalidParameterException(
          "save_model",
          "needs a linear readout, found {readout} %s".formatted(Readout.KIND.nameOf(readout)));
    }
  }

  /** Keeps the readout of one of a plan's layers. */
  void save(Outputs outputs, Plan plan, Outcome outcome) {
    saveModel.ifPresent(
        file ->
            outputs.save(
                file.resolveSibling(name(plan, outcome.settings(), "" + file.getFileName())),
                path -> ModelFile.write(path, outcome)));
  }

  private static String name(Plan plan, Settings point, String file) {
    String which =
        (plan.extent().repeats() == 1 ? "" : "_seed_%s".formatted(point.seed()))
            + plan.alongAxis()
                .map(_ -> "_" + plan.text(plan.words().point(), point, ""))
                .orElse("");
    int end = file.toLowerCase(Locale.ROOT).endsWith(".npz") ? file.length() - 4 : file.length();
    return file.substring(0, end) + which + file.substring(end);
  }

  /**
   * What the readout of each class looks for, and what is misread, by the names of their files.
   *
   * @param name what those begin with
   * @param images for testing, where they are at hand
   */
  static Map<String, Saver.Content> figures(
      String name, String title, Outcome outcome, Optional<LabelledImages> images) {
    Model model = outcome.model();
    List<String> names = outcome.dataset().classNames();
    Map<String, Saver.Content> figures = new LinkedHashMap<>();
    if (outcome.fit().linear().isPresent()) {
      figures.put(
          name + "_readout.png",
          path ->
              FilterFigure.writeReadout(
                  path,
                  title + ": readout, projected to pixels",
                  model.projected(),
                  model.shape(),
                  names));
    }
    images.ifPresent(
        shown ->
            figures.put(
                name + "_misread.png",
                path ->
                    MisreadFigure.write(
                        path,
                        title + ": misread test images",
                        outcome.samples().misread(),
                        shown,
                        names)));
    return figures;
  }
}
