package snn;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import jdk.incubator.vector.VectorSpecies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import snn.core.Simulator;
import snn.core.VectorWidths;
import snn.data.ImageShape;
import snn.data.LabelledImages;

/** The walls between the rooms, as the comment of package {@code snn} draws them. */
class ArchitectureTest {

  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("snn");

  private static final String VECTORS = "jdk.incubator.vector..";
  private static final String DJL = "ai.djl..";
  private static final String SMILE = "smile..";
  private static final String CHARTS = "org.jfree..";
  private static final String TABLES = "tech.tablesaw..";
  private static final String JSON = "tools.jackson..";
  private static final String JSON_ANNOTATIONS = "com.fasterxml.jackson.annotation..";
  private static final String HDF5 = "io.jhdf..";
  private static final String STATISTICS = "org.apache.commons.math3..";
  private static final String CSV = "org.apache.commons.csv..";
  private static final String PICOCLI = "picocli..";
  private static final String TEMPLATES = "io.pebbletemplates..";
  private static final String BARS = "me.tongfei.progressbar..";

  /**
   * A package, and what its classes may use besides the JDK and each other: packages, and the
   * classes {@link #IMAGES} and {@link #SHAPE}. Two dots include the packages below.
   */
  record Room(String name, List<String> mayUse) {
    @Override
    public String toString() {
      return name + " uses " + (mayUse.isEmpty() ? "the JDK alone" : String.join(", ", mayUse));
    }
  }

  private static Room room(String name, String... mayUse) {
    return new Room(name, List.of(mayUse));
  }

  private static final String IMAGES = LabelledImages.class.getName();
  private static final String SHAPE = ImageShape.class.getName();
  private static final Map<String, Class<?>> CLASSES =
      Map.of(IMAGES, LabelledImages.class, SHAPE, ImageShape.class);

  static Stream<Room> rooms() {
    return Stream.of(
        room("snn"),
        room("snn.part", "snn"),
        room("snn.data..", "snn", "snn.part"),
        room("snn.core", "snn", "snn.part", IMAGES, SHAPE, VECTORS),
        room("snn.core.event..", "snn", IMAGES, "snn.part", "snn.core", VECTORS),
        room("snn.core.tensor..", "snn", IMAGES, "snn.part", "snn.core", DJL),
        room("snn.measure", "snn", IMAGES, "snn.core"),
        room(
            "snn.readout..", "snn", "snn.part", "snn.core", "snn.core.tensor", SMILE, VECTORS, DJL),
        room(
            "snn.experiment..",
            "snn",
            "snn.part",
            "snn.data",
            "snn.core..",
            "snn.measure",
            "snn.readout"),
        room(
            "snn.record..",
            "snn",
            "snn.part",
            "snn.data",
            "snn.core",
            "snn.measure",
            "snn.readout",
            "snn.experiment",
            TABLES,
            JSON,
            JSON_ANNOTATIONS,
            HDF5,
            STATISTICS,
            CSV),
        room(
            "snn.fact..",
            "snn",
            "snn.part",
            "snn.data",
            "snn.core",
            "snn.measure",
            "snn.readout",
            "snn.experiment",
            "snn.record",
            STATISTICS),
        room(
            "snn.picture..",
            "snn",
            "snn.data",
            "snn.core",
            "snn.measure",
            "snn.readout",
            "snn.experiment",
            "snn.record",
            CHARTS),
        room(
            "snn.report..",
            "snn",
            "snn.data",
            "snn.core",
            "snn.measure",
            "snn.readout",
            "snn.experiment",
            "snn.record",
            "snn.fact"),
        room(
            "snn.page..",
            "snn",
            "snn.data",
            "snn.core",
            "snn.measure",
            "snn.readout",
            "snn.experiment",
            "snn.record",
            "snn.fact",
            "snn.picture",
            TEMPLATES,
            JSON),
        room(
            "snn.sweep..",
            "snn",
            "snn.part",
            "snn.data",
            "snn.readout",
            "snn.experiment",
            "snn.record",
            "snn.picture"),
        room("snn.cli..", "snn..", PICOCLI, BARS));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomUsesOnlyWhatItMay(Room room) {
    DescribedPredicate<JavaClass> allowed =
        resideInAnyPackage("java..", "javax..", "com.sun.management", room.name);
    for (String other : room.mayUse) {
      allowed =
          allowed.or(CLASSES.containsKey(other) ? is(CLASSES.get(other)) : resideInAPackage(other));
    }
    classes()
        .that()
        .resideInAPackage(room.name)
        .should()
        .onlyDependOnClassesThat(allowed)
        .as(room.toString())
        .allowEmptyShould(true)
        .check(PROJECT);
  }

  /** A class, or arrays of it. */
  private static DescribedPredicate<JavaClass> is(Class<?> one) {
    return DescribedPredicate.describe(
        one.getName(), type -> type.getBaseComponentType().isEquivalentTo(one));
  }

  /** A library, and the only packages that may know it. */
  record Library(String name, List<String> owners) {
    @Override
    public String toString() {
      return name + " only in " + String.join(", ", owners);
    }
  }

  static Stream<Library> libraries() {
    return Stream.of(
        new Library(VECTORS, List.of("snn.core", "snn.core.event..", "snn.readout..")),
        new Library(DJL, List.of("snn.core.tensor..", "snn.readout..")),
        new Library(SMILE, List.of("snn.readout..")),
        new Library(CHARTS, List.of("snn.picture..")),
        new Library(TABLES, List.of("snn.record..")),
        new Library(JSON, List.of("snn.record..", "snn.page..")),
        new Library(TEMPLATES, List.of("snn.page..")),
        new Library(JSON_ANNOTATIONS, List.of("snn.record..")),
        new Library(HDF5, List.of("snn.record..")),
        new Library(STATISTICS, List.of("snn.record..", "snn.fact..")),
        new Library(CSV, List.of("snn.record..")),
        new Library(PICOCLI, List.of("snn.cli..")),
        new Library(BARS, List.of("snn.cli..")));
  }

  /** Holds for rooms too that the table above does not know yet. */
  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryIsKnownOnlyToItsOwners(Library library) {
    noClasses()
        .that()
        .resideOutsideOfPackages(library.owners.toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library.name)
        .as(library.toString())
        .check(PROJECT);
  }

  /**
   * Where a flag is spelt outside, it is as {@code {name}}, which the command line turns into it.
   */
  @Test
  void flagsAreSpeltOnTheCommandLineAlone() throws IOException {
    Pattern flag = Pattern.compile("\"[^\"]*--[a-z]");
    Path sources = Path.of("src/main/java/snn");
    try (Stream<Path> files = Files.walk(sources)) {
      List<Path> rooms =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.startsWith(sources.resolve("cli")))
              .toList();
      assertThat(rooms).hasSizeGreaterThan(50);
      for (Path file : rooms) {
        assertThat(Files.readAllLines(file))
            .as(file.toString())
            .noneMatch(line -> flag.matcher(line).find());
      }
    }
  }

  /**
   * What is said of a run is said in the room of facts, or, of a picture, beside it: where reports
   * and pages are laid out, no text has two words beside each other.
   */
  @Test
  void reportsAndPagesSayNothingOfTheirOwn() throws IOException {
    Pattern words = Pattern.compile("\\p{L}{2,}[^\\p{L}\\n]* \\p{L}{2,}");
    List<String> texts = new ArrayList<>();
    scan(
        (file, _) ->
            new TreeScanner<Void, Void>() {
              @Override
              public Void visitLiteral(LiteralTree literal, Void none) {
                if ((file.contains("/report/") || file.contains("/page/"))
                    && literal.getValue() instanceof String text) {
                  texts.add(text);
                }
                return null;
              }
            });
    assertThat(texts).hasSizeGreaterThan(30).noneMatch(text -> words.matcher(text).find());
  }

  /** What a file holds has as many parts as there are. */
  private static final Set<String> SCHEMAS = Set.of("snn.record.RunRecord$Layer");

  private static final int MOST_COMPONENTS = 12;

  /** More components are several things, which have names. */
  @Test
  void recordsHaveFewComponents() {
    Map<String, Integer> components = new TreeMap<>();
    for (JavaClass type : PROJECT) {
      if (type.isRecord()) {
        components.put(type.getName(), type.reflect().getRecordComponents().length);
      }
    }
    assertThat(components).hasSizeGreaterThan(100).containsKeys(SCHEMAS.toArray(String[]::new));
    components.keySet().removeAll(SCHEMAS);
    components.values().removeIf(n -> n <= MOST_COMPONENTS);
    assertThat(components).isEmpty();
  }

  /**
   * Files with kernels, whose loops are written out: what they hold in registers cannot be handed
   * to a method.
   */
  private static final Pattern KERNELS =
      Pattern.compile(
          ".*/(core/event/[^/]*|readout/(\\w*Tiles|Gram|WeightedGram|Cholesky))\\.java");

  private static final int MOST_LINES = 60;

  @Test
  void methodsFitOnAScreen() throws IOException {
    List<String> methods = new ArrayList<>();
    List<String> large = new ArrayList<>();
    scan(
        (file, lines) ->
            new TreeScanner<Void, Void>() {
              @Override
              public Void visitMethod(MethodTree method, Void none) {
                String name = file + " " + method.getName();
                methods.add(name);
                if (lines.of(method) > MOST_LINES && !KERNELS.matcher(file).matches()) {
                  large.add(name + " has " + lines.of(method) + " lines");
                }
                return super.visitMethod(method, null);
              }
            });
    assertThat(methods)
        .hasSizeGreaterThan(1000)
        .anyMatch(name -> KERNELS.matcher(name.substring(0, name.indexOf(' '))).matches());
    assertThat(large).isEmpty();
  }

  /** How many lines a piece of a file has. */
  private interface Lines {
    long of(Tree tree);
  }

  /** Shows each source file, as the compiler reads it, to a scanner of its own. */
  private static void scan(BiFunction<String, Lines, TreeScanner<Void, Void>> scanner)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> paths = Files.walk(Path.of("src/main/java/snn"))) {
      List<Path> sources = paths.filter(path -> path.toString().endsWith(".java")).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        LineMap lines = unit.getLineMap();
        Lines counted =
            tree ->
                lines.getLineNumber(positions.getEndPosition(unit, tree))
                    - lines.getLineNumber(positions.getStartPosition(unit, tree))
                    + 1;
        String name = unit.getSourceFile().toUri().getPath();
        unit.accept(scanner.apply(name, counted), null);
      }
    }
  }

  @Test
  void nothingKnowsTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("snn.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("snn.cli..")
        .check(PROJECT);
  }

  /** What Java draws at random may change with Java; {@link SplitMix64} does not. */
  @Test
  void thereIsOneSourceOfChance() {
    noClasses()
        .should()
        .dependOnClassesThat(
            assignableTo(RandomGenerator.class).or(resideInAPackage("java.util.random..")))
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(StrictMath.class, "random")
        .orShould()
        .callMethod(Collections.class, "shuffle", List.class)
        .check(PROJECT);
  }

  /**
   * {@link VectorWidths} says why. Whatever names a width lies in these two: constants of species
   * and shapes, and the methods that make one from another.
   */
  @Test
  void oneClassNamesTheWidthsOfVectors() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(VectorWidths.class.getName())
        .should()
        .accessFieldWhere(
            describe(
                "a width of vectors is read",
                (JavaFieldAccess access) ->
                    access.getName().startsWith("SPECIES_") || access.getName().startsWith("S_")))
        .orShould()
        .callMethodWhere(
            describe(
                "a width of vectors is made",
                (JavaMethodCall call) ->
                    WIDTHS.contains(call.getName()) && isOfVectors(call.getTargetOwner())))
        .check(PROJECT);
  }

  /** Names of methods from which a species comes that was not named before. */
  private static final Set<String> WIDTHS =
      Set.of(
          "of",
          "ofPreferred",
          "ofLargestShape",
          "forBitSize",
          "forIndexBitSize",
          "preferredShape",
          "withLanes",
          "withShape",
          "reinterpretShape",
          "viewAsIntegralLanes",
          "viewAsFloatingLanes",
          "species");

  private static boolean isOfVectors(JavaClass owner) {
    return owner.getPackageName().equals("jdk.incubator.vector");
  }

  @Test
  void thereIsOneWidthForEachTypeOfNumber() throws IllegalAccessException {
    List<Class<?>> types = new ArrayList<>();
    for (Field field : VectorWidths.class.getFields()) {
      types.add(((VectorSpecies<?>) field.get(null)).elementType());
    }
    assertThat(types)
        .doesNotHaveDuplicates()
        .contains(float.class, double.class, int.class, short.class, byte.class, long.class);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching("snn.(**)").should().beFreeOfCycles().check(PROJECT);
  }

  @Test
  void everyClassLivesInARoom() {
    List<String> names = rooms().map(Room::name).toList();
    classes().should().resideInAnyPackage(names.toArray(String[]::new)).check(PROJECT);
  }

  /** Rules over classes that were not read would hold for any project. */
  @Test
  void theRulesSeeTheClassesAndWhatTheyUse() {
    assertThat(PROJECT.contain(Simulator.class)).isTrue();
    JavaClass kernel = PROJECT.get("snn.core.event.LifBlock");
    assertThat(kernel.getDirectDependenciesFromSelf())
        .anyMatch(use -> use.getTargetClass().getPackageName().equals("jdk.incubator.vector"));
    assertThat(PROJECT.contain(ArchitectureTest.class)).isFalse();
  }
}
