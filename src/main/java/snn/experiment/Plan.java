package snn.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import snn.InvalidParameterException;
import snn.Numbers;
import snn.core.Connections;
import snn.core.Encoding;
import snn.core.GainRule;
import snn.core.Neuron;
import snn.core.Pool;
import snn.core.WeightLaw;
import snn.data.ImageSource;
import snn.part.Kind;
import snn.part.OwnPart;
import snn.part.Parameter;
import snn.part.Parts;
import snn.part.Section;
import snn.readout.Readout;

/**
 * All that the result of a run follows from.
 *
 * @param experiment the question
 * @param source where the images come from
 * @param extent how much is done
 * @param points the layers of one seed, in the order in which they are run: one, or one for each
 *     value of the experiment's axis
 * @param axis plain values of the axis; empty where there is none
 */
public record Plan(
    Experiment experiment,
    ImageSource source,
    Extent extent,
    List<Settings> points,
    List<Object> axis) {

  /** The kinds of parts that a plan is made from. */
  public static final List<Kind<?>> KINDS =
      List.of(
          ImageSource.KIND,
          Encoding.KIND,
          Neuron.KIND,
          WeightLaw.KIND,
          GainRule.KIND,
          Readout.KIND);

  /** The sections of parameters that a plan is made from, in the order of help. */
  public static List<Section> sections(Experiment experiment) {
    List<Section> sections = new ArrayList<>();
    sections.add(
        Section.of("Data and extent").with(ImageSource.KIND).with(Extent.class).with(Draws.class));
    sections.add(
        Section.of("Spiking layer and its input")
            .with(Layer.class)
            .with(Encoding.KIND)
            .with(Neuron.KIND)
            .with(WeightLaw.KIND)
            .with(Connections.class)
            .with(Pool.class));
    Section own = Section.of("This experiment");
    if (experiment.gainControl()) {
      own = own.with(GainRule.KIND);
    }
    if (experiment.axis().isPresent()) {
      own = own.with(List.of(list(experiment.axis().get())));
    }
    sections.add(own);
    sections.add(readout());
    Optional<Experiment.Axis> axis = experiment.axis();
    return sections.stream()
        .filter(section -> !section.parameters().isEmpty())
        .map(
            section ->
                axis.isEmpty() || axis.get().isOptional()
                    ? section
                    : section.without(axis.get().parameter()))
        .map(section -> withPresets(section, experiment.presets()))
        .toList();
  }

  /** The parameters of a readout. */
  public static Section readout() {
    return Section.of("Readout").with(Readout.KIND).with(Standardisation.class);
  }

  private static Section withPresets(Section section, Map<String, String> presets) {
    return new Section(
        section.heading(),
        section.parameters().stream()
            .map(p -> presets.containsKey(p.name()) ? p.withPreset(presets.get(p.name())) : p)
            .toList());
  }

  /** The parameter that holds an axis' values. */
  private static Parameter list(Experiment.Axis axis) {
    return parameter(axis.parameter()).list(axis.list(), axis.help(), axis.preset());
  }

  /** The parameter of a layer or readout that has that name. */
  private static Parameter parameter(String name) {
    return List.of(
            Section.of("").with(Draws.class).with(Layer.class),
            Section.of("").with(Encoding.KIND).with(Neuron.KIND).with(WeightLaw.KIND),
            Section.of("").with(Connections.class).with(Pool.class).with(GainRule.KIND),
            readout())
        .stream()
        .flatMap(section -> section.parameters().stream())
        .filter(parameter -> parameter.name().equals(name) && parameter.isNumber())
        .findFirst()
        .orElseThrow();
  }

  /** Of parameters, and of what tells the sources of parts that are not the program's. */
  private static Set<String> names(Experiment experiment) {
    return Stream.concat(
            sections(experiment).stream()
                .flatMap(section -> section.parameters().stream())
                .map(Parameter::name),
            KINDS.stream().map(Kind::source))
        .collect(Collectors.toSet());
  }

  /**
   * The plan that values describe.
   *
   * @param given plain values by the parameters' names; what they lack has its default
   * @throws InvalidParameterException if a value is not allowed, or of no parameter
   */
  public static Plan of(Experiment experiment, Map<String, ?> given) {
    // What is missing may have parameters.
    KINDS.forEach(kind -> kind.requireSource(given));
    Set<String> known = names(experiment);
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        throw new InvalidParameterException(
            name, "is no parameter of the experiment " + experiment.name());
      }
    }
    return read(experiment, given);
  }

  /**
   * Like {@link #of}, but ignores values that are of none of the experiment's parameters.
   *
   * @throws InvalidParameterException if one of these is not allowed
   */
  public static Plan among(Experiment experiment, Map<String, ?> given) {
    Map<String, Object> own = new LinkedHashMap<>(given);
    own.keySet().retainAll(names(experiment));
    return read(experiment, own);
  }

  private static Plan read(Experiment experiment, Map<String, ?> given) {
    Map<String, Object> values = new LinkedHashMap<>(experiment.presets());
    values.putAll(given);
    ImageSource source = ImageSource.KIND.read(values);
    Extent extent = Parts.read(Extent.class, values);
    List<Object> axis = List.of();
    List<Settings> points = new ArrayList<>();
    Optional<Experiment.Axis> used =
        experiment.axis().filter(a -> !a.isOptional() || values.containsKey(a.list()));
    if (used.isEmpty()) {
      points.add(Settings.of(values, experiment.gainControl()));
    } else {
      Experiment.Axis a = used.get();
      Parameter list = list(a);
      axis = list.checkList(values.containsKey(a.list()) ? values.get(a.list()) : a.preset());
      for (Object value : axis) {
        values.put(a.parameter(), value);
        points.add(Settings.of(values, experiment.gainControl()));
      }
    }
    extent.requireSeeds(points.getFirst().seed());
    return new Plan(experiment, source, extent, points, axis);
  }

  /** The experiment's axis, where the layers are points along it. */
  public Optional<Experiment.Axis> alongAxis() {
    return axis.isEmpty() ? Optional.empty() : experiment.axis();
  }

  /**
   * Whether the readout of a layer is fitted as in the published run of the experiment, which
   * stopped at a limit of iterations that is a preset of it.
   */
  public boolean readsAsPublished(Settings point) {
    if (!experiment.presets().containsKey("max_iter")) {
      return false;
    }
    Settings published = of(experiment, Map.of()).points().getFirst();
    return point.readout().equals(published.readout())
        && point.standardisation().equals(published.standardisation());
  }

  /** A key of the features of its layers: plans of equal keys have equal features. */
  public Object featureKey() {
    List<Object> key = new ArrayList<>(List.of(source, extent.most(), extent.repeats()));
    points.forEach(point -> key.add(point.layerValues()));
    return key;
  }

  /**
   * A key of the currents into its neurons: plans of equal keys {@link Lab#together} simulates.
   * Empty where there are several layers, or gains are adapted.
   */
  public Optional<Object> currentKey() {
    return points.size() > 1 || extent.repeats() > 1
        ? Optional.empty()
        : points.getFirst().currentKey().map(key -> List.of(source, extent.most(), key));
  }

  /** About how much memory the features of one of its layers take, in bytes. */
  public double featureBytes(ImageSource.Size size) {
    return points.stream().mapToDouble(point -> point.featureBytes(size)).max().orElseThrow();
  }

  /** Characters that have a meaning to shells, URLs or file systems. */
  private static final Pattern NOT_IN_NAMES = Pattern.compile("^[.-]|[^\\p{L}\\p{N}._-]");

  /** The texts of output and files. */
  public Experiment.Words words() {
    return alongAxis().flatMap(Experiment.Axis::words).orElse(experiment.words());
  }

  /** About how many images the dataset has. */
  public ImageSource.Size size() {
    return source.size(extent.most());
  }

  /**
   * About how much memory a run takes, in bytes: the sum of what each of its pieces says that it
   * needs.
   *
   * @param size of the dataset
   */
  public double memoryBytes(ImageSource.Size size) {
    return PROGRAM_BYTES
        + (double) size.images() * (size.shape().pixels() + 1)
        + Math.max(
            floorBytes(size),
            points.stream().mapToDouble(point -> memoryBytes(size, point)).max().orElseThrow());
  }

  /** About how much of that the floor of the pixels takes, in bytes; 0 where it is not told. */
  public double floorBytes(ImageSource.Size size) {
    return extent.floors() && Floors.hasPixels(size.train()) ? Floors.bytes(size) : 0;
  }

  private double memoryBytes(ImageSource.Size size, Settings point) {
    return point.memoryBytes(size) + (extent.information() ? SecondDraw.bytes(size, point) : 0);
  }

  /** Memory of the program itself, in bytes. */
  private static final double PROGRAM_BYTES = 50e6;

  /**
   * Checks what can be known before any work starts: whether the layers run on a backend, and fit
   * arrays.
   *
   * @throws InvalidParameterException if not
   */
  public void requireRunsOn(Backend backend) {
    ImageSource.Size size = size();
    points.forEach(point -> point.requireFits(size, backend));
  }

  /** The plan of fewer seeds, and of the first of its points. */
  public Plan first(int repeats, int layers) {
    return new Plan(
        experiment,
        source,
        extent.repeated(repeats),
        points.subList(0, layers),
        axis.isEmpty() ? axis : axis.subList(0, layers));
  }

  /** The plan of one layer, which is one of the points, perhaps of another seed. */
  Plan only(Settings point) {
    return new Plan(
        experiment,
        source,
        extent.repeated(1),
        List.of(point),
        alongAxis().map(a -> List.of(point.values().get(a.parameter()))).orElse(List.of()));
  }

  /** The layers of one of the seeds, in the order in which they are run. */
  public List<Settings> points(int repeat) {
    return points.stream().map(point -> point.withSeed(point.seed() + repeat)).toList();
  }

  /** Where its parts that are not the program's come from, as {@link OwnPart#source} has it. */
  public List<String> sources() {
    Map<String, Object> values = OwnPart.all().isEmpty() ? Map.of() : values();
    return KINDS.stream()
        .filter(kind -> values.containsKey(kind.source()))
        .map(kind -> values.get(kind.source()).toString())
        .toList();
  }

  /** Plain values by the parameters' names; {@link #of} makes the same plan of them. */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>(ImageSource.KIND.values(source));
    Parts.parameters(source.getClass()).stream()
        .filter(parameter -> !parameter.about().result())
        .forEach(parameter -> values.remove(parameter.name()));
    values.putAll(Parts.values(extent));
    Settings first = points.getFirst();
    values.putAll(Parts.values(first.draws()));
    values.putAll(first.values());
    alongAxis()
        .ifPresent(
            a -> {
              values.remove(a.parameter());
              values.put(a.list(), axis);
            });
    return values;
  }

  /** Those of the given parameters that have no effect in this plan. */
  public List<String> withoutEffect(Set<String> given) {
    Set<String> known = names(experiment);
    Set<String> effective = new LinkedHashSet<>(values().keySet());
    effective.addAll(Parts.values(source).keySet());
    points.forEach(point -> effective.removeAll(point.withoutEffect()));
    return given.stream()
        .filter(name -> known.contains(name) && !effective.contains(name))
        .toList();
  }

  /** Fills the places in a text of the experiment with the values of a layer. */
  public String text(String template, Settings point, String accuracy) {
    Map<String, Object> values = values();
    values.putAll(point.values());
    values.put("accuracy", accuracy);
    Matcher place = Experiment.PLACE.matcher(template);
    return place.replaceAll(
        match -> Matcher.quoteReplacement(Numbers.text(values.get(match.group(1)))));
  }

  /**
   * Like {@link #text}, for the name of a file. It begins with the name of the images unless they
   * are the default ones, so that runs on others do not overwrite theirs.
   */
  public String file(String template, Settings point) {
    String images = ImageSource.KIND.nameOf(source);
    String rest = text(template, point, "");
    if (images.equals(ImageSource.KIND.preset())) {
      return rest;
    }
    // The root of a file system has no name.
    Path last = Path.of(images).toAbsolutePath().normalize().getFileName();
    String name = last == null ? "images" : last.toString();
    return NOT_IN_NAMES.matcher(name).replaceAll("_") + "_" + rest;
  }

  /** Whether all parameters that a text of the experiment names have values. */
  public boolean has(String template, Settings point) {
    Set<String> names = point.values().keySet();
    return Experiment.PLACE
        .matcher(template)
        .results()
        .map(match -> match.group(1))
        .allMatch(name -> name.equals("accuracy") || names.contains(name));
  }
}
