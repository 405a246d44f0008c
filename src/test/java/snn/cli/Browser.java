package snn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window and without a network. */
final class Browser implements AutoCloseable {

  private static final List<String> BROWSERS = List.of("chromium", "chromium-browser");
  private static final Pattern URL = Pattern.compile("\"request\":\\{.*?\"url\":\"([^\"]{0,200})");

  final ChromeDriver driver;

  private Browser(Path browser, Path chromedriver) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--proxy-server=http://127.0.0.1:9",
        "--host-resolver-rules=MAP * ~NOTFOUND");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build(),
            options);
    // Of machines that do much else.
    driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(5));
  }

  /** Starts it; empty where it or its driver is not installed. */
  static Optional<Browser> start() {
    Optional<Path> browser = BROWSERS.stream().flatMap(Browser::found).findFirst();
    Optional<Path> driver = found("chromedriver").findFirst();
    return browser.isPresent() && driver.isPresent()
        ? Optional.of(new Browser(browser.get(), driver.get()))
        : Optional.empty();
  }

  private static Stream<Path> found(String program) {
    return Pattern.compile(":")
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable);
  }

  /** Opens a file in a window of that width, light or dark, with or without motion. */
  void open(Path file, int width, boolean dark, boolean still) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                Map.of(
                    "name",
                    "prefers-reduced-motion",
                    "value",
                    still ? "reduce" : "no-preference"))));
    logged();
    requested();
    driver.get(file.toUri().toString());
  }

  void open(Path file) {
    open(file, 1280, false, false);
  }

  WebElement one(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  Object script(String text, Object... arguments) {
    return driver.executeScript(text, arguments);
  }

  /** What the console says since the last call. */
  List<String> logged() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(Object::toString)
        .toList();
  }

  /** What is asked for, since the last call, that is not in a file of this machine or in a page. */
  List<String> requested() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> entry.getMessage())
        .filter(message -> message.contains("Network.requestWillBeSent\""))
        .map(URL::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .filter(url -> !url.startsWith("data:"))
        .toList();
  }

  /** What axe finds: its rule, and where. */
  List<?> violations() {
    try (InputStream axe =
        Browser.class.getResourceAsStream(
            "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
      driver.executeScript(new String(axe.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (List<?>)
        driver.executeAsyncScript(
            """
            const done = arguments[0];
            axe.run({resultTypes: ['violations']}).then(found => done(found.violations.map(v =>
              `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.target + ' ' + n.failureSummary).join('; ')}`)));
            """);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
