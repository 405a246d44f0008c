package snn.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import snn.Progress;
import snn.Workers;

/**
 * A folder for each class, with images in it, in a folder whose name has {@code train}, and the
 * same in one whose name has {@code test}, {@code t10k} or {@code val}: {@code train/CLASS/*.png},
 * the layout of torchvision's ImageFolder. Classes are called by their folders and come in the
 * order of the names, or of the numbers where all names are numbers. All else is reported, except
 * names that begin with a full stop or that systems create.
 *
 * <p>The classes are spread evenly over the order of the images, so that the first few of them, and
 * every batch, have some of each.
 *
 * @param names of the classes
 * @param train the images to learn from, in their order
 * @param test the images to be tested on, in their order
 * @param leftOut all else in the folders
 */
record ClassFolders(List<String> names, List<Item> train, List<Item> test, LeftOut leftOut)
    implements ImageFolder.Layout {

  /** An image and its class. */
  record Item(Path file, int label) {}

  /** An image, and the share of its class that comes before it in the order. */
  private record Place(Item item, double share) {}

  /**
   * The set in a folder; empty where there are no two such folders.
   *
   * @throws DataException if a class has no images, or training lacks a class of the test images
   */
  static Optional<ImageFolder.Layout> in(Path folder, Listing listing) {
    List<Path> folders = listing.visible(folder).stream().filter(Files::isDirectory).toList();
    List<Path> train = Split.TRAIN.of(folders);
    List<Path> test = Split.TEST.of(folders);
    if (train.isEmpty() && test.isEmpty()) {
      return Optional.empty();
    }
    Path learnt = single(folder, train, Split.TRAIN, listing);
    Path tested = single(folder, test, Split.TEST, listing);
    List<Path> leftOut = new ArrayList<>(Split.TEST.unused(folders));
    Map<String, String> spelt = new HashMap<>();
    Map<String, List<Path>> known = images(learnt, listing, spelt, leftOut);
    Map<String, List<Path>> asked = images(tested, listing, spelt, leftOut);
    List<String> names = known.keySet().stream().sorted(order(known.keySet())).toList();
    if (names.size() < 2 || names.size() > Dataset.MAX_CLASSES) {
      throw new DataException(
          "%s must have folders of 2 … %s classes, found %s; there is %s"
              .formatted(
                  learnt,
                  Dataset.MAX_CLASSES,
                  names.size(),
                  listing.contents(folder, List.of(learnt))));
    }
    for (String name : asked.keySet()) {
      if (!known.containsKey(name)) {
        throw new DataException(
            "%s is a class that %s does not have, so that nothing can learn it; there is %s"
                .formatted(tested.resolve(name), learnt, Listing.some(names)));
      }
    }
    return Optional.of(
        new ClassFolders(
            names.stream().map(ClassFolders::composed).toList(),
            spread(names, known),
            spread(names, asked),
            new LeftOut(
                leftOut,
                "images are %s files in the folders of their classes"
                    .formatted(ImageFile.FORMATS))));
  }

  private static Path single(Path folder, List<Path> found, Split split, Listing listing) {
    return listing.single(folder, found, "folder %s of class folders".formatted(split.word()));
  }

  /**
   * The images of each class.
   *
   * @param spelt how each class was spelt where it was met first, by its name
   * @param leftOut receives all else in the folders
   */
  private static Map<String, List<Path>> images(
      Path part, Listing listing, Map<String, String> spelt, List<Path> leftOut) {
    Map<String, List<Path>> images = new LinkedHashMap<>();
    for (Path entry : listing.visible(part)) {
      if (Files.isDirectory(entry)) {
        String name = Listing.name(entry);
        images
            .computeIfAbsent(
                spelt.computeIfAbsent(composed(name), _ -> name), _ -> new ArrayList<>())
            .addAll(ImageFile.in(entry, listing, leftOut));
      } else {
        leftOut.add(entry);
      }
    }
    if (images.isEmpty()) {
      throw new DataException(
          "%s has no folders of classes, there is %s; put the images of each class into a folder"
                  .formatted(part, listing.contents(part, List.of(part)))
              + " of its name");
    }
    return images;
  }

  /** A folder's name in composed Unicode: systems store é as one character or as two. */
  private static String composed(String folder) {
    return Normalizer.normalize(folder, Form.NFC);
  }

  private static Comparator<String> order(Iterable<String> names) {
    for (String name : names) {
      if (!name.matches("[0-9]{1,9}")) {
        return Comparator.naturalOrder();
      }
    }
    return Comparator.<String>comparingInt(Integer::parseInt)
        .thenComparing(Comparator.naturalOrder());
  }

  private static List<Item> spread(List<String> names, Map<String, List<Path>> images) {
    List<Place> places = new ArrayList<>();
    for (int label = 0; label < names.size(); label++) {
      List<Path> files = images.getOrDefault(names.get(label), List.of());
      for (int i = 0; i < files.size(); i++) {
        places.add(new Place(new Item(files.get(i), label), (i + 0.5) / files.size()));
      }
    }
    // The sort is stable: of equal shares the class that is named first comes first.
    return places.stream()
        .sorted(Comparator.comparingDouble(Place::share))
        .map(Place::item)
        .collect(Collectors.toUnmodifiableList());
  }

  @Override
  public Dataset load(int most, Workers workers, Progress progress, Consumer<String> notices) {
    Path first = train.getFirst().file();
    ImageShape shape = ImageFile.shape(first);
    return new Dataset(
        ImageFolder.NAME,
        read(train, most, shape, first, workers, progress),
        read(test, most, shape, first, workers, progress),
        names,
        leftOut);
  }

  private static LabelledImages read(
      List<Item> items,
      int most,
      ImageShape shape,
      Path first,
      Workers workers,
      Progress progress) {
    int n = Math.min(most, items.size());
    if ((long) n * shape.pixels() > Integer.MAX_VALUE - 8) {
      throw new DataException(
          "%s images of %s pixels are more than an array holds; use fewer with {limit}"
              .formatted(n, shape));
    }
    byte[] pixels = new byte[n * shape.pixels()];
    byte[] labels = new byte[n];
    try (Progress.Task task = progress.start("read images", n, "it")) {
      workers.forEach(
          n,
          (_, i) -> {
            ImageFile.read(items.get(i).file(), shape, first, pixels, i * shape.pixels());
            labels[i] = (byte) items.get(i).label();
            task.advance(1);
          });
    }
    return new LabelledImages(pixels, labels, shape);
  }

  @Override
  public ImageSource.Size size() {
    return new ImageSource.Size(
        train.size(), test.size(), ImageFile.shape(train.getFirst().file()), names.size());
  }
}
