package snn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Pages as people meet them: opened from the file system, without a network. */
class PagesInABrowserTest {

  /** Other people's folders may have such names. */
  private static final String ODD = "<img src=x onerror=alert(1)> '\"&amp;";

  @TempDir private static Path folder;
  private static Browser browser;

  private static Path run;
  private static Path odd;
  private static Path longNames;
  private static Path notebook;
  private static Path sweep;

  @BeforeAll
  static void makePagesAndStart() throws IOException {
    browser = Browser.start().orElse(null);
    if (browser == null) {
      System.err.println(
          "no chromium and chromedriver on the PATH: pages are not tested in a browser");
    }
    assumeTrue(browser != null);
    Path reports = Program.reports(folder);
    Program.runIn(folder, "homeostasis", "--hidden=12", "--batch_size=16", "--floors");
    run = reports.resolve("strokes_homeostasis.html");
    Program.runIn(folder, "tau-sweep", "--tau_list=5,20");
    notebook = folder.resolve("notebook.html");
    assertThat(
            Program.run(
                    "page",
                    reports.resolve("strokes_tau_sweep.json").toString(),
                    reports.resolve("strokes_homeostasis.json").toString(),
                    "--html=" + notebook)
                .exitCode())
        .isZero();
    Path images = folder.resolve(ODD);
    TinyMnist.write(images, 40, 30);
    Path elsewhere = folder.resolve("odd");
    Program.runIn(elsewhere, "sparse", "--dataset=" + images);
    odd = elsewhere.resolve("reports").resolve(onlyPage(elsewhere.resolve("reports")));
    Path classes = folder.resolve("classes");
    for (String part : List.of("train", "test")) {
      for (String name : List.of("m".repeat(30), "w".repeat(90))) {
        Path inside = Files.createDirectories(classes.resolve(part).resolve(name));
        for (int i = 0; i < 4; i++) {
          BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
          image.setRGB(i, name.length() % 4, 0xffffff);
          ImageIO.write(image, "png", inside.resolve(i + ".png").toFile());
        }
      }
    }
    elsewhere = folder.resolve("long");
    Program.runIn(elsewhere, "sparse", "--dataset=" + classes);
    longNames = elsewhere.resolve("reports").resolve(onlyPage(elsewhere.resolve("reports")));
    Path points = folder.resolve("points");
    for (String p : List.of("0.1", "0.5")) {
      for (String tau : List.of("5", "20", "100")) {
        Program.runIn(
            points.resolve("p=%s,tau=%s".formatted(p, tau)),
            "sparse",
            "--p_connect=" + p,
            "--tau_ms=" + tau);
      }
    }
    sweep = folder.resolve("sweep.html");
    assertThat(Program.run("page", points.toString(), "--html=" + sweep).exitCode()).isZero();
  }

  private static String onlyPage(Path reports) throws IOException {
    return Program.filesIn(reports).stream()
        .filter(name -> name.endsWith(".html"))
        .findFirst()
        .orElseThrow();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Path page(String name) {
    return Map.of("run", run, "odd", odd, "long", longNames, "notebook", notebook, "sweep", sweep)
        .get(name);
  }

  @ParameterizedTest
  @CsvSource({
    "run, 1280, false",
    "run, 360, true",
    "odd, 360, false",
    "long, 360, false",
    "notebook, 1280, true",
    "notebook, 360, false",
    "sweep, 1280, false",
    "sweep, 360, true"
  })
  void aPageAsksForNothingComplainsOfNothingAndShutsNobodyOut(
      String name, int width, boolean dark) {
    browser.open(page(name), width, dark, false);
    assertThat(browser.logged()).isEmpty();
    assertThat(browser.requested()).containsExactly(page(name).toUri().toString());
    // What is wider scrolls by itself.
    assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(width);
    browser.script("document.querySelectorAll('details').forEach(d => { d.open = true; })");
    assertThat(browser.violations()).isEmpty();
    String paper =
        (String) browser.script("return getComputedStyle(document.body).backgroundColor");
    assertThat(paper).isEqualTo(dark ? "rgb(18, 20, 23)" : "rgb(255, 255, 255)");
  }

  @Test
  void whateverADatasetIsCalledIsText() {
    browser.open(odd);
    assertThat(browser.one("main").getText()).contains(ODD.substring(0, ODD.indexOf('\'')));
    assertThat(browser.all("img")).isEmpty();
  }

  @Test
  void anImageIsShownStepByStep() {
    browser.open(run);
    WebElement slider = browser.one(".player .step");
    WebElement now = browser.one(".player .now");
    assertThat(now.getText()).isEqualTo("20 of 20");
    slider.sendKeys(Keys.HOME, Keys.ARROW_RIGHT);
    assertThat(now.getText()).isEqualTo("2 of 20");
    assertThat(browser.one(".player .says").getText()).startsWith("After step 2 the readout");
    String picture = canvas(".growing");
    WebElement play = browser.one(".run-button");
    play.click();
    assertThat(play.getText()).isEqualTo("Pause");
    new WebDriverWait(browser.driver, Duration.ofSeconds(20))
        .until(_ -> !now.getText().equals("2 of 20"));
    play.click();
    assertThat(play.getText()).isEqualTo("Play");
    assertThat(canvas(".growing")).isNotEqualTo(picture);
    assertThat(browser.all(".ballot .fill")).hasSize(10);
    assertThat(browser.all(".ballot .fill.first")).hasSize(1);
  }

  private static String canvas(String selector) {
    return (String)
        browser.script("return document.querySelector(arguments[0]).toDataURL()", selector);
  }

  /** Slider and picture fit on a telephone together, and no figure scrolls. */
  @Test
  void aNarrowPageShowsItsFiguresWhole() {
    browser.open(run, 360, false, false);
    long slider = browser.one(".player .step").getLocation().y;
    WebElement retina = browser.one(".player .retina");
    assertThat(retina.getLocation().y + retina.getSize().height - slider).isBetween(0L, 640L);
    assertThat(
            (Long)
                browser.script(
                    "return Math.max(...[...document.querySelectorAll('figure, figure svg')]"
                        + ".map(f => Math.ceil(f.getBoundingClientRect().right)))"))
        .isLessThanOrEqualTo(360);
  }

  @Test
  void nothingMovesForThoseWhoDoNotWantIt() {
    browser.open(run, 1280, false, true);
    assertThat(browser.one(".run-button").isDisplayed()).isFalse();
    WebElement slider = browser.one(".player .step");
    slider.sendKeys(Keys.HOME);
    assertThat(browser.one(".player .now").getText()).isEqualTo("1 of 20");
  }

  @Test
  void aNumberOfMistakesShowsThem() {
    browser.open(run);
    WebElement peek = browser.one(".peek");
    // Its place is kept from the beginning.
    assertThat(peek.getText()).startsWith("Point at a number");
    int height = peek.getSize().height;
    List<WebElement> cells = browser.all(".confusion a");
    WebElement cell = cells.getLast();
    new Actions(browser.driver).moveToElement(cell).perform();
    assertThat(peek.isDisplayed()).isTrue();
    assertThat(peek.getText()).startsWith(cell.getAttribute("aria-label")).contains(" read as ");
    assertThat(peek.getSize().height).isEqualTo(height);
    int shown = peek.findElements(By.cssSelector("svg.tile")).size();
    assertThat(shown).isBetween(1, 5);
    // With the keyboard: one stop, and arrows from there.
    browser.script("arguments[0].focus()", cells.getFirst());
    String first = peek.getText();
    for (Keys key : List.of(Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ARROW_LEFT)) {
      browser.driver.switchTo().activeElement().sendKeys(key);
    }
    assertThat(peek.getText()).isNotEqualTo(first);
  }

  @Test
  void aNameInALegendBringsItsLineToTheFront() {
    browser.open(run);
    WebElement key = browser.one(".potentials .key");
    key.click();
    assertThat(key.getAttribute("aria-pressed")).isEqualTo("true");
    assertThat(browser.all(".potentials.dimmed .series.on")).hasSize(1);
    key.click();
    new Actions(browser.driver).moveToElement(browser.one("h1")).perform();
    assertThat(browser.all(".dimmed")).isEmpty();
  }

  @Test
  void aCommandIsCopied() {
    browser.open(run);
    WebElement copy = browser.one(".copy");
    copy.click();
    new WebDriverWait(browser.driver, Duration.ofSeconds(20))
        .until(_ -> !copy.getText().equals("Copy"));
    assertThat(copy.getText()).isIn("Copied", "Selected");
    assertThat(browser.one(".command code").getText())
        .isEqualTo(
            "scripts/snn homeostasis --dataset strokes --limit 57 --batch_size 16"
                + " --hidden 12 --num_steps 20");
  }

  @Test
  void aTableOfRunsIsSortedNarrowedAndOpened() {
    browser.open(sweep);
    WebElement tau = header("tau_ms");
    tau.click();
    assertThat(column("tau_ms")).containsExactly("5", "5", "20", "20", "100", "100");
    header("tau_ms").click();
    assertThat(column("tau_ms")).containsExactly("100", "100", "20", "20", "5", "5");
    assertThat(browser.all("th[aria-sort=descending]")).hasSize(1);

    WebElement filter = browser.one("#filter");
    filter.sendKeys("tau_ms<=20 p_connect=0.5");
    assertThat(browser.one("#filtered").getText()).isEqualTo("2 of 6 rows");
    assertThat(column("tau_ms")).containsExactly("20", "5");
    filter.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);

    browser.all("#runs tbody th button").getFirst().click();
    WebElement opened = browser.one("#opened");
    assertThat(opened.getText()).contains("scripts/snn sparse", "test_accuracy", "Open its page");
    opened.findElement(By.linkText("Open its page")).click();
    assertThat(browser.one("h1").getText()).startsWith("sparse: Does it help");
    assertThat(browser.logged()).isEmpty();
  }

  /** To the script they are no numbers as others are. */
  @Test
  void theLargestSeedsAreToldApart() {
    Path seeds = folder.resolve("seeds");
    for (String seed : List.of("9223372036854775805", "5", "9223372036854775806", "-12345678")) {
      Program.runIn(seeds.resolve(seed), "sparse", "--seed=" + seed);
    }
    Path page = folder.resolve("seeds.html");
    assertThat(Program.run("page", seeds.toString(), "--html=" + page).exitCode()).isZero();
    browser.open(page);
    header("seed").click();
    assertThat(column("seed"))
        .containsExactly("-12345678", "5", "9223372036854775805", "9223372036854775806");
    assertThat(browser.all("#plot circle")).hasSize(4);
    assertThat(browser.one("#plot circle:last-of-type title").getDomProperty("textContent"))
        .endsWith(" at 9223372036854775806");
    WebElement filter = browser.one("#filter");
    filter.sendKeys("seed>9223372036854775805");
    assertThat(column("seed")).containsExactly("9223372036854775806");
    filter.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    filter.sendKeys("seed=-12345678");
    assertThat(column("seed")).containsExactly("-12345678");
    browser.all("#runs tbody tr:not([hidden]) th button").getFirst().click();
    assertThat(browser.one("#opened .pairs tr").getText()).isEqualTo("seed -12345678");
    assertThat(browser.logged()).isEmpty();
  }

  @Test
  void runsAreDrawnAlongTheAxesThatAreChosen() {
    browser.open(sweep);
    assertThat(browser.all("#plot .series")).hasSize(2);
    choose("#plot-x", "p_connect");
    choose("#plot-series", "tau_ms");
    assertThat(browser.all("#plot .series")).hasSize(3);
    choose("#plot-x", "tau_ms");
    choose("#plot-series", "p_connect");
    assertThat(browser.all("#plot circle")).hasSize(6);
    choose("#plot-y", "mean_rate_hz");
    assertThat(browser.one("#plot h3").getText()).isEqualTo("mean_rate_hz against tau_ms");
    choose("#plot-series", "");
    assertThat(browser.all("#plot circle")).hasSize(3);
  }

  private static void choose(String select, String value) {
    browser.script(
        "const s = document.querySelector(arguments[0]); s.value = arguments[1];"
            + " s.dispatchEvent(new Event('change'))",
        select,
        value);
  }

  private static WebElement header(String name) {
    return browser.all("#runs thead button").stream()
        .filter(button -> button.getText().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> column(String name) {
    List<?> cells =
        (List<?>)
            browser.script(
                """
                const table = document.querySelector('#runs');
                const at = [...table.tHead.rows[0].cells].findIndex(c => c.textContent === arguments[0]);
                return [...table.tBodies[0].rows].filter(r => !r.hidden).map(r => r.cells[at].textContent);
                """,
                name);
    return cells.stream().map(Object::toString).toList();
  }

  /** Tables, figures and text are there. */
  @ParameterizedTest
  @CsvSource({"run", "notebook", "sweep"})
  void aPageNeedsNoScript(String name) throws IOException {
    browser.driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    try {
      browser.open(page(name));
      assertThat(browser.all("figure svg")).isNotEmpty();
      assertThat(browser.all("table")).isNotEmpty();
      assertThat(browser.one("main").getText()).isNotBlank();
      assertThat(browser.all("button:not([hidden])").stream().filter(WebElement::isDisplayed))
          .allMatch(button -> button.getAttribute("class").contains("key"));
      assertThat(Files.size(page(name))).isLessThan(3_000_000);
    } finally {
      browser.driver.executeCdpCommand(
          "Emulation.setScriptExecutionDisabled", Map.of("value", false));
    }
  }

  @Test
  void aNotebookBeginsWithWhatAllRunsTell() {
    browser.open(notebook);
    assertThat(browser.all("section.run")).hasSize(2);
    // In the order of the questions, not in that of the files.
    assertThat(browser.all("section.run .name").getFirst().getText()).isEqualTo("homeostasis");
    String findings = browser.one("#findings").getText();
    assertThat(findings)
        .contains("Which runs differ", "McNemar’s test", "Floors", "Saturation", "Information")
        .contains("tau-sweep, τₘ = 5 ms");
    assertThat(browser.all("main > section").get(1).getAttribute("id")).isEqualTo("findings");
    assertThat(browser.all("section.run .back a")).hasSize(2);
    assertThat(browser.one("ul.answers").getText()).contains("homeostasis: ", "tau-sweep: ");
  }
}
