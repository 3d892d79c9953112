package dev.carillon.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.logging.Level;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Debian's Chromium, or the test is skipped, and says so, where there is none. One that a test
 * gives back serves the next, as if it were new: a start is more work than most tests. Thread-safe.
 */
final class Chromium {
  private static final File BINARY =
      new File(System.getProperty("carillon.e2e.chromium", "/usr/bin/chromium"));
  private static final File DRIVER =
      new File(System.getProperty("carillon.e2e.chromedriver", "/usr/bin/chromedriver"));

  private static final Deque<ChromeDriver> IDLE = new ConcurrentLinkedDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> IDLE.forEach(ChromeDriver::quit)));
  }

  private Chromium() {}

  static ChromeDriver take() {
    ChromeDriver idle = IDLE.poll();
    return idle == null ? start() : idle;
  }

  /** With nothing left in it of what a test did; or it ends, if it can't be had back so. */
  static void giveBack(ChromeDriver driver) {
    try {
      renew(driver);
      IDLE.push(driver);
    } catch (WebDriverException crashed) {
      driver.quit();
    }
  }

  /** What a developer would see in red; each once. */
  static List<String> errors(ChromeDriver driver) {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Takes the network away from the present tab, or gives it back. */
  static void network(ChromeDriver driver, boolean there) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", !there, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  private static void renew(ChromeDriver driver) {
    Set<String> used = driver.getWindowHandles();
    driver.switchTo().window(used.iterator().next());
    // What is emulated, such as being offline, goes with its tab
    driver.switchTo().newWindow(WindowType.TAB);
    String fresh = driver.getWindowHandle();
    used.forEach(handle -> driver.switchTo().window(handle).close());
    driver.switchTo().window(fresh);
    driver.executeCdpCommand(
        "Storage.clearDataForOrigin",
        Map.of("origin", Carillon.running().origin(), "storageTypes", "all"));
    driver.manage().logs().get(LogType.BROWSER); // which forgets them
  }

  private static ChromeDriver start() {
    assumeTrue(
        BINARY.canExecute() && DRIVER.canExecute(),
        "Page tests need " + BINARY + " and " + DRIVER + " (Debian: chromium, chromium-driver)");
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).usingAnyFreePort().build();
    return new ChromeDriver(service, options());
  }

  private static ChromeOptions options() {
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
        "--disable-sync");
    return options;
  }
}
