package snn.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import snn.Progress;
import snn.data.Dataset;
import snn.data.Mnist;

/** Where MNIST is, and where it comes from. */
final class DataDirOption {

  @Option(
      names = "--data_dir",
      paramLabel = "DIR",
      defaultValue = ".data",
      description = {
        "Folder with the four files of MNIST, or with folders MNIST/raw, MNIST or raw that have"
            + " them; what is missing is downloaded (default: ${DEFAULT-VALUE})."
      })
  Path dataDir;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      converter = MirrorConverter.class,
      description = {
        "Download MNIST from this folder of its four .gz files, http, https or file (default:"
            + " public ones). https_proxy, http_proxy and no_proxy are followed."
      })
  URI mirror;

  /** Checks a URL while the command line is read. */
  static final class MirrorConverter implements ITypeConverter<URI> {
    @Override
    public URI convert(String url) {
      try {
        return Mnist.mirror(url);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads MNIST, and first downloads what of it is missing. */
  Dataset load(Progress progress, Consumer<String> notices) {
    return Mnist.load(dataDir, Optional.ofNullable(mirror), progress, notices);
  }

  /** The words that say the same to another command. */
  String[] words() {
    String folder = "--data_dir=" + dataDir;
    return mirror == null ? new String[] {folder} : new String[] {folder, "--mirror=" + mirror};
  }
}
