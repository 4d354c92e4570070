package org.zmqwebbridge.it.browser;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.zmqwebbridge.kit.Await;

/**
 * A page in a window of its own. Elements are named by CSS selectors, and the first match is meant.
 *
 * <p>Owner thread: the test's. Lifetime: close it before the bridge that it talks to, or its
 * console shows that it lost the connection.
 */
final class Page implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofMillis(Await.DEADLINE_MILLIS);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Browser browser;
  private final Consumer<Page> closing;
  private final String window;
  private final Map<String, String> preferred = new LinkedHashMap<>();
  private boolean closed;

  Page(Browser browser, Consumer<Page> closing) {
    this.browser = browser;
    this.closing = closing;
    this.window = browser.openWindow();
  }

  private ChromeDriver driver() {
    return browser.to(window);
  }

  /** Loads a page, and waits until it is loaded. */
  Page go(String url) {
    driver().get(url);
    return this;
  }

  Page reload() {
    driver().navigate().refresh();
    return this;
  }

  /** Runs a script's body in the page; what it returns. */
  Object run(String body, Object... arguments) {
    return driver().executeScript(body, arguments);
  }

  /**
   * Runs the body of an async function in the page; what its promise brings.
   *
   * @throws AssertionError if the promise is rejected
   */
  Object promise(String body, Object... arguments) {
    String script =
        "const done = arguments[arguments.length - 1];"
            + "const given = [...arguments].slice(0, -1);"
            + "(async function (...given) {"
            + body
            + "}).apply(null, given).then((value) => done({value}),"
            + " (error) => done({error: (error.code ?? '') + ' ' + error}));";
    Map<?, ?> outcome = (Map<?, ?>) driver().executeAsyncScript(script, arguments);
    if (outcome.containsKey("error")) {
      throw new AssertionError("the promise was rejected: " + outcome.get("error"));
    }
    return outcome.get("value");
  }

  /** Waits until an expression in the page is truthy. */
  Page await(String expression, Object... arguments) {
    return until(
        () -> Boolean.TRUE.equals(run("return !!(" + expression + ")", arguments)),
        () -> expression + " with " + List.of(arguments));
  }

  /** Waits until the element is there and its text, as shown, contains this. */
  Page awaitText(String selector, String part) {
    return until(
        () -> text(selector).contains(part),
        () -> selector + " shows \"" + part + "\"; it shows \"" + text(selector) + "\"");
  }

  private Page until(Supplier<Boolean> condition, Supplier<String> words) {
    try {
      new WebDriverWait(driver(), DEADLINE, LOOK).until(driver -> condition.get());
      return this;
    } catch (TimeoutException vain) {
      throw new AssertionError("waited " + DEADLINE + " in vain for: " + words.get(), vain);
    }
  }

  /** Waits until the texts of all that match are these, in this order. */
  Page awaitTexts(String selector, String... texts) {
    List<String> wanted = List.of(texts);
    return until(
        () -> texts(selector).equals(wanted),
        () -> selector + " shows " + wanted + "; it shows " + texts(selector));
  }

  /** The element's text as it is shown; empty if there is no such element. */
  String text(String selector) {
    return (String) run("return document.querySelector(arguments[0])?.innerText ?? ''", selector);
  }

  /** The texts of all that match. */
  List<?> texts(String selector) {
    return (List<?>)
        run(
            "return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText)",
            selector);
  }

  WebElement find(String selector) {
    return driver().findElement(By.cssSelector(selector));
  }

  /** Clicks as a mouse does: the element must be visible, enabled and not covered. */
  Page click(String selector) {
    await("document.querySelector(arguments[0])?.disabled === false", selector);
    find(selector).click();
    return this;
  }

  /** Presses keys in an element; what it held stays. */
  Page type(String selector, CharSequence... keys) {
    find(selector).sendKeys(keys);
    return this;
  }

  /** Presses keys wherever the focus is. */
  Page press(CharSequence... keys) {
    driver().switchTo().activeElement().sendKeys(keys);
    return this;
  }

  /** Replaces what a field holds. */
  Page fill(String selector, String text) {
    WebElement field = find(selector);
    field.clear();
    field.sendKeys(text);
    return this;
  }

  /**
   * Lets the visitor prefer something, for example {@code prefers-color-scheme: dark}, beside what
   * it was made to prefer before.
   */
  Page prefer(String feature, String value) {
    preferred.put(feature, value);
    List<Map<String, String>> features =
        preferred.entrySet().stream()
            .map(one -> Map.of("name", one.getKey(), "value", one.getValue()))
            .toList();
    driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", features));
    return this;
  }

  /** Narrows or widens the page, in CSS pixels. */
  Page resize(int width, int height) {
    driver()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    return this;
  }

  /** The visitor leaves: its connections end, and its console is read for the last time. */
  void leave() {
    if (!closed) {
      closed = true;
      driver();
      closing.accept(this);
      browser.closeWindow(window);
    }
  }

  @Override
  public void close() {
    leave();
  }
}
