package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.it.browser.Demos.id;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.zmqwebbridge.demo.Demo;

/** The demo's RPC playground: the call, its one outcome, and the code to take home. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoRpcTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private final Demo demo = Demos.start();

  @AfterAll
  void stop() {
    demo.close();
  }

  private Page open() {
    return chromium
        .open(demo.url() + "rpc.html")
        .await("!document.querySelector('#call .primary').disabled");
  }

  private static void awaitOutcome(Page page, String verdict, String value) {
    page.awaitText("#verdict", verdict).awaitText("#value", value);
    assertTrue(page.text("#latency").matches("[0-9.,]+ m?s"), page.text("#latency"));
  }

  @Test
  void everyFunctionIsCalled() {
    try (Page page = open()) {
      page.click(id("function-echo")).click(id("send"));
      awaitOutcome(page, "returned", "\"hello!\"");
      page.fill("#p-msg", "[1, \"<b>two</b>\"]").click(id("send"));
      awaitOutcome(page, "returned", "<b>two</b>");
      page.click(id("function-add")).fill("#p-first", "40").click(id("send"));
      awaitOutcome(page, "returned", "42");
      page.click(id("function-add_user")).click(id("send"));
      awaitOutcome(page, "returned", "anna is added, a boy");
      page.fill("#p-type", "girl").click(id("send"));
      awaitOutcome(page, "returned", "anna is added, a girl");
      page.awaitText("#wire", "\"funcname\":\"add_user\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, unknown_function",
    "2, unknown_function",
    "3, bad_arguments",
    "4, bad_arguments",
    "5, bad_arguments",
    "6, not_allowed",
    "7, bad_request"
  })
  void everyWayToBreakItHasItsError(int attempt, String code) {
    try (Page page = open()) {
      page.click(id("try-" + attempt));
      awaitOutcome(page, "error: " + code, "");
      assertTrue(page.text("#value").length() > 10, "it says why");
      page.click(id("send"));
      awaitOutcome(page, "returned", "");
    }
  }

  @Test
  void theCodeToTakeHomeDoesTheSame(@TempDir Path folder) throws IOException {
    try (Page page = open()) {
      page.click(id("function-add_user")).fill("#p-type", "girl").click(id("send"));
      awaitOutcome(page, "returned", "anna is added, a girl");
      assertEquals(
          "anna is added, a girl", page.promise(page.text("#code-js pre") + "; return value;"));
      Path script = Files.writeString(folder.resolve("call.py"), page.text("#code-python pre"));
      try (Program python = Program.python(script)) {
        assertEquals("", python.awaitLine("anna is added, a girl"));
        python.awaitExit(0);
      }
      String source =
          "import java.util.*;\nimport org.zmqwebbridge.rpc.RpcClient;\n"
              + "class Call {\n  public static void main(String[] args) {\n"
              + page.text("#code-java pre")
              + "  }\n}\n";
      try (Program java = Program.java(folder, Sources.compile(folder, source))) {
        assertEquals("", java.awaitLine("anna is added, a girl"));
        java.awaitExit(0);
      }
    }
  }

  @Test
  void theCodeFollowsTheForm() {
    try (Page page = open()) {
      page.click(id("function-add")).fill("#p-second", "7");
      for (String code : new String[] {"#code-js", "#code-python", "#code-java"}) {
        page.awaitText(code, "\"add\"").awaitText(code, "7");
      }
    }
  }

  @Test
  void theKeyboardIsEnough() {
    try (Page page = open()) {
      page.click(id("function-add")).press(Keys.ARROW_RIGHT);
      page.await("document.activeElement.dataset.name === 'add_user'");
      page.press(Keys.ARROW_LEFT).press(Keys.TAB).press("1").press(Keys.TAB, Keys.ENTER);
      awaitOutcome(page, "returned", "13");
    }
  }
}
