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
    assertEquals(1, readme.blocks("python").size());
    assertEquals(1, readme.blocks("yaml").size());
    assertEquals(2, readme.blocks("java").size());
    assertEquals(5, readme.size(), "a new block needs a test");
  }

  @Test
  void thePageShowsWhatThePythonServiceAnswers() throws IOException {
    Path service = Files.writeString(folder.resolve("service.py"), block("python", 0));
    try (Program bridge = serve(block("yaml", 0));
        FrontServer site = new FrontServer(Map.of("/", block("html", 0)), port(bridge));
        Page page = chromium.open(site.url("/"));
        Program python = Program.python(service)) {
      chromium.tolerateErrors("/favicon.ico"); // which a page of ten lines has none of
      page.awaitText("#reply", "hello");
      assertTrue(python.isRunning(), "the service goes on");
    }
  }

  @Test
  void theConfigurationIsValid() throws IOException {
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
