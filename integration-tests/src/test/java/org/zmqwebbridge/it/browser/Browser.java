package org.zmqwebbridge.it.browser;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.zmqwebbridge.kit.Await;

/**
 * A headless Chromium with a profile of its own. It starts once for all classes; one window stays
 * open so that it does not end with a test's last page.
 *
 * <p>Owner thread: the tests'. Lifetime: until JUnit closes it; then its processes and its profile
 * are gone.
 */
final class Browser implements CloseableResource {
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--ignore-certificate-errors", // the tests make their own
          "--window-size=1280,900");

  private final Path profile;
  private final ChromeDriver driver;
  private final String home;
  private String current;

  private Browser(Path profile, ChromeDriver driver) {
    this.profile = profile;
    this.driver = driver;
    this.home = driver.getWindowHandle();
    this.current = home;
  }

  /**
   * Starts one.
   *
   * @throws AssertionError if it is not installed, or Selenium could download one
   */
  static Browser launch() {
    if (!"true".equals(System.getenv("SE_OFFLINE"))) {
      throw new AssertionError("set SE_OFFLINE=true, so that Selenium downloads no browser");
    }
    ChromiumPrograms programs = ChromiumPrograms.find(System.getenv());
    Path profile = temporaryDirectory();
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(programs.browser().toFile());
    options.addArguments(FLAGS);
    options.addArguments("--user-data-dir=" + profile);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(programs.driver().toFile())
            .usingAnyFreePort()
            .build();
    service.sendOutputTo(OutputStream.nullOutputStream());
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(Duration.ofMillis(Await.DEADLINE_MILLIS));
    return new Browser(profile, driver);
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("zwb-chromium");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens an empty window; its handle. */
  String openWindow() {
    to(home);
    driver.switchTo().newWindow(WindowType.WINDOW);
    current = driver.getWindowHandle();
    return current;
  }

  /** Commands go to this window from now on. */
  ChromeDriver to(String window) {
    if (!current.equals(window)) {
      driver.switchTo().window(window);
      current = window;
    }
    return driver;
  }

  void closeWindow(String window) {
    to(window).close();
    driver.switchTo().window(home);
    current = home;
  }

  /** The errors that the console has shown since the last call, of all windows. */
  List<String> drainErrors() {
    // What was logged before this answer is in the log after it.
    driver.executeScript("return 0");
    List<String> errors = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
        errors.add(entry.getMessage());
      }
    }
    return errors;
  }

  @Override
  public void close() {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException stillWritten) {
      profile.toFile().deleteOnExit();
    }
  }
}
