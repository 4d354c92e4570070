package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PubService;

/** Every block of README.md runs as it stands there: who copies one gets what the text says. */
final class ReadmeTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  /** A page with the client and nothing else. */
  private static final String CLIENT =
      """
      <!doctype html>
      <link rel="icon" href="data:,">
      <script src="/zmq.js"></script>
      """;

  @TempDir Path folder;

  private final int echo = FreePort.find();
  private final int quotes = FreePort.find();
  private final Readme readme =
      Readme.read(Path.of("..", "README.md"))
          .withPort(8000, 0)
          .withPort(10001, echo)
          .withPort(10002, quotes)
          .withPort(10003, FreePort.find());

  private String block(String language, int index) {
    return readme.blocks(language).get(index);
  }

  private Program serve(String yaml) throws IOException {
    Files.createDirectories(folder.resolve("pages"));
    Path file = Files.writeString(folder.resolve("zwb.yaml"), yaml);
    return Program.java(
        folder,
        "org.zmqwebbridge.BridgeMain",
        "serve",
        "--config",
        file.toString(),
        "--set",
        "management=127.0.0.1:0");
  }

  private static int port(Program bridge) {
    return URI.create("ws:" + bridge.awaitLine("zwb: ws:")).getPort();
  }

  @Test
  void eachBlockIsOneOfThese() {
    assertEquals(1, readme.blocks("html").size());
    assertEquals(3, readme.blocks("js").size());
    assertEquals(3, readme.blocks("python").size());
    assertEquals(1, readme.blocks("yaml").size());
    assertEquals(2, readme.blocks("java").size());
    assertEquals(10, readme.size(), "a new block needs a test");
  }

  /** The page as the README has it, with these of its scripts in {@code echo.js}. */
  private void writePage(int... scripts) throws IOException {
    Path pages = Files.createDirectories(folder.resolve("pages"));
    Files.writeString(pages.resolve("index.html"), block("html", 0));
    StringBuilder script = new StringBuilder();
    for (int number : scripts) {
      script.append(block("js", number));
    }
    Files.writeString(pages.resolve("echo.js"), script);
    chromium.tolerateErrors("/favicon.ico"); // which a page of six lines has none of
  }

  private Program python(int number) throws IOException {
    return Program.python(
        Files.writeString(folder.resolve("p" + number + ".py"), block("python", number)));
  }

  private static Page open(Program bridge) {
    return chromium.open(bridge.awaitLine("zwb: pages on "));
  }

  @Test
  void thePageShowsWhatThePythonServiceAnswers() throws IOException {
    writePage(0);
    try (Program bridge = serve(block("yaml", 0));
        Page page = open(bridge);
        Program python = python(0)) {
      page.awaitText("#reply", "Grüße");
      assertTrue(python.isRunning(), "the service goes on");
    }
  }

  @Test
  void thePageHearsWhatThePythonServicePublishes() throws IOException {
    writePage(0, 1);
    try (Program bridge = serve(block("yaml", 0));
        Page page = open(bridge);
        Program python = python(1)) {
      page.await("document.title === 'NOVA 17.50'");
      assertTrue(python.isRunning(), "the service goes on");
    }
  }

  @Test
  void aPythonProgramAsksThePage() throws IOException {
    writePage(0, 1, 2);
    try (Program bridge = serve(block("yaml", 0));
        Page page = open(bridge)) {
      page.await("rep.state === 'live'");
      try (Program python = python(2)) {
        assertEquals("", python.awaitLine("HOW ARE YOU?"));
        python.awaitExit(0);
      }
    }
  }

  @Test
  void aPageOfAWebServerThatForwardsToTheBridgeRunsToo() throws IOException {
    writePage(0);
    Map<String, String> site = Map.of("/", block("html", 0), "/echo.js", block("js", 0));
    try (Program bridge = serve(block("yaml", 0));
        FrontServer front = new FrontServer(site, port(bridge));
        Page page = chromium.open(front.url("/"));
        Program python = python(0)) {
      page.awaitText("#reply", "Grüße");
      assertTrue(python.isRunning(), "the service goes on");
    }
  }

  @Test
  void theConfigurationIsValid() throws IOException {
    writePage(0);
    Path file = Files.writeString(folder.resolve("zwb.yaml"), block("yaml", 0));
    try (Program check =
        Program.java(folder, "org.zmqwebbridge.BridgeMain", "config", "check", file.toString())) {
      assertEquals("", check.awaitLine(file + ": valid"));
      check.awaitExit(0);
    }
  }

  @Test
  void theConfigurationOpensItsEndpoints() throws IOException {
    try (Program bridge = serve(block("yaml", 0));
        FrontServer site = new FrontServer(Map.of("/", CLIENT), port(bridge));
        Page page = chromium.open(site.url("/"))) {
      assertEquals(
          "opened",
          page.promise(
              """
              const ctx = new zmq.Context('/data');
              await ctx.Socket(zmq.REQ).connect('echo');
              await ctx.Socket(zmq.SUB).connect('quotes');
              await ctx.Socket(zmq.REP).connect('worker');
              return 'opened';
              """));
    }
  }

  @Test
  void theHookLetsHugoInAndNobodyElse() throws IOException {
    String hook = Sources.compile(folder, block("java", 0));
    String yaml = block("yaml", 0) + "auth: { class: " + hook + " }\n";
    try (PubService service = new PubService(quotes);
        Program bridge = serve(yaml);
        FrontServer site = new FrontServer(Map.of("/", CLIENT), port(bridge));
        Page page = chromium.open(site.url("/"))) {
      page.run(
          """
          const sub = new zmq.Context('/data').Socket(zmq.SUB);
          sub.onmessage = (text) => (window.heard = text);
          sub.connect('quotes', {username: 'hugo'});
          """);
      service.awaitSubscription().publish("for members");
      page.await("window.heard === 'for members'");
      assertEquals(
          "not_allowed",
          page.promise(
              """
              const sub = new zmq.Context('/data').Socket(zmq.SUB);
              return sub.connect('quotes', {username: 'anna'}).catch((error) => error.code);
              """));
    }
  }

  @Test
  void theEmbeddedBridgeStartsAndLeavesNothingBehind() throws IOException {
    try (Program embedded = Program.java(folder, Sources.compile(folder, block("java", 1)))) {
      assertTrue(embedded.awaitLine("ws://127.0.0.1:").matches("[1-9][0-9]*/data"));
      embedded.awaitExit(0);
    }
  }
}
