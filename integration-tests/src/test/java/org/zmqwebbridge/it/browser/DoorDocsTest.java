package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.it.TestBridge;

/** Every block of docs/http.md and docs/zws.md runs as it stands there, but for the ports. */
final class DoorDocsTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  @TempDir Path folder;

  private static TestBridge bridge(String name, String type, String address) {
    return TestBridge.configured(
        "endpoints." + name + "={type: " + type + ", address: \"" + address + "\"}");
  }

  private static Readme zws(TestBridge bridge) {
    return Readme.read(Path.of("../docs/zws.md")).withPort(8000, bridge.port());
  }

  /** Runs a block of JavaScript where npm's packages are. */
  private Program node(String block) throws IOException {
    Files.createSymbolicLink(
        folder.resolve("node_modules"), Path.of("../js-client/node_modules").toRealPath());
    return Program.node(Files.writeString(folder.resolve("client.mjs"), block));
  }

  @Test
  void eachBlockIsOneOfThese() {
    Readme http = Readme.read(Path.of("../docs/http.md"));
    assertEquals(1, http.blocks("yaml").size());
    assertEquals(3, http.blocks("sh").size());
    assertEquals(1, http.blocks("js").size());
    assertEquals(5, http.size(), "a new block needs a test");
    Readme zws = Readme.read(Path.of("../docs/zws.md"));
    assertEquals(1, zws.blocks("python").size());
    assertEquals(1, zws.blocks("c").size());
    assertEquals(2, zws.blocks("js").size());
    assertEquals(4, zws.size(), "a new block needs a test");
  }

  @Test
  void plainHttp() throws IOException {
    int echo = FreePort.find();
    int jobs = FreePort.find();
    int quotes = FreePort.find();
    Readme doc =
        Readme.read(Path.of("../docs/http.md"))
            .withPort(10001, echo)
            .withPort(10002, jobs)
            .withPort(10003, quotes);
    String yaml = doc.withPort(8000, 0).blocks("yaml").get(0);
    Path config = Files.writeString(folder.resolve("zwb.yaml"), yaml + "management: 127.0.0.1:0\n");
    try (PythonPeer rep = PythonPeer.start("echo", "" + echo);
        PythonPeer pull = PythonPeer.start("socket_of", "PULL", "bind", "" + jobs);
        PubService pub = new PubService(quotes);
        Program bridge =
            Program.java(
                folder, "org.zmqwebbridge.BridgeMain", "serve", "--config", config.toString())) {
      rep.address();
      pull.address();
      int port = URI.create("ws:" + bridge.awaitLine("zwb: ws:")).getPort();
      Readme served = doc.withPort(8000, port);
      try (Program asked = Program.shell(served.blocks("sh").get(0))) {
        asked.awaitLine("helloHTTP/1.1 204"); // the first answer has no line's end
        asked.awaitExit(0);
      }
      pull.expectFrames("job 1");
      try (Program parts = Program.shell(served.blocks("sh").get(1))) {
        parts.awaitExit(0);
      }
      pull.expectFrames("eu/", "1");
      hears(served, port, pub);
    }
  }

  private static void hears(Readme served, int port, PubService pub) {
    try (Program curl = Program.shell(served.blocks("sh").get(2));
        FrontServer site = new FrontServer(Map.of("/", "<!doctype html>"), port)) {
      pub.awaitSubscription().awaitSubscription();
      chromium.tolerateErrors("/favicon.ico");
      try (Page page = chromium.open(site.url("/"))) {
        page.run(
            "console.log = (text) => { window.said = text; };"
                + served.blocks("js").get(0)
                + "quotes.addEventListener('zwb.open', () => { window.opened = true; });");
        page.await("window.opened");
        pub.publish("asia/", "0");
        pub.publish("eu/", "1");
        assertEquals("", curl.awaitLine("data: [\"eu/\",\"1\"]"));
        page.await("window.said === '[\"eu/\",\"1\"]'");
      }
    }
  }

  @Test
  void pyzmq() throws IOException {
    try (PythonPeer service = PythonPeer.start("echo");
        TestBridge bridge = bridge("echo", "REQ", service.address())) {
      Path file =
          Files.writeString(folder.resolve("client.py"), zws(bridge).blocks("python").get(0));
      try (Program client = Program.python(file)) {
        client.awaitLine("hello");
        client.awaitExit(0);
      }
    }
  }

  @Test
  void npmsZeromq() throws IOException {
    try (PythonPeer service = PythonPeer.start("echo");
        TestBridge bridge = bridge("echo", "REQ", service.address());
        Program client = node(zws(bridge).blocks("js").get(0))) {
      client.awaitLine("hello");
      client.awaitExit(0);
    }
  }

  @Test
  void jszmq() throws IOException {
    try (PubService service = new PubService();
        TestBridge bridge = bridge("news", "SUB", service.address());
        Program client = node(zws(bridge).blocks("js").get(1))) {
      service.awaitSubscription().publish("price.NOVA", "17.50");
      client.awaitLine("price.NOVA 17.50");
    }
  }

  @Test
  void libzmqInC() throws IOException {
    assumeTrue(Files.exists(Path.of("/usr/include/zmq.h")), "libzmq's header: libzmq3-dev");
    Path source = folder.resolve("client.c");
    try (PubService service = new PubService();
        TestBridge bridge = bridge("news", "SUB", service.address())) {
      Files.writeString(source, zws(bridge).blocks("c").get(0));
      Path client = folder.resolve("client");
      try (Program compiler = Program.shell("cc -Wall -Werror " + source + " -lzmq -o " + client)) {
        compiler.awaitExit(0);
      }
      try (Program program = Program.shell(client.toString())) {
        service.awaitSubscription().publish("price.NOVA", "17.50");
        program.awaitLine("price.NOVA");
        program.awaitExit(0);
      }
    }
  }
}
