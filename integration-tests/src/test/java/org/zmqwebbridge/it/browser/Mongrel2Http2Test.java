package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmqwebbridge.it.mongrel2.SecureServer;

/** Chromium comes to a handler of Mongrel2 by HTTP/2, with its WebSocket too (RFC 8441). */
final class Mongrel2Http2Test {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String PAGE = "<!doctype html><link rel=icon href=data:,><p>From a handler.";

  private static String answer(String method, String body) {
    return switch (method) {
      case "GET" ->
          "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
              + PAGE.length()
              + "\r\n\r\n"
              + PAGE;
      case "POST" ->
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
              + Integer.toHexString(body.length())
              + "\r\n"
              + body
              + "\r\n0\r\n\r\n";
      case "WEBSOCKET_HANDSHAKE" ->
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + body
              + "\r\n\r\n";
      case "WEBSOCKET" ->
          body.equals("hello") ? "\u0001\u0003HEL\u0000\u0001L" : ""; // two pieces, and then:
      default -> "";
    };
  }

  @Test
  void aPageItsFetchesAndItsSocketAreStreams() {
    try (SecureServer server = new SecureServer().start("", "")) {
      server.serve(Mongrel2Http2Test::answer);
      try (Page page = chromium.open(server.url())) {
        page.awaitText("p", "From a handler.");
        assertEquals(
            "h2", page.run("return performance.getEntriesByType('navigation')[0].nextHopProtocol"));
        assertEquals(
            "0 1 2 3 4 5 6 7 8 9",
            page.promise(
                "return (await Promise.all([...Array(10).keys()].map(async (i) => (await"
                    + " fetch('/h', {method: 'POST', body: String(i)})).text()))).join(' ')"));
        page.leave();
      }
    }
  }
}
