package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.it.BackEnd;
import org.zmqwebbridge.it.PubService;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.it.Wire;

/** Chromium comes by HTTP/2 by itself, with its WebSockets too (RFC 8441). */
final class Http2PageTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  /** Keeps what was asked for as a stream: it has no key. */
  private static final class Streams extends Authorizer {
    private final Queue<String> paths = new ConcurrentLinkedQueue<>();

    @Override
    public Decision websocketAllowed(Handshake handshake) {
      if (handshake.header("sec-websocket-version").isPresent()) {
        boolean stream = handshake.header("sec-websocket-key").isEmpty();
        paths.add((stream ? "stream " : "connection ") + handshake.path());
      }
      return Decision.ALLOW;
    }
  }

  @Test
  void aPageItsSocketsAndItsStreamsShareAConnection() {
    Streams hook = new Streams();
    try (BackEnd echo = BackEnd.echo();
        PubService news = new PubService();
        TestBridge bridge =
            TestBridge.start(
                Wire.TLS,
                b ->
                    b.pages("browser")
                        .authorizer(hook)
                        .endpoint("echo", SocketType.REQ, echo.address())
                        .endpoint("news", SocketType.SUB, news.address()));
        Page page = chromium.open(bridge, "blank.html")) {
      assertEquals(
          "h2", page.run("return performance.getEntriesByType('navigation')[0].nextHopProtocol"));
      page.run(
          """
          window.req = new zmq.Context('/data').Socket(zmq.REQ);
          req.connect('echo');
          window.heard = 0;
          window.streams = [];
          for (let i = 0; i < 10; i++) { // of HTTP/1.1, a browser has six
            const stream = new EventSource('/sub/news');
            stream.onmessage = () => heard++;
            stream.addEventListener('zwb.open', () => streams.push(stream));
          }
          """);
      page.await("streams.length === 10");
      String large = "large ".repeat(100_000);
      assertEquals(large, page.promise("return await req.send(arguments[0])", large));
      assertEquals(
          "hello",
          page.promise(
              "return (await fetch('/req/echo', {method: 'POST', body: 'hello'})).text()"));
      news.awaitSubscription().publish("all of them");
      page.await("heard === 10");
      assertEquals("still", page.promise("return await req.send('still')"));
      page.run("streams.forEach((stream) => stream.close())");
      assertTrue(hook.paths.contains("stream /data"), hook.paths.toString());
      page.leave();
    }
  }
}
