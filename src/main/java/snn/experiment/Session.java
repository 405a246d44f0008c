package snn.experiment;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import snn.Progress;
import snn.Workers;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.data.ImageFacts;
import snn.data.ImageFaults;
import snn.data.ImageSource;

/**
 * Resources that successive runs share: threads, a backend, datasets with their floors, and
 * features, where they are kept. For one thread; only {@link Datasets} are thread-safe.
 */
public final class Session implements AutoCloseable {

  private final Datasets datasets;
  private final boolean keepsFeatures;
  private final Map<FeatureKey, Features> kept = new HashMap<>();
  private Optional<Workers> workers = Optional.empty();
  private Optional<Opened> backend = Optional.empty();

  private record Opened(Backend.Choice choice, Backend backend) {}

  /**
   * Creates a session without resources.
   *
   * @param datasets shared with other sessions
   * @param keepsFeatures whether the features of a run wait for others, until {@link #forget}
   */
  public Session(Datasets datasets, boolean keepsFeatures) {
    this.datasets = datasets;
    this.keepsFeatures = keepsFeatures;
  }

  /**
   * A session for a single run.
   *
   * @param floors folder where floors are kept; empty to compute them anew
   */
  public static Session single(Optional<Path> floors) {
    return new Session(new Datasets(floors), false);
  }

  /** The backend of a choice; closed with the session. */
  public Backend backend(Backend.Choice choice, Consumer<String> notices) {
    if (backend.isEmpty() || !backend.get().choice.equals(choice)) {
      backend.ifPresent(opened -> opened.backend.close());
      backend = Optional.empty();
      backend = Optional.of(new Opened(choice, choice.open(notices)));
    }
    return backend.get().backend;
  }

  /** A pool of {@code threads} threads; closed with the session. */
  public Workers workers(int threads) {
    if (workers.isEmpty() || workers.get().threads() != threads) {
      workers.ifPresent(Workers::close);
      workers = Optional.of(new Workers(threads));
    }
    return workers.get();
  }

  /** The images of a plan. */
  public Dataset images(Plan plan, Workers threads, Progress progress, Consumer<String> notices) {
    return datasets.plain(plan, threads, progress, notices).dataset;
  }

  /** The identity of the images of a plan, without the floor of their pixels. */
  public DatasetIdentity identity(
      Plan plan, Workers threads, Progress progress, Consumer<String> notices) {
    return datasets.plain(plan, threads, progress, notices).identity;
  }

  /** The lab in which a plan is run. */
  public Lab lab(
      Plan plan,
      Backend simulators,
      Workers threads,
      FeatureStore store,
      Progress progress,
      Consumer<String> notices) {
    Loaded images = datasets.of(plan, threads, progress, notices);
    return new Lab(
        images.dataset,
        images.identity,
        simulators,
        threads,
        progress,
        images.floors,
        images.facts,
        store);
  }

  /** A store that looks in this session first, then in {@code other}. */
  public FeatureStore before(FeatureStore other) {
    if (!keepsFeatures) {
      return other;
    }
    return new FeatureStore() {
      @Override
      public Optional<Features> find(FeatureKey key) {
        return Optional.ofNullable(kept.get(key)).or(() -> other.find(key));
      }

      @Override
      public void keep(Features features) {
        // Replaces features that were kept without measurements.
        if (kept.put(features.key(), features) == null) {
          other.keep(features);
        }
      }
    };
  }

  /** Simulates layers together, and keeps their features for runs to come. */
  public void prepare(List<Plan> plans, int threads) {
    lab(
            plans.getFirst(),
            Backend.EVENT,
            workers(threads),
            FeatureStore.NONE,
            Progress.NONE,
            _ -> {})
        .together(plans)
        .forEach(features -> kept.put(features.key(), features));
  }

  /** Drops the kept features, which no later run shares. */
  public void forget() {
    kept.clear();
  }

  @Override
  public void close() {
    backend.ifPresent(opened -> opened.backend.close());
    workers.ifPresent(Workers::close);
  }

  private record Loaded(
      Dataset dataset, DatasetIdentity identity, Floors floors, ImageFacts facts) {
    static Loaded of(Dataset dataset, Consumer<String> notices) {
      ImageFacts facts = ImageFacts.of(dataset);
      ImageFaults.of(facts).sentences().forEach(notices);
      return new Loaded(dataset, DatasetIdentity.of(dataset), Floors.majority(dataset), facts);
    }

    Loaded with(Floors others) {
      return new Loaded(dataset, identity, others, facts);
    }
  }

  /** Loaded datasets. Thread-safe: threads that need the same one wait for the first. */
  public static final class Datasets {

    private final Map<Key, Loaded> loaded = new ConcurrentHashMap<>();
    private final Optional<Loaded> only;
    private final Optional<Path> floors;

    /** Starts with no dataset loaded, and computes floors anew. */
    public Datasets() {
      this(Optional.empty());
    }

    /**
     * Starts with no dataset loaded.
     *
     * @param floors folder where floors are kept; empty to compute them anew
     */
    public Datasets(Optional<Path> floors) {
      this.only = Optional.empty();
      this.floors = floors;
    }

    /** Uses one dataset for every plan. */
    public Datasets(Dataset dataset) {
      this.only = Optional.of(Loaded.of(dataset, _ -> {}));
      this.floors = Optional.empty();
    }

    private record Key(ImageSource source, int most, boolean floors) {}

    /** The images of a plan, with the floor that costs nothing. */
    private Loaded plain(Plan plan, Workers workers, Progress progress, Consumer<String> notices) {
      return only.isPresent()
          ? only.get()
          : loaded.computeIfAbsent(
              new Key(plan.source(), plan.extent().most(), false),
              key -> Loaded.of(key.source.load(key.most, workers, progress, notices), notices));
    }

    private Loaded of(Plan plan, Workers workers, Progress progress, Consumer<String> notices) {
      Loaded plain = plain(plan, workers, progress, notices);
      return only.isPresent() || !plan.extent().floors()
          ? plain
          : loaded.computeIfAbsent(
              new Key(plan.source(), plan.extent().most(), true),
              _ -> plain.with(pixels(plain, workers, progress)));
    }

    private Floors pixels(Loaded images, Workers workers, Progress progress) {
      return floors
          .map(folder -> Floors.kept(images.dataset, images.identity, folder, workers, progress))
          .orElseGet(() -> Floors.withPixels(images.dataset, workers, progress));
    }
  }
}
