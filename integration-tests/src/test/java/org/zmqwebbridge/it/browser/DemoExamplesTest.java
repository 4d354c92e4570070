package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.it.browser.Demos.id;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.support.ui.Select;
import org.zmqwebbridge.demo.Demo;

/** The demo's examples page: the original's examples, and every frame as it crosses the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoExamplesTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private final Demo demo = Demos.start();

  @AfterAll
  void stop() {
    demo.close();
  }

  @Test
  void eachOfTwoReqSocketsShowsItsReply() {
    try (Page page = chromium.open(demo.url() + "examples.html")) {
      page.awaitTexts(id("req-output") + " li", "first: hello", "second: hello");
      page.fill(id("req-form") + " input", "grüß <b>Gott</b>").click(id("req-form") + " button");
      page.awaitTexts(
          id("req-output") + " li",
          "first: hello",
          "second: hello",
          "first: grüß <b>Gott</b>",
          "second: grüß <b>Gott</b>");
    }
  }

  @Test
  void theSubSocketShowsWhatItAskedForAndNothingElse() {
    try (Page page = chromium.open(demo.url() + "examples.html")) {
      page.await("document.querySelectorAll(arguments[0]).length > 5", id("sub-output") + " li");
      for (Object quote : page.texts(id("sub-output") + " li")) {
        assertTrue(quote.toString().matches("NOVA [0-9]+\\.[0-9]{2}"), quote.toString());
      }
    }
  }

  @Test
  void theSocketWithAWrongNameShowsItsRefusalAndHugoHears() {
    try (Page page = chromium.open(demo.url() + "examples.html")) {
      page.awaitText(id("members-output"), "anna is refused: not_allowed");
      page.awaitText(id("members-output"), "hugo hears: ");
      assertTrue(!page.text(id("members-output")).contains("anna hears"));
      page.awaitText(id("members-wire"), "refused");
    }
  }

  @Test
  void theRepSocketAnswersAZeroMqProgram() {
    try (Page page = chromium.open(demo.url() + "examples.html")) {
      page.click(id("rep-form") + " button");
      page.awaitText(id("rep-output"), "asked: who are you?");
      page.awaitText(id("rep-output"), "the asker received: The page heard \"who are you?\".");
    }
  }

  @Test
  void theRpcClientShowsResults() {
    try (Page page = chromium.open(demo.url() + "examples.html")) {
      page.awaitTexts(id("rpc-client-output") + " li", "hello!", "anna is added, a girl");
    }
  }

  @Test
  void theOldStyleRpcServerIsCalledAndGuarded() {
    try (Page page = chromium.open(demo.url() + "examples.html")) {
      String output = id("rpc-server-output");
      List<String> answers =
          List.of(
              "the asker received: {\"returnval\":\"hello!\"}",
              "the asker received: {\"returnval\":\"anna is in\"}",
              "add_user was called for anna, a girl",
              "not_allowed",
              "unknown_function");
      for (int call = 0; call < answers.size(); call++) {
        new Select(page.find(id("rpc-server-form") + " select")).selectByIndex(call);
        page.click(id("rpc-server-form") + " button");
        page.awaitText(output, answers.get(call));
      }
      page.awaitText(output, "echo was called with hello!");
      page.awaitText(output, "add_user was called for anna, a boy");
    }
  }

  @Test
  void theClassMadeWithoutNewIsCalledWithEveryoneElse() {
    try (Page page = chromium.open(demo.url() + "examples.html");
        Page other = chromium.open(demo.url() + "examples.html")) {
      page.awaitText(id("pub-rpc-output"), "add(");
      other.awaitText(id("pub-rpc-output"), "add(");
      assertEquals(
          true,
          page.run(
              "const [first, second, sum] = arguments[0].match(/\\d+/g).map(Number);"
                  + " return first + second === sum",
              page.text(id("pub-rpc-output") + " li")));
    }
  }

  @Test
  void everyFrameIsShownOnTheWireOfItsExample() {
    try (Page page = chromium.open(demo.url() + "examples.html")) {
      page.awaitText(id("req-output"), "second: hello");
      List<String> kinds = List.of("connect", "opened", "request", "reply");
      page.await(
          "arguments[1].every((kind) =>"
              + " document.querySelectorAll(`${arguments[0]} [data-kind=${kind}]`).length === 2)"
              + " && document.querySelectorAll(arguments[0] + ' li').length === 8",
          id("req-wire"),
          kinds);
    }
  }

  @Test
  void theCodeOnShowIsTheFileThatRuns() {
    try (Page page = chromium.open(demo.url() + "examples.html")) {
      page.await("document.querySelectorAll('figure[data-code] pre').length === 8");
      Object wrong =
          page.promise(
              """
              const wrong = [];
              for (const figure of document.querySelectorAll('figure[data-code]')) {
                const file = await (await fetch(figure.dataset.code)).text();
                const shown = figure.querySelector('pre').textContent.trim();
                if (shown.length < 100 || !file.includes(shown)) wrong.push(figure.dataset.code);
              }
              return wrong;
              """);
      assertEquals(List.of(), wrong);
    }
  }
}
