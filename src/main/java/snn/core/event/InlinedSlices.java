package snn.core.event;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Has the compiler of the JVM inline {@code MemorySegment.asSlice} into the kernels, which call it
 * for every input spike.
 *
 * <p>Left to itself, the compiler decides by how often it has seen the call. Where it came too
 * early to see much, which happened in one process of seven, it left the call and made an object
 * each time, and features took three times as long. The launchers give the JVM an option against
 * that, and say so in a property. In a process that was started in another way, by {@code java
 * -jar} or as a library of another program, this gives the same order through the JVM's diagnostic
 * commands, which takes a tenth of a second.
 */
final class InlinedSlices {

  /** The property by which a launcher says that it has given the option. */
  private static final String GIVEN = "snn.inlined";

  private static final String ORDER =
      """
      [{
        match: "snn/core/event/*.*",
        c2: { inline: ["+jdk/internal/foreign/AbstractMemorySegmentImpl.asSlice"] }
      }]
      """;

  private InlinedSlices() {}

  /**
   * Gives the order, unless a launcher has given it.
   *
   * @return whether it was given; if not, results are the same and only their speed is at risk
   */
  static boolean order() {
    if (System.getProperty(GIVEN) != null) {
      return true;
    }
    try {
      Path file = Files.createTempFile("snn", ".json");
      try {
        Files.writeString(file, ORDER);
        Object answer =
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "compilerDirectivesAdd",
                    new Object[] {new String[] {file.toString()}},
                    new String[] {String[].class.getName()});
        return answer.toString().startsWith("1 ");
      } finally {
        Files.delete(file);
      }
    } catch (IOException | JMException _) {
      // Another JVM, or no folder for temporary files: the kernels work without it.
      return false;
    }
  }
}
