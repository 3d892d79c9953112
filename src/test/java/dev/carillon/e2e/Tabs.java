package dev.carillon.e2e;

import java.util.List;
import java.util.Map;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/** The tabs of one browser, with nothing in them but what a test has carillon.js do there. */
final class Tabs implements AutoCloseable {
  /** Of Carillon's origin, and without a stream of its own. */
  static final String QUIET_PAGE = "/api/status";

  private final ChromeDriver driver;
  private final String root;
  private boolean first = true;

  private Tabs(ChromeDriver driver, String root) {
    this.driver = driver;
    this.root = root;
  }

  static Tabs of() {
    return of(Carillon.running().url());
  }

  /**
   * @param root Carillon's context root, as this browser reaches it
   */
  static Tabs of(String root) {
    return new Tabs(Chromium.take(), root);
  }

  Tab open() {
    if (!first) {
      driver.switchTo().newWindow(WindowType.TAB);
    }
    first = false;
    Tab tab = new Tab(this, driver.getWindowHandle());
    tab.load();
    return tab;
  }

  /** Brings a tab to the front. */
  ChromeDriver in(String handle) {
    driver.switchTo().window(handle);
    return driver;
  }

  void load(String handle, String page) {
    in(handle).get(root + page);
  }

  /** What a developer would see in red, but for the icon that the quiet page does not name. */
  List<String> errors() {
    return Chromium.errors(driver).stream()
        .filter(message -> !message.contains("/favicon.ico "))
        .toList();
  }

  void command(String handle, String name, Map<String, Object> parameters) {
    in(handle).executeCdpCommand(name, parameters);
  }

  @Override
  public void close() {
    Chromium.giveBack(driver);
  }
}
