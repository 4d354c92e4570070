package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.it.browser.Demos.id;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmqwebbridge.demo.Demo;

/** The demo's page of channels: one publication reaches every kind of client that is shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoChannelsTest {
  private static final List<String> KINDS =
      List.of("longpoll", "interval", "events", "websocket", "stream", "sub");

  @RegisterExtension static final Chromium chromium = new Chromium();

  private final Demo demo = Demos.start();

  @AfterAll
  void stop() {
    demo.close();
  }

  /** A page whose clients have all come: what is kept they hear anyway, but for a SUB socket. */
  private Page open(String first) {
    Page page = chromium.open(demo.url() + "channels.html");
    page.await("document.querySelector('#state[state=live]')");
    publish(page, first);
    page.await(
        "document.querySelector(arguments[0]).innerText.includes(arguments[1])"
            + " || document.querySelector('#publish button').click()",
        id("sub-output"),
        first);
    for (String kind : KINDS) {
      page.awaitText(id(kind + "-output"), first);
    }
    return page;
  }

  private static void publish(Page page, String text) {
    page.run(
        "document.querySelector('#publish-text').value = arguments[0];"
            + "document.querySelector('#publish button').click();",
        text);
  }

  @Test
  void onePublicationReachesSixKindsOfClients() {
    try (Page page = open("first")) {
      publish(page, "second");
      for (String kind : KINDS) {
        page.awaitText(id(kind + "-output"), "second");
      }
      page.awaitText(id("told"), "201 Created: ");
    }
  }

  @Test
  void whatATerminalPublishesIsThereAndWhatAPagePublishesIsInTheTerminal() throws IOException {
    List<String> lines = file("curl.sh").lines().filter(line -> !line.startsWith("#")).toList();
    assertEquals(3, lines.size());
    try (Page page = open("here");
        Program hearing = Program.shell(lines.get(2))) {
      try (Program publisher = Program.shell(lines.get(0))) {
        publisher.awaitLine("queued messages: ");
        publisher.awaitExit(0);
      }
      for (String kind : KINDS) {
        page.awaitText(id(kind + "-output"), "hello from a terminal");
      }
      hearing.awaitLine("data: hello from a terminal");
      publish(page, "hello from a page");
      hearing.awaitLine("data: hello from a page");
      try (Program oldest = Program.shell(lines.get(1))) {
        oldest.awaitLine("HTTP/1.1 200");
        oldest.awaitExit(0);
      }
    }
  }

  /** A file on show, with this demo's port in place of 8000. */
  private String file(String name) throws IOException {
    try (InputStream in = Demo.class.getResourceAsStream("/demo/channels/" + name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Readme(text).withPort(8000, URI.create(demo.url()).getPort()).text();
    }
  }

  @Test
  void aPublicationThatCannotBeSaysSo() {
    chromium.tolerateErrors("/publisher/news");
    try (Page page = open("before")) {
      page.run("window.fetch = () => Promise.reject(new TypeError('no network'));");
      publish(page, "lost");
      page.awaitText(id("told"), "Not published: no network. Is the bridge there?");
    }
  }
}
