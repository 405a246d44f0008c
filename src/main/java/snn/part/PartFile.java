package snn.part;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import snn.InvalidParameterException;
import snn.Reason;
import snn.Sha256;

/**
 * A file with parts of a user's own. A source is compiled in memory, each time that it is read:
 * nothing runs that does not come from the file itself.
 *
 * @param file Java source or jar
 * @param kinds of parts that there are
 */
record PartFile(Path file, List<Kind<?>> kinds) {

  /** Name of the loaders of these classes, by which a line of theirs is known in a stack trace. */
  static final String LOADER = "parts";

  private static final String SOURCE = ".java";
  private static final String CLASS = ".class";

  /** Defines classes that lie in memory. */
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(LOADER, Part.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  List<OwnPart> parts() {
    boolean source = file.toString().endsWith(SOURCE);
    byte[] bytes = new byte[0];
    Map<String, byte[]> classes;
    try {
      if (!source && !file.toString().endsWith(".jar")) {
        throw new IOException("no source and no jar");
      }
      bytes = Files.readAllBytes(file);
      classes = source ? compiled(bytes) : unpacked();
    } catch (NoSuchFileException _) {
      throw new PartException("%s: no such file".formatted(file));
    } catch (IOException e) {
      throw new InvalidParameterException(
          "parts",
          "must be files NAME.java or NAME.jar, found %s (%s)".formatted(file, Reason.of(e)));
    }
    List<Class<?>> records = records(classes);
    List<Class<?>> parts = records.stream().filter(this::isPart).toList();
    if (parts.isEmpty()) {
      throw new PartException(
          "%s: %s; a part is a public record that implements one of %s"
              .formatted(
                  file,
                  records.isEmpty()
                      ? "there is no public record in it"
                      : "no part, but only " + names(records),
                  kinds.stream()
                      .map(kind -> kind.type().getSimpleName())
                      .collect(Collectors.joining(", "))));
    }
    String sha256 = Sha256.hex(bytes);
    return parts.stream()
        .map(part -> OwnPart.of(part, file, source ? sha256 : sha256(part, parts, classes)))
        .toList();
  }

  private boolean isPart(Class<?> type) {
    return kinds.stream().anyMatch(kind -> kind.type().isAssignableFrom(type));
  }

  private static String names(List<Class<?>> types) {
    return types.stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
  }

  /** The public records that are in no other class. */
  private List<Class<?>> records(Map<String, byte[]> classes) {
    Loader loader = new Loader(classes);
    try {
      return classes.keySet().stream()
          .filter(name -> !name.contains("$") && !name.endsWith("-info"))
          .<Class<?>>map(name -> load(name, loader))
          .filter(type -> type.isRecord() && Modifier.isPublic(type.getModifiers()))
          .toList();
    } catch (LinkageError e) {
      throw new PartException(
          "%s was compiled for another program or a newer Java: %s".formatted(file, e));
    }
  }

  private static Class<?> load(String name, Loader loader) {
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The hash of a class in a jar, and of the classes there that are no parts, which it may use. */
  private static String sha256(Class<?> part, List<Class<?>> parts, Map<String, byte[]> classes) {
    MessageDigest digest = Sha256.digest();
    digest.update(classes.get(part.getName()));
    classes.forEach(
        (name, bytes) -> {
          if (parts.stream().noneMatch(other -> other.getName().equals(name))) {
            digest.update(bytes);
          }
        });
    return Sha256.hex(digest);
  }

  private Map<String, byte[]> unpacked() throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    try (JarFile jar = new JarFile(file.toFile())) {
      for (JarEntry entry : jar.stream().filter(one -> one.getName().endsWith(CLASS)).toList()) {
        String name = entry.getName().replace('/', '.');
        try (var in = jar.getInputStream(entry)) {
          classes.put(name.substring(0, name.length() - CLASS.length()), in.readAllBytes());
        }
      }
    }
    return classes;
  }

  /** The source, as the compiler asks for it; messages have the name that the user gave. */
  private final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(file.toUri(), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public String getName() {
      return file.toString();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private Map<String, byte[]> compiled(byte[] source) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    if (javac == null) {
      throw new PartException(
          "%s cannot be compiled, this Java has no compiler; run the program by a JDK"
              .formatted(file));
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(source)).toString();
    } catch (CharacterCodingException _) {
      throw new PartException("%s is not text in UTF-8".formatted(file));
    }
    DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
    Map<String, ByteArrayOutputStream> classes = new TreeMap<>();
    try (JavaFileManager files = inMemory(javac, told, classes)) {
      List<String> options = List.of("-proc:none", "-nowarn", "-classpath", classPath());
      boolean fine =
          javac
              .getTask(Writer.nullWriter(), files, told, options, null, List.of(new Source(text)))
              .call();
      if (!fine) {
        throw new PartException(
            "%s does not compile:\n%s"
                .formatted(
                    file,
                    told.getDiagnostics().stream()
                        .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                        .map(Object::toString)
                        .collect(Collectors.joining("\n"))));
      }
    }
    Map<String, byte[]> bytes = new TreeMap<>();
    classes.forEach((name, out) -> bytes.put(name, out.toByteArray()));
    return bytes;
  }

  /** Where the program's own classes are; what an author needs is all among them. */
  private static String classPath() {
    try {
      URI place = Part.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(place).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts classes into memory, and nothing into the file system. */
  private static JavaFileManager inMemory(
      JavaCompiler javac,
      DiagnosticCollector<JavaFileObject> told,
      Map<String, ByteArrayOutputStream> classes) {
    return new ForwardingJavaFileManager<JavaFileManager>(
        javac.getStandardFileManager(told, Locale.ROOT, StandardCharsets.UTF_8)) {
      @Override
      public JavaFileObject getJavaFileForOutput(
          Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
        return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
          @Override
          public OutputStream openOutputStream() {
            return classes.computeIfAbsent(name, _ -> new ByteArrayOutputStream());
          }
        };
      }
    };
  }
}
