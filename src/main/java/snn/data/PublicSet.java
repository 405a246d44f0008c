package snn.data;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import snn.data.Mirrors.Archive;
import snn.data.Mirrors.Published;

/**
 * A set of images of 28x28 pixels as its authors published it.
 *
 * <p>Sources. Folders, names of files, names of classes and mirrors: torchvision, {@code
 * torchvision/datasets/mnist.py}, and for Fashion-MNIST Keras, {@code
 * keras/src/datasets/fashion_mnist.py}. SHA-256 of what is downloaded: of MNIST's unpacked files by
 * this project; of all others TensorFlow Datasets, {@code tensorflow_datasets/url_checksums}, for
 * the packed files and for EMNIST's archive, so that files that are there unpacked are known by
 * their sizes alone. Numbers of images: the sets' own pages; those of EMNIST's files NIST's page,
 * as sums.
 *
 * @param name by which users choose it
 * @param title in messages
 * @param folder torchvision's, in the data folder
 * @param files in this order: images and labels to train on, images and labels to test on
 * @param archive that has all of them, where they come so
 * @param mirrors folders on servers, asked in this order
 * @param train images to train on, about
 * @param test images to test on, about
 * @param classNames names of the classes 0 … K − 1
 * @param first the label of class 0
 * @param labels what kind of labels files have
 * @param transposed whether files have rows and columns of images swapped
 */
record PublicSet(
    String name,
    String title,
    String folder,
    List<Published> files,
    Optional<Archive> archive,
    List<URI> mirrors,
    int train,
    int test,
    List<String> classNames,
    int first,
    IdxKind labels,
    boolean transposed) {

  /** Shape of every image. */
  static final ImageShape SHAPE = new ImageShape(28, 28);

  private static final List<String> DIGITS = Dataset.numbered(10);

  /** Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits". */
  static final PublicSet MNIST =
      new PublicSet(
          "mnist",
          "MNIST",
          "MNIST",
          List.of(
              new Published(
                  "train-images-idx3-ubyte",
                  47_040_016,
                  "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
              new Published(
                  "train-labels-idx1-ubyte",
                  60_008,
                  "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
              new Published(
                  "t10k-images-idx3-ubyte",
                  7_840_016,
                  "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
              new Published(
                  "t10k-labels-idx1-ubyte",
                  10_008,
                  "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
          Optional.empty(),
          mirrors(
              "https://ossci-datasets.s3.amazonaws.com/mnist/",
              "https://storage.googleapis.com/cvdf-datasets/mnist/"),
          60_000,
          10_000,
          DIGITS,
          0,
          IdxKind.BYTE_LABELS,
          false);

  /** H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST", 2017; zalandoresearch/fashion-mnist. */
  private static final PublicSet FASHION_MNIST =
      likeMnist(
          "fashion-mnist",
          "Fashion-MNIST",
          "FashionMNIST",
          List.of(
              "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
              "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
              "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
              "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
          mirrors(
              "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
              "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
              "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
          List.of(
              "T-shirt/top",
              "Trouser",
              "Pullover",
              "Dress",
              "Coat",
              "Sandal",
              "Shirt",
              "Sneaker",
              "Bag",
              "Ankle boot"));

  /**
   * T. Clanuwat et al., "Deep learning for classical Japanese literature", 2018; rois-codh/kmnist.
   */
  private static final PublicSet KMNIST =
      likeMnist(
          "kmnist",
          "Kuzushiji-MNIST",
          "KMNIST",
          List.of(
              "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
              "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
              "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
              "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"),
          mirrors("http://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
          List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"));

  /**
   * MNIST rebuilt, with all 60,000 test images; labels are rows of 8 numbers, the first of which is
   * the digit. The sets that are packed with xz are left out.
   *
   * <p>C. Yadav, L. Bottou, "Cold case: the lost MNIST digits", 2019; facebookresearch/qmnist.
   */
  private static final PublicSet QMNIST =
      new PublicSet(
          "qmnist",
          "QMNIST",
          "QMNIST",
          List.of(
              new Published(
                  "qmnist-train-images-idx3-ubyte",
                  47_040_016,
                  "9e26a7bf1683614e065d7b76460ccd52807165b3f22561fb782bd9f38c52b51d",
                  true),
              new Published(
                  "qmnist-train-labels-idx2-int",
                  1_920_012,
                  "2c05dc77f6b916b38e455e97ab129a42a444f3dbef09b278a366f82904e0dd9f",
                  true),
              new Published(
                  "qmnist-test-images-idx3-ubyte",
                  47_040_016,
                  "43fc22bf7498b8fc98de98369d72f752d0deabc280a43a7bcc364ab19e57b375",
                  true),
              new Published(
                  "qmnist-test-labels-idx2-int",
                  1_920_012,
                  "9fbcbe594c3766fdf4f0b15c5165dc0d1e57ac604e01422608bb72c906030d06",
                  true)),
          Optional.empty(),
          mirrors("https://raw.githubusercontent.com/facebookresearch/qmnist/master/"),
          60_000,
          60_000,
          DIGITS,
          0,
          IdxKind.LABELS,
          false);

  /** All public sets, in the order of help. */
  static final List<PublicSet> ALL =
      List.of(
          MNIST,
          FASHION_MNIST,
          KMNIST,
          // Each class has both cases of a letter, and is named by the capital.
          emnist("letters", 124_800, 20_800, names('A', 26), 1),
          emnist("balanced", 112_800, 18_800, merged(), 0),
          emnist("digits", 240_000, 40_000, DIGITS, 0),
          emnist("mnist", 60_000, 10_000, DIGITS, 0),
          emnist("byclass", 697_932, 116_323, all(), 0),
          emnist("bymerge", 697_932, 116_323, merged(), 0),
          QMNIST);

  private static PublicSet likeMnist(
      String name,
      String title,
      String folder,
      List<String> sha256,
      List<URI> mirrors,
      List<String> classNames) {
    return new PublicSet(
        name,
        title,
        folder,
        IntStream.range(0, sha256.size())
            .mapToObj(
                i ->
                    new Published(
                        MNIST.files.get(i).name(), MNIST.files.get(i).bytes(), sha256.get(i), true))
            .toList(),
        Optional.empty(),
        mirrors,
        MNIST.train,
        MNIST.test,
        classNames,
        0,
        IdxKind.BYTE_LABELS,
        false);
  }

  /**
   * A split of EMNIST, whose six splits come in one archive.
   *
   * <p>G. Cohen, S. Afshar, J. Tapson, A. van Schaik, "EMNIST: an extension of MNIST to handwritten
   * letters", 2017.
   */
  private static PublicSet emnist(
      String split, int train, int test, List<String> classNames, int first) {
    return new PublicSet(
        "emnist-" + split,
        "EMNIST's " + split,
        "EMNIST",
        Stream.of("train-images-idx3", "train-labels-idx1", "test-images-idx3", "test-labels-idx1")
            .map(role -> new Published("emnist-%s-%s-ubyte".formatted(split, role), 0, "", false))
            .toList(),
        Optional.of(
            new Archive(
                "gzip.zip",
                561_753_746,
                "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e")),
        mirrors(
            "https://biometrics.nist.gov/cs_links/EMNIST/",
            "https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST/"),
        train,
        test,
        classNames,
        first,
        IdxKind.BYTE_LABELS,
        true);
  }

  private static List<String> names(char first, int n) {
    return IntStream.range(first, first + n).mapToObj(c -> String.valueOf((char) c)).toList();
  }

  /** Names of classes: digits, capitals, small letters. */
  private static List<String> all() {
    return Stream.of(DIGITS, names('A', 26), names('a', 26)).flatMap(List::stream).toList();
  }

  /** Names of classes without the small letters that look like their capitals. */
  private static List<String> merged() {
    return all().stream()
        .filter(name -> !"cijklmopsuvwxyz".contains(name))
        .collect(Collectors.toUnmodifiableList());
  }

  private static List<URI> mirrors(String... urls) {
    return Stream.of(urls).map(URI::create).toList();
  }

  /** The set called {@code name}, in any case. */
  static Optional<PublicSet> named(String name) {
    return ALL.stream().filter(set -> set.name.equalsIgnoreCase(name)).findFirst();
  }

  /** Number of classes, K. */
  int classes() {
    return classNames.size();
  }
}
