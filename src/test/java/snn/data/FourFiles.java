package snn.data;

import static snn.data.IdxFixtures.gzip;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import snn.Sha256;
import snn.data.Mirrors.Archive;
import snn.data.Mirrors.Published;

/** MNIST's four files, of five images to train on and three to test on. */
final class FourFiles {

  /** By the names of the raw files. */
  static final Map<String, byte[]> RAW = new LinkedHashMap<>();

  static {
    RAW.put("train-images-idx3-ubyte", IdxFixtures.images(5));
    RAW.put("train-labels-idx1-ubyte", IdxFixtures.labels(5, 0, 4, 1, 9));
    RAW.put("t10k-images-idx3-ubyte", IdxFixtures.images(3));
    RAW.put("t10k-labels-idx1-ubyte", IdxFixtures.labels(7, 2, 1));
  }

  static final List<Published> PUBLISHED =
      RAW.entrySet().stream()
          .map(f -> new Published(f.getKey(), f.getValue().length, Sha256.hex(f.getValue())))
          .toList();

  static final List<String> GZ_NAMES = PUBLISHED.stream().map(Published::gzName).toList();

  private FourFiles() {}

  /** A public set that was published with other files. */
  static PublicSet with(PublicSet set, List<Published> files, Optional<Archive> archive) {
    return new PublicSet(
        set.name(),
        set.title(),
        set.folder(),
        files,
        archive,
        set.mirrors(),
        set.train(),
        set.test(),
        set.classNames(),
        set.first(),
        set.labels(),
        set.transposed());
  }

  /** The bytes of a file whose name ends in {@code .gz}. */
  static byte[] packed(String gzName) {
    return gzip(RAW.get(gzName.substring(0, gzName.length() - ".gz".length())));
  }
}
