package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.it.browser.Demos.id;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
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

  @Test
  void everyWayToBreakItHasItsErrorAndBreaksNothing() {
    List<String> codes =
        List.of(
            "unknown_function",
            "unknown_function",
            "bad_arguments",
            "bad_arguments",
            "bad_arguments",
            "not_allowed",
            "bad_request");
    try (Page page = open()) {
      assertEquals(codes.size(), page.texts("#tries button").size());
      for (int i = 0; i < codes.size(); i++) {
        page.click(id("try-" + (i + 1)));
        awaitOutcome(page, "error: " + codes.get(i), "");
        assertTrue(page.text("#value").length() > 10, "it says why");
        page.click(id("send"));
        awaitOutcome(page, "returned", "3");
      }
    }
  }

  @Test
  void theCodeToTakeHomeDoesTheSame(@TempDir Path folder) throws IOException {
    try (Page page = open()) {
      page.click(id("function-add_user")).fill("#p-type", "girl").click(id("send"));
      awaitOutcome(page, "returned", "anna is added, a girl");
      page.await("!document.querySelector('#code-python').innerText.includes(':10005')");
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
      page.press(Keys.ARROW_LEFT).press(Keys.TAB).press("40").press(Keys.TAB, Keys.ENTER);
      awaitOutcome(page, "returned", "42");
    }
  }
}
