package snn.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import snn.data.Dataset;
import snn.data.Drawn;
import snn.data.LabelledImages;

/** The four files of MNIST with a few drawn digits in them, so that nothing is downloaded. */
final class TinyMnist {

  static final List<String> FILES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

  private TinyMnist() {}

  /** Writes {@code n} images of each part into {@code dataDir}, as torchvision lays them out. */
  static void write(Path dataDir, int n) throws IOException {
    write(dataDir, n, n);
  }

  /** The same with so many images of each. */
  static void write(Path dataDir, int train, int test) throws IOException {
    Dataset digits = Drawn.digits(1, train, test);
    Path raw = Files.createDirectories(raw(dataDir));
    write(raw.resolve(FILES.get(0)), raw.resolve(FILES.get(1)), digits.train());
    write(raw.resolve(FILES.get(2)), raw.resolve(FILES.get(3)), digits.test());
  }

  static Path raw(Path dataDir) {
    return dataDir.resolve("MNIST").resolve("raw");
  }

  private static void write(Path imageFile, Path labelFile, LabelledImages images)
      throws IOException {
    ByteBuffer pixels = ByteBuffer.allocate(16 + images.pixels().length);
    pixels.putInt(0x803).putInt(images.size()).putInt(28).putInt(28).put(images.pixels());
    Files.write(imageFile, pixels.array());
    ByteBuffer labels = ByteBuffer.allocate(8 + images.size());
    labels.putInt(0x801).putInt(images.size()).put(images.labels());
    Files.write(labelFile, labels.array());
  }
}
