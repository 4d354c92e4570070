package org.zmqwebbridge.it.browser;

import static org.zmqwebbridge.it.browser.Demos.id;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmqwebbridge.demo.Demo;

/** The demo's pages of handlers and nodes: who answers, who waits, who goes elsewhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoBackEndsTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  /** What stands under a name in the picture that is shown. */
  private static final String LABEL =
      "document.querySelector('.picture.wide [data-node=\"' + arguments[0] + '\"]"
          + " .live').textContent";

  /** Notes every label that a node has from now on, so that none is too short to be seen. */
  private static final String NOTE =
      """
      window.noted = [];
      const label = document.querySelector(`.picture.wide [data-node="${arguments[0]}"] .live`);
      new MutationObserver(() => noted.push(label.textContent)).observe(label, {childList: true});
      """;

  private final Demo demo = Demos.start();

  @AfterAll
  void stop() {
    demo.close();
  }

  private Page open(DemoSite site) {
    return site.awaitWorking(chromium.open(demo.url() + site.file));
  }

  private static Page awaitLabel(Page page, String node, String label) {
    return page.await(LABEL + ".includes(arguments[1])", node, label);
  }

  /** Clicks in the middle of the window, where no news covers it. */
  private static void press(Page page, String button) {
    page.run("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", button);
    page.click(button);
  }

  @Test
  void greetersTakeTurns() {
    try (Page page = open(DemoSite.HANDLERS)) {
      press(page, "#greet button[value='4']");
      page.awaitText(id("greet-output"), "Hello from greeter-1")
          .awaitText(id("greet-output"), "Hello from greeter-2");
      awaitLabel(page, "greeter-1", "greetings");
      awaitLabel(page, "greeter-2", "greetings");
    }
  }

  @Test
  void requestsWaitInTheServerWhileNobodyGreets() {
    try (Page page = open(DemoSite.HANDLERS)) {
      Demos.pull(page, "greeter-1", 3);
      Demos.pull(page, "greeter-2", 3);
      Long before = (Long) page.run("return document.querySelectorAll('#greet .output li').length");
      page.run(NOTE, "page-get");
      press(page, "#greet button[value='4']");
      page.await("noted.some((label) => label.includes('4 wait'))");
      page.await(
          "document.querySelectorAll('#greet .output li').length >= arguments[0]", before + 4);
      page.await("!document.querySelector('#greet .output .bad')");
    }
  }

  @Test
  void webSocketsOutliveTheirHandler() {
    try (Page page = open(DemoSite.HANDLERS)) {
      awaitLabel(page, "page-bob", "in the room");
      page.run(NOTE, "page-bob");
      Demos.pull(page, "room", 1);
      page.await("noted.includes('open, waits')");
      awaitLabel(page, "page-bob", "in the room");
      page.fill("#room-text", "<b>Still here</b>");
      press(page, "#room button");
      page.awaitText(id("room-output"), "Ada: <b>Still here</b>");
    }
  }

  @Test
  void theConnectionsOfAStoppedNodeGoToTheOtherOne() {
    try (Page page = open(DemoSite.NODES)) {
      page.awaitText(id("room-output"), "Ada is at node")
          .awaitText(id("room-output"), "Cleo is at");
      boolean isFirst = (Boolean) page.run("return " + LABEL + ".includes('node1')", "page-ada");
      Demos.pull(page, isFirst ? "node1" : "node2", 2);
      page.awaitText(id("room-output"), "Ada’s connection to ");
      awaitLabel(page, "page-ada", isFirst ? "at node2" : "at node1");
      page.fill("#room-text", "<i>Moved</i>");
      press(page, "#room button");
      page.awaitText(id("room-output"), "Ada: <i>Moved</i>");
      page.awaitText(id("plug-news"), " is back."); // for the next test
    }
  }

  @Test
  void whatOneNodeCannotBrewTheOtherOneDoes() {
    try (Page page = open(DemoSite.NODES)) {
      for (String drink : new String[] {"tea", "coffee"}) {
        press(page, "#brew button[value=" + drink + "]");
        page.awaitText(id("brew-output"), "has brewed " + drink);
      }
    }
  }
}
