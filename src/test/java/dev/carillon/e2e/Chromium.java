package dev.carillon.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Starts Debian's Chromium, or skips the test, and says so, where there is none. */
final class Chromium {
  private static final File BINARY =
      new File(System.getProperty("carillon.e2e.chromium", "/usr/bin/chromium"));
  private static final File DRIVER =
      new File(System.getProperty("carillon.e2e.chromedriver", "/usr/bin/chromedriver"));

  private Chromium() {}

  static ChromeDriver start(Path profile) {
    assumeTrue(
        BINARY.canExecute() && DRIVER.canExecute(),
        "Page tests need " + BINARY + " and " + DRIVER + " (Debian: chromium, chromium-driver)");
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).usingAnyFreePort().build();
    return new ChromeDriver(service, options(profile));
  }

  private static ChromeOptions options(Path profile) {
    LoggingPreferences logging = new LoggingPreferences();
    logging.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BINARY);
    options.setCapability("goog:loggingPrefs", logging);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
    return options;
  }
}
