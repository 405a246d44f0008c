package snn.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import snn.OtherJava;

class PngTest {

  @TempDir private Path folder;

  @Test
  void paintsInPointsAt150DotsPerInch() throws IOException {
    Path file = folder.resolve("square.png");
    Png.write(
        file,
        3,
        2,
        (g2, area) -> {
          g2.setColor(Color.RED);
          g2.fill(new Rectangle2D.Double(72, 36, 72, 36));
        });
    Picture picture = Picture.read(file);
    assertThat(picture.size()).isEqualTo("450 x 300");
    assertThat(picture.pixelsPerMetreX()).isEqualTo(5906);
    assertThat(picture.pixelsPerMetreY()).isEqualTo(5906);
    assertThat(picture.rgb(150, 75)).isEqualTo(0xff0000);
    assertThat(picture.rgb(299, 149)).isEqualTo(0xff0000);
    assertThat(picture.rgb(149, 74)).isEqualTo(0xffffff);
    assertThat(picture.rgb(300, 150)).isEqualTo(0xffffff);
  }

  @Test
  void makesTheFolder() throws IOException {
    Path file = folder.resolve("new").resolve("newer").resolve("empty.png");
    Png.write(file, 1, 1, (g2, area) -> {});
    assertThat(file).isRegularFile();
    assertThat(folder.resolve("new").resolve("newer").toFile().list()).containsExactly("empty.png");
  }

  @Test
  void failureLeavesTheOldFileAndNoOther() throws IOException {
    Path file = Files.writeString(folder.resolve("old.png"), "old");
    assertThatThrownBy(
            () ->
                Png.write(
                    file,
                    1,
                    1,
                    (g2, area) -> {
                      throw new IllegalStateException("half way");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("half way");
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("old.png");
  }

  @Test
  void fileThatCannotBeWrittenIsAnIoException() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder").resolve("figure.png");
    assertThatThrownBy(() -> Png.write(file, 1, 1, (g2, area) -> {}))
        .isInstanceOf(IOException.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutFontsTheMessageNamesThePackages() throws Exception {
    Path noFonts = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig></fontconfig>");
    assertThat(drawElsewhere(Map.of("FONTCONFIG_FILE", noFonts.toString())))
        .contains("install the packages: fontconfig fonts-dejavu-core");
    assertThat(folder.resolve("figure.png")).doesNotExist();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void displayThatNobodyAnswersIsNotAsked() throws Exception {
    assertThat(drawElsewhere(Map.of("DISPLAY", "localhost:4711"))).contains("drawn");
    assertThat(folder.resolve("figure.png")).exists();
  }

  /** Draws {@code figure.png} in a Java of its own; returns what that prints. */
  private String drawElsewhere(Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder java =
        new ProcessBuilder(
                OtherJava.command(
                    // Where Java remembers which fonts it once found.
                    List.of("-Duser.home=" + folder),
                    Elsewhere.class,
                    folder.resolve("figure.png").toString()))
            .redirectErrorStream(true);
    java.environment().putAll(environment);
    return OtherJava.output(java.start());
  }

  /** Draws a chart, and prints how that went. */
  static final class Elsewhere {

    private Elsewhere() {}

    public static void main(String[] arguments) throws IOException {
      double[] one = {1};
      try {
        AdaptationFigure.write(Path.of(arguments[0]), "title", one, one, one, one, 10);
        System.out.println("drawn");
      } catch (FigureException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
