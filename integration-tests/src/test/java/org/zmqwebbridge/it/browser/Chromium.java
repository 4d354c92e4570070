package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.it.Wire;

/**
 * Opens pages for a test, and fails the test if a page's console shows an error that the test does
 * not expect: exceptions, refused loads, violations of the content security policy.
 *
 * <p>Owner thread: the test's. Lifetime: a static field of a test class; what is expected holds for
 * one test.
 */
final class Chromium implements BeforeEachCallback, AfterEachCallback {
  private static final ExtensionContext.Namespace BROWSERS =
      ExtensionContext.Namespace.create(Chromium.class);

  private final List<String> expected = new ArrayList<>();
  private final List<String> tolerated = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final List<Page> open = new ArrayList<>();
  private Browser browser;

  @Override
  public void beforeEach(ExtensionContext context) {
    browser =
        context
            .getRoot()
            .getStore(BROWSERS)
            .getOrComputeIfAbsent("browser", key -> Browser.launch(), Browser.class);
    expected.clear();
    tolerated.clear();
    errors.clear();
    browser.drainErrors();
  }

  /** Opens a file of {@code resources/browser} or of the demo, in a window of its own. */
  Page open(TestBridge bridge, String file) {
    String scheme = bridge.wire() == Wire.TLS ? "https" : "http";
    return open(scheme + "://127.0.0.1:" + bridge.port() + "/" + file);
  }

  /** Opens a page in a window of its own. */
  Page open(String url) {
    Page page = new Page(browser, this::closing);
    open.add(page);
    return page.go(url);
  }

  private void closing(Page page) {
    errors.addAll(browser.drainErrors());
    open.remove(page);
  }

  /** This test makes the console show an error with this text; it fails if none appears. */
  void expectError(String part) {
    expected.add(part);
  }

  /** This test may make the console show errors with this text. */
  void tolerateErrors(String part) {
    tolerated.add(part);
  }

  /** What nobody expected, so far. */
  List<String> unexpectedErrors() {
    errors.addAll(browser.drainErrors());
    return errors.stream()
        .filter(error -> tolerated.stream().noneMatch(error::contains))
        .filter(error -> expected.stream().noneMatch(error::contains))
        .toList();
  }

  /** What was expected and has not come, so far. */
  List<String> missingErrors() {
    errors.addAll(browser.drainErrors());
    return expected.stream()
        .filter(part -> errors.stream().noneMatch(error -> error.contains(part)))
        .toList();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List.copyOf(open).forEach(Page::leave);
    if (context.getExecutionException().isEmpty()) {
      assertEquals(List.of(), unexpectedErrors(), "errors in the browser's console");
      assertEquals(List.of(), missingErrors(), "the browser's console showed only " + errors);
    }
  }
}
