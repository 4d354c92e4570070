package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.it.browser.Demos.id;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.demo.Demo;

/** The demo's page of doors: each file on show is run, by the page or as a visitor would. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoDoorsTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  @TempDir Path folder;

  private final Demo demo = Demos.start();

  @AfterAll
  void stop() {
    demo.close();
  }

  private Page open() {
    return chromium.open(demo.url() + "doors.html");
  }

  /** A file on show, with this demo's port in place of 8000. */
  private String door(String name) throws IOException {
    try (InputStream in = Demo.class.getResourceAsStream("/demo/doors/" + name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Readme(text).withPort(8000, URI.create(demo.url()).getPort()).text();
    }
  }

  /** The same, where npm's packages are. */
  private Path inProject(String name) throws IOException {
    Files.createSymbolicLink(
        folder.resolve("node_modules"), Path.of("../js-client/node_modules").toRealPath());
    return Files.writeString(folder.resolve(name), door(name));
  }

  @Test
  void theDoorsThatAPageCanTakeAreTaken() {
    try (Page page = open()) {
      page.awaitText(id("eventsource-output"), "NOVA ");
      page.awaitText(id("eventsource-output"), "TIDE ");
      page.awaitTexts(id("fetch-output") + " li", "200: hello", "204: ZeroMQ has it");
      page.awaitText(id("fallback-output"), "echo: hello");
      page.awaitText(id("fallback-output"), "NOVA ");
      page.awaitTexts(id("second-output") + " li", "reply 7: hello");
      page.awaitTexts(id("original-output") + " li", "connected: success", "reply: hello");
      assertTrue(!page.text(id("eventsource-output")).contains("ORBIT"));
    }
  }

  @Test
  void aJobFromATerminalShowsOnThePage() throws IOException {
    List<String> lines = door("curl.sh").lines().filter(line -> !line.startsWith("#")).toList();
    assertEquals(4, lines.size());
    try (Page page = open()) {
      page.awaitText(id("curl-output"), "done: feed the cat"); // the page's own
      try (Program push = Program.shell(lines.get(2))) {
        push.awaitLine("204");
        push.awaitExit(0);
      }
      page.awaitText(id("curl-output"), "done: water the plants");
    }
    try (Program req = Program.shell(lines.get(0));
        Program parts = Program.shell(lines.get(1));
        Program sub = Program.shell(lines.get(3))) {
      assertEquals("", req.awaitLine("hello"));
      assertEquals("", parts.awaitLine("[\"aGVsbG8=\",\"d29ybGQ=\"]"));
      sub.awaitLine("event: zwb.open");
      sub.awaitLine("data: [\"NOVA\",");
    }
  }

  @Test
  void jszmqRunsAsItIsOnShow() throws IOException {
    try (Program client = Program.node(inProject("jszmq.mjs"))) {
      client.awaitLine("echo: hello from jszmq");
      client.awaitLine("NOVA: {");
    }
  }

  @Test
  void npmsZeromqRunsAsItIsOnShow() throws IOException {
    try (Program client = Program.node(inProject("zeromq.mjs"))) {
      client.awaitLine("echo: hello from zeromq");
      client.awaitLine("NOVA: {");
    }
  }

  @Test
  void pyzmqRunsAsItIsOnShow() throws IOException {
    Path file = Files.writeString(folder.resolve("pyzmq.py"), door("pyzmq.py"));
    try (Program client = Program.python(file)) {
      client.awaitLine("echo: hello from pyzmq");
      client.awaitLine("NOVA: {");
    }
  }

  @Test
  void theCodeOnShowIsTheFileThatRuns() {
    try (Page page = open()) {
      page.await("document.querySelectorAll('figure[data-code] pre').length === 9");
      assertEquals(
          List.of(),
          page.promise(
              """
              const wrong = [];
              for (const figure of document.querySelectorAll('figure[data-code]')) {
                const file = await (await fetch(figure.dataset.code)).text();
                if (figure.querySelector('pre').textContent.trim() !== file.trim()) {
                  wrong.push(figure.dataset.code);
                }
              }
              return wrong;
              """));
    }
  }
}
