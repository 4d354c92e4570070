package org.zmqwebbridge.it.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.kit.Await;

/** {@code zmq.js/http} in Chromium, behind what refuses WebSockets. */
final class HttpFallbackTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String PAGE =
      "<!doctype html><link rel=\"icon\" href=\"icon.svg\"><script src=\"page.js\" type=\"module\">"
          + "</script>";

  /** Counts the WebSockets that it has tried. */
  private static final String SCRIPT =
      """
      import * as zmq from '/zmq.mjs';
      import { httpFallback } from '/zmq-http.mjs';
      window.tried = 0;
      class Counted extends WebSocket {
        constructor(url, protocols) {
          super(url, protocols);
          window.tried += 1;
        }
      }
      const credential = new URLSearchParams(location.search).get('token') ?? undefined;
      window.ctx = new zmq.Context('/data', { WebSocket: httpFallback({ WebSocket: Counted }), credential });
      """;

  @TempDir static Path pages;

  @TempDir Path folder;

  @BeforeAll
  static void write() throws IOException {
    Files.writeString(pages.resolve("index.html"), PAGE);
    Files.writeString(pages.resolve("page.js"), SCRIPT);
    Files.writeString(
        pages.resolve("icon.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>");
  }

  private static TestBridge bridge(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("pages=" + pages);
    return TestBridge.configured(all.toArray(String[]::new));
  }

  private static String endpoint(String name, String type, String address) {
    return "endpoints." + name + "={type: " + type + ", address: \"" + address + "\"}";
  }

  private static Page open(int port, String query) {
    chromium.tolerateErrors("WebSocket connection to");
    return chromium.open("http://127.0.0.1:" + port + "/" + query);
  }

  /** Who stands between page and bridge. */
  enum Proxy {
    NGINX {
      @Override
      AutoCloseable start(Path folder, int bridge) {
        return new PlainNginx(folder, bridge);
      }

      @Override
      int port(AutoCloseable proxy) {
        return ((PlainNginx) proxy).port();
      }
    },
    ONE_THAT_FORBIDS {
      @Override
      AutoCloseable start(Path folder, int bridge) {
        return new UpgradeRefuser(bridge, UpgradeRefuser.Way.FORBIDS);
      }
    },
    ONE_THAT_CLOSES {
      @Override
      AutoCloseable start(Path folder, int bridge) {
        return new UpgradeRefuser(bridge, UpgradeRefuser.Way.CLOSES);
      }
    };

    abstract AutoCloseable start(Path folder, int bridge);

    int port(AutoCloseable proxy) {
      return ((UpgradeRefuser) proxy).port();
    }
  }

  @ParameterizedTest
  @EnumSource
  void requestsPublicationsAndMessagesGoByHttp(Proxy proxy) throws Exception {
    try (PythonPeer echo = PythonPeer.start("echo");
        PythonPeer jobs = PythonPeer.start("socket_of", "PULL", "bind");
        PubService news = new PubService();
        TestBridge bridge =
            bridge(
                endpoint("echo", "REQ", echo.address()),
                endpoint("news", "SUB", news.address()),
                endpoint("jobs", "PUSH", jobs.address()));
        AutoCloseable between = proxy.start(folder, bridge.port());
        Page page = open(proxy.port(between), "")) {
      page.await("window.ctx?.state.name === 'live'");
      assertEquals(2L, page.run("return window.tried"));
      assertEquals(
          List.of(List.of("hello"), List.of("grüß", "", "zwei")),
          page.promise(
              """
              const req = ctx.req('echo');
              return [[...await req.request('hello')], [...await req.request(['grüß', '', 'zwei'])]];
              """));
      page.run(
          """
          window.heard = [];
          const sub = ctx.sub('news', { topics: ['a'], binary: true });
          sub.onmessage = (last, parts) => heard.push(parts.map((part) => Array.from(part).join()).join('|'));
          window.sub = sub;
          """);
      news.awaitSubscription();
      page.await("window.sub.state === 'live'");
      news.publish("b", "not this");
      news.publish("a".getBytes(UTF_8), new byte[] {0, -1}, new byte[0]);
      news.publish("a\nb");
      page.await("window.heard.join(' ') === '97|0,255| 97,10,98'");
      page.promise(
          "const push = ctx.push('jobs'); await Promise.all([push.send('one'), push.send(['two',"
              + " 'parts'])])");
      jobs.expectFrames("one");
      jobs.expectFrames("two", "parts");
      assertEquals(0, bridge.gauge("zwb.ws.connections.open"));
    }
  }

  @Test
  void whatIsNotAllowedIsTheSameByHttp() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "a-secret-of-this-test");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    try (PythonPeer echo = PythonPeer.start("echo");
        TestBridge bridge =
            bridge(endpoint("echo", "REQ", echo.address()), "auth.secret.file=" + secret);
        UpgradeRefuser between = new UpgradeRefuser(bridge.port(), UpgradeRefuser.Way.FORBIDS)) {
      chromium.tolerateErrors("401");
      chromium.tolerateErrors("404");
      try (Page stranger = open(between.port(), "")) {
        stranger.await("window.ctx?.state.name === 'refused'");
        assertEquals(3000L, stranger.run("return ctx.state.close.code"));
      }
      try (Page known = open(between.port(), "?token=a-secret-of-this-test")) {
        assertEquals("hello", known.promise("return await ctx.req('echo').send('hello')"));
        assertEquals(
            "not_allowed",
            known.promise("return ctx.sub('nobody').opened.catch((error) => error.code)"));
        assertEquals(
            "not_allowed",
            known.promise("return ctx.req('nobody').send('x').catch((error) => error.code)"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FORBIDS", "LETS_THROUGH"})
  void aSubscriptionGoesOnFromItsPlaceByEitherTransport(UpgradeRefuser.Way later) throws Exception {
    try (PubService news = new PubService();
        TestBridge bridge =
            bridge(
                "endpoints.news={type: SUB, replay: true, address: \"" + news.address() + "\"}");
        UpgradeRefuser between = new UpgradeRefuser(bridge.port(), UpgradeRefuser.Way.FORBIDS);
        Page page = open(between.port(), "")) {
      chromium.tolerateErrors("net::ERR_");
      page.await("window.ctx?.state.name === 'live'");
      page.run(
          """
          window.heard = [];
          window.notices = [];
          window.sub = ctx.sub('news');
          sub.onnotice = ({ notice }) => notices.push(notice);
          sub.onmessage = (text) => heard.push(text);
          """);
      news.awaitSubscription();
      page.await("window.sub.state === 'live'");
      news.publish("[\"one\", \"part\"]");
      page.await("window.heard.length === 1");
      between.now(UpgradeRefuser.Way.CLOSES_ALL);
      between.cut();
      page.await("window.ctx.state.name === 'reconnecting'");
      news.publish("two");
      news.publish("three");
      between.now(later);
      page.await("window.heard.length === 3");
      assertEquals(List.of("[\"one\", \"part\"]", "two", "three"), page.run("return heard"));
      assertEquals(List.of(), page.run("return notices"));
      int open = later == UpgradeRefuser.Way.LETS_THROUGH ? 1 : 0;
      Await.await(
          open + " WebSockets to be open", () -> bridge.gauge("zwb.ws.connections.open") == open);
    }
  }

  @Test
  void whenHttpEndsAWebSocketIsTakenWhereItWorksAgain() throws Exception {
    try (PythonPeer echo = PythonPeer.start("echo");
        PubService news = new PubService();
        TestBridge bridge =
            bridge(
                endpoint("echo", "REQ", echo.address()), endpoint("news", "SUB", news.address()));
        UpgradeRefuser between = new UpgradeRefuser(bridge.port(), UpgradeRefuser.Way.FORBIDS);
        Page page = open(between.port(), "")) {
      chromium.tolerateErrors("net::ERR_");
      page.await("window.ctx?.state.name === 'live'");
      page.run(
          """
          window.notices = [];
          window.sub = ctx.sub('news');
          sub.onnotice = ({ notice }) => notices.push(notice);
          sub.onmessage = (text) => { window.heard = text; };
          """);
      page.await("window.sub.state === 'live'");
      between.now(UpgradeRefuser.Way.CLOSES_ALL);
      between.cut();
      page.await("window.ctx.state.name === 'reconnecting'");
      between.now(UpgradeRefuser.Way.LETS_THROUGH);
      page.await("window.ctx.state.name === 'live' && window.sub.state === 'live'");
      Await.await("a WebSocket", () -> bridge.gauge("zwb.ws.connections.open") == 1);
      news.awaitSubscription();
      news.publish("by WebSocket");
      page.await("window.heard === 'by WebSocket'");
      assertTrue((Boolean) page.run("return window.notices.includes('gap')"));
      assertEquals("hello", page.promise("return await ctx.req('echo').send('hello')"));
    }
  }
}
