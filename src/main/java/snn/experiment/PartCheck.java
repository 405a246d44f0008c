package snn.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import snn.InvalidParameterException;
import snn.Numbers;
import snn.Progress;
import snn.SplitMix64;
import snn.Workers;
import snn.core.Encoder;
import snn.core.Encoding;
import snn.core.Feature;
import snn.core.FeatureMatrix;
import snn.core.GainRule;
import snn.core.Homeostasis;
import snn.core.NaiveSimulator;
import snn.core.Network;
import snn.core.Neuron;
import snn.core.Pool;
import snn.core.RandomLinear;
import snn.core.Simulator;
import snn.core.SpikeStream;
import snn.core.WeightLaw;
import snn.core.tensor.DeviceException;
import snn.data.Dataset;
import snn.data.DatasetIdentity;
import snn.data.ImageShape;
import snn.data.ImageSource;
import snn.data.LabelledImages;
import snn.data.Strokes;
import snn.part.Kind;
import snn.part.OwnPart;
import snn.part.Parameter;
import snn.part.PartException;
import snn.part.Parts;
import snn.readout.Classifier;
import snn.readout.Fitting;
import snn.readout.LinearModel;
import snn.readout.Readout;
import snn.readout.ReadoutFit;

/**
 * Tries whether a part of a user's own does what its interface promises, with its defaults, on
 * drawn digits: that it is pure and finite, the same by definition and in its fast form, and the
 * same in every simulator. So it is compared with {@link NaiveSimulator}, as the program's are.
 */
public final class PartCheck implements AutoCloseable {

  /**
   * A promise, or something that breaks none and yet may not be meant.
   *
   * @param promise what was tried, in words, or the note
   * @param fault the first counter-example; empty where there is none
   * @param isNote whether it is a note
   */
  public record Result(String promise, Optional<String> fault, boolean isNote) {}

  private static final long SEED = 7;
  private static final int NEURONS = 37;

  /** Neurons of which only the weights or the state at rest are looked at, which is cheap. */
  private static final int MANY = 1000;

  private static final int IMAGES = 3;
  private static final int STEPS = 300;
  private static final int LEVELS = 256;
  private static final int THREADS = 4;

  private final OwnPart part;
  private final Kind<?> kind;
  private final Experiment experiment;
  private final Workers one = new Workers(1);
  private final Workers several = new Workers(THREADS);
  private final List<Result> results = new ArrayList<>();

  private PartCheck(OwnPart part) {
    this.part = part;
    this.kind = Plan.KINDS.stream().filter(part::isA).findFirst().orElseThrow();
    this.experiment = Experiment.named(part.isA(GainRule.KIND) ? "homeostasis" : "sparse");
  }

  /** Tries all promises of a part that is {@link OwnParts#load loaded}. */
  public static List<Result> of(OwnPart part) {
    try (PartCheck check = new PartCheck(part)) {
      check.all();
      return check.results;
    }
  }

  @Override
  public void close() {
    one.close();
    several.close();
  }

  private void all() {
    List<String> names = Parts.parameters(part.type()).stream().map(Parameter::name).toList();
    check(
        "parameters go from the command line to the record and back: " + String.join(", ", names),
        this::parameters);
    Plan plan = plan(Map.of());
    Settings settings = plan.points().getFirst();
    if (part.isA(WeightLaw.KIND)) {
      law(settings.weights());
    } else if (part.isA(Encoding.KIND)) {
      encoding(settings.encoding());
    } else if (part.isA(Neuron.KIND)) {
      neuron(settings.neuron());
    } else if (part.isA(GainRule.KIND)) {
      check("pure, finite, within its bounds", () -> gains(settings.homeostasis().orElseThrow()));
    } else if (part.isA(Readout.KIND)) {
      check(
          "pure: fitted and read twice, by 1 and by %s threads".formatted(THREADS),
          () -> readout(settings.readout()));
    } else {
      check("the same images each time, as many as it says", () -> images(plan.source()));
    }
    // What is at fault alone makes a simulator fail, and that would be said once more.
    if (holds() && Stream.of(WeightLaw.KIND, Encoding.KIND, Neuron.KIND).anyMatch(part::isA)) {
      simulator("event", settings, Backend.EVENT);
      if (settings.neuron().hasTensorKernel()) {
        Backend.Choice choice = new Backend.Choice(Backend.Kind.DJL, Backend.Device.CPU);
        try (Backend tensors = choice.open(_ -> {})) {
          simulator("tensor", settings, tensors);
        } catch (DeviceException _) {
          // PyTorch is not here, and no run of this machine needs that the two agree.
        }
      }
    }
  }

  private void check(String promise, Supplier<Optional<String>> counterExample) {
    Optional<String> fault;
    try {
      fault = counterExample.get();
    } catch (InvalidParameterException | PartException e) {
      fault = Optional.of(e.getMessage());
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      fault = Optional.of(PartException.in(e).orElseGet(e::toString));
    }
    results.add(new Result(promise, fault, false));
  }

  private void note(String text) {
    results.add(new Result(text, Optional.empty(), true));
  }

  /** Whether there is no fault so far. */
  private boolean holds() {
    return results.stream().allMatch(result -> result.fault().isEmpty());
  }

  /** What a part does, and where that was if it fails. */
  private static <T> T at(String place, Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidParameterException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalStateException(place, e);
    }
  }

  private static void during(String place, Runnable work) {
    at(
        place,
        () -> {
          work.run();
          return place;
        });
  }

  /**
   * Compares two rows of numbers, bit by bit, which must be finite.
   *
   * @param other what the second is
   * @param names of the axes of both
   * @param sizes of all axes but the first
   */
  private static Optional<String> same(
      double[] first, double[] second, String other, List<String> names, int... sizes) {
    int at = Arrays.mismatch(first, second);
    int infinite = 0;
    while (infinite < first.length && Double.isFinite(first[infinite])) {
      infinite++;
    }
    boolean differ = at >= 0 && at <= infinite;
    int i = differ ? at : infinite;
    if (i == first.length) {
      return Optional.empty();
    }
    List<String> place = new ArrayList<>();
    int rest = i;
    for (int axis = sizes.length; axis > 0; axis--) {
      place.addFirst(names.get(axis) + " " + rest % sizes[axis - 1]);
      rest /= sizes[axis - 1];
    }
    place.addFirst(names.getFirst() + " " + rest);
    return Optional.of(
        "%s: %s%s"
            .formatted(
                String.join(", ", place),
                Numbers.python(first[i]),
                differ ? ", and %s %s".formatted(Numbers.python(second[i]), other) : ""));
  }

  private Plan plan(Map<String, ?> values) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put(kind.name(), part.name());
    return Plan.of(experiment, all);
  }

  private Optional<String> parameters() {
    for (Parameter parameter : Parts.parameters(part.type())) {
      Optional<Object> other = other(parameter);
      if (parameter.about().result() && other.isPresent()) {
        String name = parameter.name();
        Plan plan = plan(Map.of(name, Numbers.text(other.get())));
        Map<String, Object> recorded = plan.values();
        if (!Objects.equals(recorded.get(name), other.get())) {
          return Optional.of(
              "{%s} given as %s is recorded as %s"
                  .formatted(name, other.get(), recorded.get(name)));
        }
        recorded.replaceAll((_, value) -> value == null ? null : Numbers.text(value));
        if (!Plan.of(experiment, recorded).equals(plan)) {
          return Optional.of("{%s} recorded as %s makes another part".formatted(name, other.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** A value that is allowed and not the default; empty where none of some guesses is. */
  private Optional<Object> other(Parameter parameter) {
    Stream<String> guesses =
        parameter.isSwitch()
            ? Stream.of("true", "false")
            : Stream.concat(
                parameter.choices().stream(),
                Stream.of("2", "1", "3", "0", "0.5", "0.25", "10", "100", "1000", "-1", "a"));
    return guesses
        .flatMap(
            guess -> {
              try {
                Object value = parameter.check(guess);
                plan(Map.of(parameter.name(), guess));
                return Stream.of(value).filter(known -> !known.equals(parameter.preset()));
              } catch (InvalidParameterException _) {
                return Stream.empty();
              }
            })
        .findFirst();
  }

  private static long key(int i) {
    return SplitMix64.key(SEED, i);
  }

  private void law(WeightLaw law) {
    ImageShape shape = new ImageShape(28, 28);
    double[][] first = new double[MANY][shape.pixels()];
    check(
        "pure and finite: %s neurons twice, in either order, by 1 and by %s threads"
            .formatted(MANY, THREADS),
        () -> {
          double[][] again = new double[MANY][shape.pixels()];
          law.requireFits(shape);
          one.forEach(
              MANY, (_, j) -> during("neuron " + j, () -> law.fill(key(j), shape, first[j])));
          several.forEach(
              MANY,
              (_, task) -> {
                int j = MANY - 1 - task;
                during("neuron " + j, () -> law.fill(key(j), shape, Pool.Place.ONLY, again[j]));
              });
          return same(
              Stream.of(first).flatMapToDouble(Arrays::stream).toArray(),
              Stream.of(again).flatMapToDouble(Arrays::stream).toArray(),
              "when drawn again",
              List.of("neuron", "row", "column"),
              shape.rows(),
              shape.columns());
        });
    long black =
        Stream.of(first).filter(row -> Arrays.stream(row).allMatch(weight -> weight == 0)).count();
    if (black > 0 && holds()) {
      note("all weights of %s of %s neurons are 0".formatted(black, MANY));
    }
  }

  private void encoding(Encoding encoding) {
    int steps = encoding.numSteps();
    // An image with a pixel of each level, in their order.
    byte[] pixels = new byte[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      pixels[level] = (byte) level;
    }
    LabelledImages levels = new LabelledImages(pixels, new byte[1], new ImageShape(16, 16));
    double[] defined = new double[LEVELS * steps];
    List<String> axes = List.of("level", "step");
    IntToDoubleFunction spike = i -> spike(encoding, 0, i / steps, i % steps);
    check(
        "pure: all levels and steps twice, in either order, by 1 and by %s threads"
            .formatted(THREADS),
        () -> {
          double[] again = new double[defined.length];
          one.forEach(defined.length, (_, i) -> defined[i] = spike.applyAsDouble(i));
          several.forEach(
              defined.length,
              (_, task) -> {
                int i = defined.length - 1 - task;
                again[i] = spike.applyAsDouble(i);
              });
          return same(defined, again, "when asked again", axes, steps);
        });
    check(
        "the fast form has the spikes of the definition, at all levels",
        () -> {
          byte[] dense =
              new Encoder(encoding, SEED, LEVELS).encode(levels, 0, SpikeStream.TRAIN).dense();
          double[] fast = new double[defined.length];
          Arrays.setAll(fast, i -> dense[i % steps * LEVELS + i / steps]);
          return same(defined, fast, "in the fast form", axes, steps);
        });
    check("it spikes as often as its probability says", () -> rate(encoding));
    if (holds()) {
      Optional<String> drawn = drawn(encoding, defined);
      if (!encoding.isDrawn()) {
        check("nothing is left to chance, as isDrawn says", () -> drawn);
      } else if (drawn.isEmpty()) {
        note("its spikes do not depend on the key: isDrawn should return false");
      }
    }
  }

  private static double spike(Encoding encoding, int image, int level, int step) {
    long key = Encoder.key(SEED, SpikeStream.TRAIN, image, level);
    return at(
        "level %s, step %s".formatted(level, step),
        () -> encoding.spikes(key, level, step) ? 1.0 : 0.0);
  }

  /** Where the spikes of another image differ, whose levels are the same. */
  private static Optional<String> drawn(Encoding encoding, double[] first) {
    int steps = encoding.numSteps();
    double[] other = new double[first.length];
    for (int image = 1; image <= OTHERS; image++) {
      int number = image;
      Arrays.setAll(other, i -> spike(encoding, number, i / steps, i % steps));
      Optional<String> differs =
          same(first, other, "with another key", List.of("level", "step"), steps);
      if (differs.isPresent()) {
        return differs;
      }
    }
    return Optional.empty();
  }

  /** Images in which pixels of one level are compared. */
  private static final int OTHERS = 10;

  private static Optional<String> rate(Encoding encoding) {
    int draws = 4000;
    // Five deviations of the mean of as many draws of something in [0, 1], whatever it is.
    double tolerance = 5 * 0.5 / Math.sqrt(draws);
    for (int level : new int[] {0, 60, 128, 255}) {
      long spikes = 0;
      for (int draw = 0; draw < draws; draw++) {
        for (int t = 0; t < encoding.numSteps(); t++) {
          spikes += encoding.spikes(key(draw), level, t) ? 1 : 0;
        }
      }
      double mean = (double) spikes / draws / encoding.numSteps();
      double said = encoding.probability(level);
      if (!(Math.abs(mean - said) <= tolerance)) {
        return Optional.of(
            "level %s spikes in %s of the steps, and its probability is %s"
                .formatted(level, Numbers.accuracy(mean), Numbers.accuracy(said)));
      }
    }
    return Optional.empty();
  }

  private void neuron(Neuron neuron) {
    List<String> axes = List.of("step", "neuron", "state");
    int width = neuron.stateWidth() + 1;
    check(
        "pure and finite: %s neurons at rest twice".formatted(MANY),
        () -> same(rest(neuron), rest(neuron), "again", axes.subList(1, 3), neuron.stateWidth()));
    if (!holds()) {
      return;
    }
    check(
        "pure and finite: %s neurons through %s steps twice".formatted(NEURONS, STEPS),
        () -> same(course(neuron, false), course(neuron, false), "again", axes, NEURONS, width));
    if (!holds()) {
      return;
    }
    check(
        "the step of many neurons is the plain step",
        () ->
            same(
                course(neuron, false),
                course(neuron, true),
                "by the step of many",
                axes,
                NEURONS,
                width));
    check(
        "never more spikes than its largest count",
        () -> {
          double[] course = course(neuron, false);
          return IntStream.range(0, STEPS * NEURONS)
              .filter(i -> course[(i + 1) * width - 1] > neuron.largestCount(i / NEURONS + 1))
              .mapToObj(i -> "step %s, neuron %s".formatted(i / NEURONS, i % NEURONS))
              .findFirst();
        });
  }

  /** States of many neurons before the first step, [neurons, states]. */
  private static double[] rest(Neuron neuron) {
    int width = neuron.stateWidth();
    double[] all = new double[MANY * width];
    for (int j = 0; j < MANY; j++) {
      int number = j;
      float[] state = at("neuron " + j, () -> neuron.rest(SEED, number));
      if (state.length != width) {
        throw new PartException(
            "neuron %s: rest has %s numbers, and stateWidth is %s"
                .formatted(j, state.length, width));
      }
      for (int s = 0; s < width; s++) {
        all[j * width + s] = state[s];
      }
    }
    return all;
  }

  /** States of some neurons after each step, and their spikes, [steps, neurons, states + 1]. */
  private static double[] course(Neuron neuron, boolean many) {
    int width = neuron.stateWidth();
    float[][] states = new float[width][NEURONS];
    for (int j = 0; j < NEURONS; j++) {
      put(neuron.rest(SEED, j), states, j);
    }
    float[] spikes = new float[NEURONS];
    double[] course = new double[STEPS * NEURONS * (width + 1)];
    for (int t = 0; t < STEPS; t++) {
      // Currents have either sign, and most of them are not far from the threshold.
      float[] currents = new float[NEURONS];
      for (int j = 0; j < NEURONS; j++) {
        double unit = SplitMix64.unit(SplitMix64.key(SEED, t, j));
        currents[j] = (float) (neuron.threshold() * (3 * unit - 1) * (j % 5) / 4);
      }
      if (many) {
        during("step " + t, () -> neuron.step(states, currents, 0, NEURONS, spikes));
      }
      for (int j = 0; j < NEURONS; j++) {
        float[] state = new float[width];
        for (int s = 0; s < width; s++) {
          state[s] = states[s][j];
        }
        if (!many) {
          float current = currents[j];
          spikes[j] +=
              at("step %s, neuron %s".formatted(t, j), () -> neuron.step(state, current)) ? 1 : 0;
          put(state, states, j);
        }
        int at = (t * NEURONS + j) * (width + 1);
        for (int s = 0; s < width; s++) {
          course[at + s] = state[s];
        }
        course[at + width] = spikes[j];
      }
    }
    return course;
  }

  private static void put(float[] state, float[][] states, int j) {
    for (int s = 0; s < states.length; s++) {
      states[s][j] = state[s];
    }
  }

  private void simulator(String name, Settings settings, Backend backend) {
    check(
        "%s backend: %s digits, %s neurons, every potential and spike as defined"
            .formatted(name, IMAGES, NEURONS),
        () -> {
          LabelledImages digits = new Strokes().load(IMAGES, one, Progress.NONE, _ -> {}).train();
          Network network =
              settings.network(
                  RandomLinear.draw(
                      settings.weights(),
                      settings.connections(),
                      settings.pool(),
                      digits.shape(),
                      NEURONS,
                      SEED,
                      one));
          try (Simulator fast = backend.simulator(network, several)) {
            Simulator naive = new NaiveSimulator(network);
            String found = "by that backend";
            List<String> axes = List.of("image", "step", "neuron");
            return same(
                    potentials(naive, digits),
                    potentials(fast, digits),
                    found,
                    axes,
                    network.numSteps(),
                    NEURONS)
                .or(
                    () ->
                        same(
                            features(naive, digits),
                            features(fast, digits),
                            found,
                            List.of("feature", "image", "neuron"),
                            IMAGES,
                            NEURONS));
          }
        });
  }

  private static double[] potentials(Simulator simulator, LabelledImages digits) {
    float[] gains = Homeostasis.ones(NEURONS);
    return IntStream.range(0, IMAGES)
        .mapToObj(i -> simulator.trace(digits, i, SpikeStream.TRAIN, gains).membrane())
        .flatMapToDouble(m -> IntStream.range(0, m.length).mapToDouble(i -> m[i]))
        .toArray();
  }

  private static double[] features(Simulator simulator, LabelledImages digits) {
    float[] gains = Homeostasis.ones(NEURONS);
    Progress.Task untold = Progress.NONE.start("", 0, "it");
    return Stream.of(Feature.values())
        .map(f -> simulator.responses(digits, SpikeStream.TRAIN, gains, f, untold).features())
        .flatMapToDouble(
            counts ->
                IntStream.range(0, IMAGES * NEURONS)
                    .mapToDouble(i -> counts.get(i / NEURONS, i % NEURONS)))
        .toArray();
  }

  private static Optional<String> gains(GainRule rule) {
    int batches = 30;
    double[][] twice = new double[2][batches * NEURONS];
    for (double[] course : twice) {
      GainRule.Gains gains = rule.start(NEURONS, batches);
      for (int at = 0; at < course.length; at++) {
        if (at % NEURONS == 0) {
          int batch = at / NEURONS;
          long[] totals = new long[NEURONS];
          Arrays.setAll(totals, j -> new SplitMix64(SplitMix64.key(batch, j)).nextInt(300));
          gains.update(totals, 128, 0.1);
        }
        course[at] = gains.values()[at % NEURONS];
      }
    }
    double[] bounded = twice[0].clone();
    Arrays.setAll(bounded, i -> Math.clamp(bounded[i], (float) rule.gMin(), (float) rule.gMax()));
    List<String> axes = List.of("batch", "neuron");
    return same(twice[0], twice[1], "again", axes, NEURONS)
        .or(() -> same(twice[0], bounded, "is the nearest bound", axes, NEURONS));
  }

  private Optional<String> readout(Readout readout) {
    int images = 1200;
    int classes = 3;
    FeatureMatrix counts = FeatureMatrix.zeros(images, NEURONS, 50);
    byte[] labels = new byte[images];
    for (int i = 0; i < images; i++) {
      labels[i] = (byte) (i % classes);
      float[] row = new float[NEURONS];
      for (int j = 0; j < NEURONS; j++) {
        row[j] = new SplitMix64(SplitMix64.key(i, j)).nextInt(j % classes == labels[i] ? 50 : 20);
      }
      counts.setRow(i, row);
    }
    double[][] fits = new double[4][images * classes];
    for (int n = 0; n < fits.length; n++) {
      Workers workers = n == 0 ? one : several;
      Fitting fitting = new Fitting(SEED, Optional.empty(), workers, Progress.NONE);
      Classifier model = ReadoutFit.fit(counts, labels, classes, readout, true, fitting).model();
      if (readout.isLinear() != (model instanceof LinearModel)) {
        return Optional.of(
            "isLinear is %s, and what is fitted is %s LinearModel"
                .formatted(readout.isLinear(), readout.isLinear() ? "no" : "a"));
      }
      double[] logits = model.logits(counts, workers);
      byte[] read = model.predict(counts, workers);
      if (model.classes() != classes || logits.length != images * classes) {
        return Optional.of(
            "%s classes and %s logits of %s images of %s classes"
                .formatted(model.classes(), logits.length, images, classes));
      }
      for (int i = 0; i < images; i++) {
        if (read[i] < 0 || read[i] >= classes) {
          return Optional.of("image %s: class %s of %s".formatted(i, read[i], classes));
        }
      }
      fits[n] = logits;
    }
    List<String> axes = List.of("image", "class");
    return IntStream.range(1, fits.length)
        .mapToObj(n -> same(fits[0], fits[n], "again", axes, classes))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> images(ImageSource source) {
    int most = 200;
    Dataset first = source.load(most, one, Progress.NONE, _ -> {});
    Dataset again = source.load(most, several, Progress.NONE, _ -> {});
    ImageSource.Size size =
        new ImageSource.Size(
            first.train().size(), first.test().size(), first.shape(), first.classes());
    if (!DatasetIdentity.of(first).equals(DatasetIdentity.of(again))) {
      return Optional.of("the first %s are others when loaded again".formatted(most));
    }
    return source.size(most).equals(size)
        ? Optional.empty()
        : Optional.of("it says %s, and has %s".formatted(source.size(most), size));
  }
}
