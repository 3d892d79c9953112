package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.Select;

/** A person's view: a page of Carillon in a real Chromium without a window. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Opens a page; without a browser the test is skipped, and says so. */
  static Browser open(String page) {
    Browser browser = new Browser(Chromium.take());
    browser.size(1280, 800);
    browser.go(page);
    return browser;
  }

  /** Goes to another page of Carillon, or to the same anew. */
  void go(String page) {
    driver.get(Carillon.running().url() + page);
  }

  /** Shows what is no page of Carillon's, such as a mail. */
  void show(String html) {
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    driver.get("data:text/html;charset=utf-8;base64," + Base64.getEncoder().encodeToString(bytes));
  }

  void reload() {
    driver.navigate().refresh();
  }

  /** Takes the network away from the browser, or gives it back. */
  void network(boolean there) {
    Chromium.network(driver, there);
  }

  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  void colours(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Waits until the strip below the header says so. */
  void awaitState(String state) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(find("#connection").getDomAttribute("data-state")).isEqualTo(state));
  }

  void awaitText(String css, String text) {
    await()
        .atMost(PATIENCE)
        .ignoreException(StaleElementReferenceException.class) // drawn anew between two looks
        .untilAsserted(() -> assertThat(text(css)).contains(text));
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  /** The text as people see it; of several elements, that of all. */
  String text(String css) {
    return String.join(
        "\n", driver.findElements(By.cssSelector(css)).stream().map(WebElement::getText).toList());
  }

  void click(String css) {
    WebElement element = find(css);
    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
    element.click();
  }

  void type(String css, String text) {
    WebElement field = find(css);
    field.clear();
    field.sendKeys(text);
  }

  /** Presses keys where the focus is put by them. */
  void press(String css, CharSequence... keys) {
    find(css).sendKeys(keys);
  }

  void choose(String css, String option) {
    new Select(find(css)).selectByVisibleText(option);
  }

  /** As typed into the browser's console. */
  void run(String statements) {
    driver.executeScript(statements);
  }

  Object evaluate(String expression) {
    return driver.executeScript("return " + expression);
  }

  /** What a developer would see in red. */
  List<String> errors() {
    return Chromium.errors(driver);
  }

  /** Keeps the whole page as a picture. */
  void photograph(String name) {
    Object height = evaluate("document.documentElement.scrollHeight");
    Object width = evaluate("innerWidth");
    size(((Number) width).intValue(), ((Number) height).intValue());
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Chromium.giveBack(driver);
  }
}
