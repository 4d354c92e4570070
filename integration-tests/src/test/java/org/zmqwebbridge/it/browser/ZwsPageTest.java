package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.it.PubService;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.it.Sizes;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.it.Wire;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.observe.Counter;

/** Stock clients: npm's jszmq in a page, bundled as its authors would, with nothing of ours. */
final class ZwsPageTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String PAGE =
      "<!doctype html><link rel=\"icon\" href=\"icon.svg\"><script src=\"jszmq.js\"></script>";

  /** What the scripts below have: a socket of this page's bridge, and what it hears next. */
  private static final String SOCKET =
      """
      const at = location.href.replace(/^http/, 'ws').replace(/[^/]*$/, 'zws/it');
      const socket = (type) => {
        const made = window.made = jszmq.socket(type);
        made.connect(at);
        return made;
      };
      const heard = (made) => new Promise((resolve) =>
          made.once('message', (...frames) => resolve(frames.map(String))));
      """;

  @TempDir static Path pages;

  @BeforeAll
  static void bundle() throws IOException {
    Files.writeString(pages.resolve("index.html"), PAGE);
    Files.writeString(
        pages.resolve("icon.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>");
    try (PythonPeer bundler =
        PythonPeer.startNode("bundle_jszmq", pages.resolve("jszmq.js").toString())) {
      bundler.awaitExit();
    }
  }

  private static TestBridge with(Wire wire, String type, String address, String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("pages=" + pages);
    settings.add("endpoints.it={type: " + type + ", address: \"" + address + "\"}");
    if (wire == Wire.TLS) {
      settings.add("tls.certificate=" + Certificate.shared().pem());
      settings.add("tls.key=" + Certificate.shared().key());
    }
    return TestBridge.configured(settings.toArray(String[]::new));
  }

  private static Page open(Wire wire, TestBridge bridge) {
    String scheme = wire == Wire.TLS ? "https" : "http";
    return chromium.open(scheme + "://127.0.0.1:" + bridge.port() + "/");
  }

  @ParameterizedTest
  @EnumSource
  void aReqAsks(Wire wire) {
    try (PythonPeer service = PythonPeer.start("echo");
        TestBridge bridge = with(wire, "REQ", service.address());
        Page page = open(wire, bridge)) {
      assertEquals(
          List.of(List.of("hello"), List.of("two", "parts")),
          page.promise(
              SOCKET
                  + """
                  const req = socket('req');
                  req.send('hello');
                  const first = await heard(req);
                  req.send(['two', 'parts']);
                  return [first, await heard(req)];
                  """));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDealerAsks(Wire wire) {
    try (PythonPeer service = PythonPeer.start("echo");
        TestBridge bridge = with(wire, "REQ", service.address());
        Page page = open(wire, bridge)) {
      assertEquals(
          List.of("7", "", "hello"),
          page.promise(
              SOCKET
                  + "const dealer = socket('dealer'); dealer.send(['7', '', 'hello']);"
                  + "return await heard(dealer);"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSubHears(Wire wire) {
    try (PubService service = new PubService();
        TestBridge bridge = with(wire, "SUB", service.address());
        Page page = open(wire, bridge)) {
      page.run(
          SOCKET
              + "const sub = socket('sub'); sub.subscribe('a');"
              + "heard(sub).then((frames) => { window.frames_heard = frames.join('|'); });");
      service.awaitSubscription();
      service.publish("b1", "not this");
      service.publish("a1", "this", "");
      page.await("window.frames_heard === 'a1|this|'");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPushPushes(Wire wire) {
    try (PythonPeer service = PythonPeer.start("socket_of", "PULL", "bind");
        TestBridge bridge = with(wire, "PUSH", service.address());
        Page page = open(wire, bridge)) {
      page.run(SOCKET + "socket('push').send(['one', 'more']);");
      service.expectFrames("one", "more");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPullPulls(Wire wire) {
    try (PythonPeer service = PythonPeer.start("socket_of", "PUSH", "bind");
        TestBridge bridge = with(wire, "PULL", service.address());
        Page page = open(wire, bridge)) {
      page.run(
          SOCKET
              + "heard(socket('pull')).then((frames) =>"
              + " { window.frames_heard = frames.join('|'); });");
      service.send("one", "more");
      page.await("window.frames_heard === 'one|more'");
    }
  }

  /** Chromium sends what is larger than some 65 kB in fragments; a page's own libzmq takes none. */
  @Test
  void messagesOfManySizesComeBackWholeAndOneThatIsTooLargeDoesNot() {
    try (PythonPeer service = PythonPeer.start("echo");
        TestBridge bridge = with(Wire.CLEAR, "REQ", service.address(), Sizes.settings());
        Page page = open(Wire.CLEAR, bridge)) {
      page.run(
          SOCKET
              + """
              window.sent = (bytes) => {
                const content = new Uint8Array(bytes);
                for (let at = 0; at < bytes; at += 65_536) {
                  crypto.getRandomValues(content.subarray(at, at + 65_536));
                }
                return content;
              };
              window.ask = async (bytes) => {
                const content = sent(bytes);
                const reply = new Promise((resolve) => req.once('message', resolve));
                req.send(jszmq.Buffer.from(content));
                const got = await reply;
                return got.length === bytes && got.every((byte, at) => byte === content[at]);
              };
              window.req = socket('req');
              """);
      for (int bytes : Sizes.all()) {
        assertEquals(true, page.promise("return ask(given[0])", bytes), bytes + " bytes");
      }
      page.run("ask(arguments[0])", Sizes.MOST + 1);
      bridge.awaitCount(Counter.MESSAGES_TOO_BIG, 1);
      assertEquals(
          List.of("hello"),
          page.promise(
              SOCKET + "const other = socket('req'); other.send('hello'); return heard(other);"));
    }
  }
}
