package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmqwebbridge.it.TestBridge;

/** The browser tests can fail: what goes wrong in a page is seen. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChromiumTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private final TestBridge bridge = TestBridge.start(b -> b.pages("browser"));

  @AfterAll
  void stop() {
    bridge.close();
  }

  private static void assertSeen(String part) {
    List<String> seen = chromium.unexpectedErrors();
    assertTrue(seen.stream().anyMatch(error -> error.contains(part)), seen.toString());
    chromium.expectError(part);
  }

  @Test
  void aConsoleErrorIsSeen() {
    try (Page page = chromium.open(bridge, "blank.html")) {
      page.run("console.error('somebody complains')");
      assertSeen("somebody complains");
    }
  }

  @Test
  void anExceptionThatNobodyCatchesIsSeen() {
    try (Page page = chromium.open(bridge, "blank.html")) {
      page.promise("setTimeout(() => { throw new Error('thrown') }); await 0");
      page.promise("await new Promise((later) => setTimeout(later))");
      assertSeen("thrown");
    }
  }

  @Test
  void aRejectionThatNobodyHandlesIsSeen() {
    try (Page page = chromium.open(bridge, "blank.html")) {
      page.promise("Promise.reject(new Error('rejected'))");
      page.promise("await new Promise((later) => setTimeout(later))");
      assertSeen("rejected");
    }
  }

  @Test
  void aViolationOfThePolicyIsSeen() {
    try (Page page = chromium.open(bridge, "blank.html")) {
      page.run("document.body.insertAdjacentHTML('beforeend', '<p onclick=\"alert(1)\">')");
      assertSeen("Content Security Policy");
    }
  }

  @Test
  void aFileThatIsMissingIsSeen() {
    try (Page page = chromium.open(bridge, "blank.html")) {
      page.promise("await fetch('missing.js')");
      assertSeen("missing.js");
    }
  }

  @Test
  void anExpectedErrorThatDoesNotComeIsMissed() {
    try (Page page = chromium.open(bridge, "blank.html")) {
      chromium.expectError("something else");
      page.run("console.warn('only a warning')");
      assertEquals(List.of(), chromium.unexpectedErrors());
      assertEquals(List.of("something else"), chromium.missingErrors());
      page.run("console.error('something else')");
    }
  }

  @Test
  void aRejectedPromiseFailsTheTest() {
    try (Page page = chromium.open(bridge, "blank.html")) {
      AssertionError error =
          assertThrows(AssertionError.class, () -> page.promise("throw new Error('no')"));
      assertTrue(error.getMessage().contains("Error: no"), error.getMessage());
    }
  }

  @Test
  void aMissingBrowserIsNamedWithWhatToDo() {
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () -> ChromiumPrograms.find(Map.of("ZWB_CHROMIUM", "/nowhere/chromium")));
    assertTrue(error.getMessage().contains("/nowhere/chromium"), error.getMessage());
    assertTrue(error.getMessage().contains("chromium-driver"), error.getMessage());
  }

  @Test
  void nothingIsDownloaded() {
    try (Page page = chromium.open(bridge, "blank.html")) {
      page.await("document.readyState === 'complete'");
      assertEquals("true", System.getenv("SE_OFFLINE"));
      assertFalse(
          Files.exists(Path.of(System.getenv("SE_CACHE_PATH"))), "Selenium's cache has files");
    }
  }
}
