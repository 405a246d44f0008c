package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import snn.SplitMix64;
import snn.Workers;
import snn.core.Encoding;
import snn.core.FeatureMatrix;
import snn.core.GainRule;
import snn.core.Neuron;
import snn.core.SpikeTrains;
import snn.core.WeightLaw;
import snn.data.Dataset;
import snn.data.ImageShape;
import snn.data.ImageSource;
import snn.data.LabelledImages;
import snn.readout.Classifier;
import snn.readout.Fitting;
import snn.readout.LinearModel;
import snn.readout.Readout;
import snn.readout.ReadoutFit;
import snn.readout.Scaling;
import snn.readout.TrainingSet;

/** The examples on the page for authors of parts, {@code parts.md}: as they are, checked, run. */
class PartExamplesTest {

  private static final Path PAGE = Path.of("src/site/markdown/parts.md");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "CentreSurround, weights, centre-surround",
    "BurstCoding, encoding, burst-coding",
    "ResonateAndFire, neuron, resonate-and-fire",
    "NearestNeighbours, readout, nearest-neighbours"
  })
  void anExampleIsOnThePageKeepsItsPromisesAndRuns(String file, String kind, String name)
      throws IOException {
    Path source = Path.of("src/site/java", file + ".java");
    String page = Files.readString(PAGE);
    assertThat(page).contains("\n```java\n" + Files.readString(source) + "```\n");

    Program check = Program.run("check", source.toString());
    assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
    assertThat(check.outLines()).first().isEqualTo(name + ", from " + source);
    assertThat(check.outLines().stream().skip(1)).allMatch(line -> line.startsWith("ok "));
    if (kind.equals("weights")) {
      // The tensor backend is tried where PyTorch is.
      assertThat(page.lines().filter(line -> !line.startsWith("ok     tensor")))
          .containsSequence(
              check.outLines().stream().filter(line -> !line.startsWith("ok     tensor")).toList());
    }

    Program run = Program.runIn(folder, "fields", "--parts=" + source, "--" + kind + "=" + name);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("warning: no neuron");
  }

  /** The types whose methods the page lists. */
  private static final Map<String, Class<?>> LISTED =
      Stream.of(
              WeightLaw.class,
              Encoding.class,
              SpikeTrains.class,
              Neuron.class,
              GainRule.class,
              GainRule.Gains.class,
              Readout.class,
              Classifier.class,
              ReadoutFit.class,
              LinearModel.class,
              TrainingSet.class,
              Scaling.class,
              Fitting.class,
              FeatureMatrix.class,
              Workers.class,
              ImageSource.class,
              ImageSource.Size.class,
              ImageShape.class,
              LabelledImages.class,
              Dataset.class,
              SplitMix64.class)
          .collect(Collectors.toMap(Class::getSimpleName, type -> type));

  private static final Pattern TYPE =
      Pattern.compile("(interface|class|record) (\\w+)(?:\\((.*)\\))?.*");

  private static final Pattern METHOD =
      Pattern.compile("  (?:static )?(?:(\\S+) )?(\\w+)\\((.*?)\\);.*");

  /** All methods of the interfaces, and what is said of other types. */
  @Test
  void theSignaturesOnThePageAreThoseOfTheProgram() throws IOException {
    Map<String, Set<String>> listed = new TreeMap<>();
    String type = "";
    for (String line : section("## Signatures").lines().toList()) {
      Matcher opens = TYPE.matcher(line);
      Matcher method = METHOD.matcher(line);
      if (opens.matches()) {
        type = opens.group(2);
        listed.put(type, new TreeSet<>());
        if (opens.group(1).equals("record")) {
          listed.get(type).add(type + plain(opens.group(3)));
        }
      } else if (method.matches()) {
        String returned = method.group(1) == null ? "" : simple(method.group(1)) + " ";
        listed.get(type).add(returned + method.group(2) + plain(method.group(3)));
      }
    }
    assertThat(listed.keySet()).isEqualTo(new TreeSet<>(LISTED.keySet()));
    listed.forEach(
        (name, methods) -> {
          Set<String> all = signatures(LISTED.get(name));
          assertThat(all).as(name).containsAll(methods);
          if (LISTED.get(name).isInterface()) {
            assertThat(methods).as(name).isEqualTo(all);
          }
        });
  }

  /** Parameters as written, by their types. */
  private static String plain(String parameters) {
    return Stream.of(parameters.replaceAll("<[^>]*>", "").split(", "))
        .map(parameter -> simple(parameter.replaceFirst(" .*", "")))
        .collect(Collectors.joining(",", "(", ")"));
  }

  private static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static Set<String> signatures(Class<?> type) {
    boolean all = !type.isInterface();
    Stream<String> methods =
        Stream.of(type.getDeclaredMethods())
            .filter(one -> Modifier.isPublic(one.getModifiers()) && !one.isSynthetic())
            .filter(one -> all || !Modifier.isStatic(one.getModifiers()))
            .map(
                one ->
                    "%s %s%s"
                        .formatted(
                            one.getReturnType().getSimpleName(),
                            one.getName(),
                            plain(one.getParameterTypes())));
    Stream<String> constructors =
        Stream.of(type.getConstructors())
            .map(one -> type.getSimpleName() + plain(one.getParameterTypes()));
    return Stream.concat(methods, constructors).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String plain(Class<?>[] parameters) {
    return Stream.of(parameters)
        .map(Class::getSimpleName)
        .collect(Collectors.joining(",", "(", ")"));
  }

  private static String section(String heading) throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(heading + "\n") + heading.length();
    int to = page.indexOf("\n## ", from);
    return page.substring(from, to < 0 ? page.length() : to);
  }

  /** What a method that an author writes or calls takes or returns is promised, too. */
  @Test
  void allTypesInSignaturesAreAmongThoseThatStay() throws IOException {
    String stays = section("## What stays");
    String overview =
        Files.readString(Path.of("src/main/java/snn/package-info.java"))
            .replaceAll("\\s+(\\* )?", " ");
    Set<Class<?>> types = new HashSet<>(LISTED.values());
    for (Class<?> type : LISTED.values()) {
      if (type.isInterface()) {
        for (Method method : type.getDeclaredMethods()) {
          types.addAll(List.of(method.getParameterTypes()));
          types.add(method.getReturnType());
        }
      }
    }
    assertThat(types)
        .filteredOn(type -> type.getName().startsWith("snn."))
        .isNotEmpty()
        .allSatisfy(
            type -> {
              String name = type.getName().replace('$', '.');
              String inPackage = name.substring(type.getPackageName().length() + 1);
              assertThat(stays).contains("`" + inPackage + "`");
              assertThat(overview).contains("{@link " + name + "}");
            });
  }
}
