package org.zmqwebbridge.it.browser;

import static org.zmqwebbridge.it.browser.Demos.id;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmqwebbridge.demo.Demo;

/** The demo's page of GRIP: what one page says to an origin, all pages hear. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoGripTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private final Demo demo = Demos.start();

  @AfterAll
  void stop() {
    demo.close();
  }

  private void saidIsHeard(String section, String text) {
    try (Page page = chromium.open(demo.url() + "grip.html")) {
      page.await("document.querySelector('#state[state=live]')");
      page.await("document.querySelector('#" + section + " .empty')");
      page.await(
          "document.querySelector(arguments[0]).innerText.includes(arguments[1])"
              + " || (document.querySelector(arguments[2] + ' input').value = arguments[1],"
              + " document.querySelector(arguments[2] + ' button').click())",
          id(section + "-output"),
          text,
          "#" + section);
    }
  }

  @Test
  void commentsGoThroughAnOriginInPython() {
    chromium.tolerateErrors("502"); // before it is there
    saidIsHeard("comments", "What a save");
  }

  @Test
  void aChatGoesThroughAnOriginInJava() {
    chromium.tolerateErrors("WebSocket"); // what is said before it is open
    saidIsHeard("chat", "Hello, all");
  }
}
