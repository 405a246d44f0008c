package snn.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import snn.core.event.EventSimulator;
import snn.core.tensor.TensorDevice;
import snn.data.ImageSource;
import snn.data.PublicImages;
import snn.experiment.Experiment;
import snn.experiment.Plan;
import snn.part.Section;
import snn.picture.Fonts;

/** {@code snn doctor}. */
@Command(
    name = "doctor",
    description = {
      "Tells what of this machine works, and what to do where something does not: a line each.",
      "What is missing keeps runs from working; what is not there is needed by some of them only,"
          + " and none needs it on drawn images (--dataset strokes)."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:What runs need is there.", "1:Something that they need is missing."})
final class DoctorCommand extends TerminalCommand {

  @Option(
      names = "--no-network",
      description = "Do not try whether a server of MNIST answers, which takes a few kilobytes.")
  boolean offline;

  private boolean healthy = true;

  @Override
  List<Section> sections() {
    return List.of(VerifyCommand.DATA, Section.of("Output").with(Folders.class));
  }

  @Override
  public Integer call() {
    Runtime runtime = Runtime.getRuntime();
    tell(
        "Java",
        "%s, with its vectors, in %s"
            .formatted(Runtime.version(), System.getProperty("java.home")));
    int lanes = EventSimulator.lanes();
    tell(
        "Processor",
        "%s, %s at a time, vectors of %s float32 (%s bits)"
            .formatted(
                System.getProperty("os.arch"),
                runtime.availableProcessors(),
                lanes,
                lanes * Float.SIZE));
    wish(
        "Compiler",
        "inlines what the kernels call for every input spike",
        EventSimulator.inlines()
            ? Optional.empty()
            : Optional.of(
                "this JVM takes no order to inline asSlice; features may take three times as long"
                    + " now and then, unless java has -XX:CompileCommand=inline,"
                    + "jdk.internal.foreign.AbstractMemorySegmentImpl::asSlice"));
    memory(runtime.maxMemory());
    need("Fonts", "figures have letters", Fonts.missing());
    Folders folders = part(Folders.class);
    need(
        "Output",
        "%s and %s can be written".formatted(folders.outputDir(), folders.figDir()),
        unwritable(folders.outputDir()).or(() -> unwritable(folders.figDir())));
    images();
    wish(
        "PyTorch",
        "--backend djl takes it from " + TensorDevice.library().orElse(""),
        TensorDevice.library().isPresent()
            ? Optional.empty()
            : Optional.of(
                "for --backend djl alone; DJL_OFFLINE=false lets it be downloaded once, or name one"
                    + " that is here in PYTORCH_LIBRARY_PATH"));
    List<String> missing = TensorDevice.missingForCuda();
    wish(
        "CUDA",
        "nothing that can be seen is missing for --device cuda",
        missing.isEmpty()
            ? Optional.empty()
            : Optional.of("for --device cuda alone; " + String.join("; ", missing)));
    return healthy ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void memory(long heap) {
    Plan plan = Plan.of(Experiment.all().getFirst(), Map.of());
    double needed = plan.memoryBytes(plan.size());
    need(
        "Memory",
        "a heap of %s, of which a default run takes %s"
            .formatted(gigabytes((double) heap), gigabytes(needed)),
        needed <= heap
            ? Optional.empty()
            : Optional.of(
                String.format(
                    Locale.ROOT,
                    "a default run takes %s, found a heap of %s; give more,"
                        + " SNN_JAVA_OPTS=-Xmx%.0fg, or use a smaller --hidden or --limit",
                    gigabytes(needed),
                    gigabytes((double) heap),
                    Math.ceil(1.2 * needed / 1e9))));
  }

  private void images() {
    ImageSource mnist = ImageSource.KIND.read(given(VerifyCommand.DATA));
    PublicImages set = (PublicImages) mnist;
    boolean here = set.isHere();
    wish(
        "Images",
        "MNIST is in " + set.dataDir(),
        here
            ? Optional.empty()
            : Optional.of(
                "MNIST is not in %s, and will be downloaded; --data_dir names another folder, and"
                        .formatted(set.dataDir())
                    + " --dataset strokes needs none"));
    if (!offline) {
      wish(
          "Network",
          "a server of MNIST answers",
          set.unreachable()
              .map(
                  why ->
                      "no server of MNIST answers (%s); https_proxy, http_proxy and no_proxy name"
                              .formatted(why)
                          + " proxies, --mirror another server"));
    }
  }

  /** What keeps files from being written into a folder, which may be missing. */
  private static Optional<String> unwritable(Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return Files.isDirectory(there) && Files.isWritable(there)
        ? Optional.empty()
        : Optional.of(
            "%s cannot be written; give other folders with --output_dir and --fig_dir"
                .formatted(there));
  }

  private static String gigabytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  private void tell(String what, String text) {
    line(what, "ok", text);
  }

  private void need(String what, String fine, Optional<String> trouble) {
    healthy &= trouble.isEmpty();
    line(what, trouble.isEmpty() ? "ok" : "missing", trouble.orElse(fine));
  }

  private void wish(String what, String fine, Optional<String> trouble) {
    line(what, trouble.isEmpty() ? "ok" : "not there", trouble.orElse(fine));
  }

  private void line(String what, String state, String text) {
    terminal.out().printf(Locale.ROOT, "%-10s %-10s %s%n", what, state, ParameterFlags.spelt(text));
  }
}
