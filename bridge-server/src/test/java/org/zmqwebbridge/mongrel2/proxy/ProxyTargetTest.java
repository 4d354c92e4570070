package org.zmqwebbridge.mongrel2.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.CapturedLog;
import org.zmqwebbridge.kit.RawOrigin;
import org.zmqwebbridge.mongrel2.answer.VisitClient;
import org.zmqwebbridge.mongrel2.answer.VisitServer;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.origin.OriginAddress;
import org.zmqwebbridge.origin.OriginLimits;
import org.zmqwebbridge.origin.Origins;

/** Requests that HTTP servers answer, byte by byte on both sides. */
class ProxyTargetTest {
  private static final String UPGRADE =
      String.join(
          "\r\n",
          "Connection: keep-alive, Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
          "Sec-WebSocket-Protocol: chat");
  private static final String SWITCHED =
      String.join(
          "\r\n",
          "HTTP/1.1 101 Switching Protocols",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
          "X-Of: origin",
          "",
          "");

  private final Counters counters = new Counters();
  private final AtomicLong nanoTime = new AtomicLong(1);
  private final Origins origins = new Origins(OriginLimits.DEFAULTS);
  private RawOrigin origin;
  private VisitServer server;
  private VisitClient client;

  private void serve(RawOrigin.Script script) {
    origin = RawOrigin.playing(script);
    serve(origin.port());
  }

  private void serve(int... ports) {
    origins.start();
    List<OriginAddress> servers =
        Arrays.stream(ports).mapToObj(port -> new OriginAddress("127.0.0.1", port, null)).toList();
    ProxyTarget target = new ProxyTarget(servers, origins, nanoTime::get, counters);
    server = new VisitServer(target::ask, 4096);
    client = new VisitClient(server.port());
  }

  /** A port on which nobody listens. */
  private static int nobody() throws IOException {
    try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return once.getLocalPort();
    }
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
    origins.close();
    if (origin != null) {
      origin.close();
    }
    assertEquals(List.of(), server.faults());
  }

  @Test
  void aRequestGoesAsItIsButForWhatIsBetweenNeighbours() {
    serve(
        line -> {
          while (!line.head().isEmpty()) {
            line.write(
                "HTTP/1.1 299 Of My Own\r\nX-Case: As It Is\r\nConnection: X-Hop\r\nX-Hop: 1\r\n"
                    + "Content-Length: 2\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n\r\nok");
          }
        });
    String answer =
        client
            .ask(
                "FANCY /a%2Fb/../c?x=%20&y",
                "X-One: 1",
                "Connection: keep-alive, X-Private",
                "X-Private: secret",
                "Keep-Alive: 5",
                "TE: trailers",
                "X-One: 2",
                "Cookie: a=b")
            .response();
    String expected =
        "HTTP/1.1 299 Of My Own\r\nX-Case: As It Is\r\nContent-Length: 2\r\n"
            + "Set-Cookie: a\r\nSet-Cookie: b\r\n\r\nok";
    assertEquals(expected, answer);
    String asked = origin.heads();
    assertTrue(asked.startsWith("FANCY /a%2Fb/../c?x=%20&y HTTP/1.1\r\n"), asked);
    String lower = asked.toLowerCase(Locale.ROOT);
    assertTrue(
        lower.contains("\r\nhost: here:80\r\nx-one: 1\r\nx-one: 2\r\ncookie: a=b\r\n"), asked);
    for (String hop : List.of("private", "keep-alive", "trailers", "secret", "forwarded")) {
      assertFalse(lower.contains(hop), asked);
    }
    assertEquals(expected, client.ask("GET /next").response());
    assertEquals(1, origin.accepted());
  }

  @Test
  void anAnswerOfUnknownLengthComesInChunks() {
    serve(
        line -> {
          line.head();
          line.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
          line.write("2\r\nde\r\n0\r\n\r\n");
          line.head();
        });
    client.ask("GET /");
    assertEquals("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", client.head());
    StringBuilder body = new StringBuilder();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.append(client.text(size));
      client.text(2);
    }
    assertEquals("abcde", body.toString());
    assertEquals("\r\n", client.text(2));
  }

  private int chunkSize() {
    StringBuilder line = new StringBuilder();
    while (line.indexOf("\r\n") < 0) {
      line.append(client.text(1));
    }
    return Integer.parseInt(line.toString().trim(), 16);
  }

  @Test
  void whoKnowsNoChunksReadsToTheEnd() {
    serve(
        line -> {
          line.head();
          line.write("HTTP/1.1 200 OK\r\n\r\nabc");
        });
    client.write("GET / HTTP/1.0\r\n\r\n");
    assertEquals("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc", client.rest());
  }

  @Test
  void whatHasNoBodyHasNoFraming() {
    serve(
        line -> {
          line.head();
          line.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
          line.head();
          line.write("HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n");
          line.head();
          line.write("HTTP/1.1 204 No Content\r\n\r\n");
          line.head();
        });
    client.ask("HEAD /");
    assertEquals("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", client.head());
    assertEquals("HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n", client.ask("GET /").head());
    assertEquals("HTTP/1.1 204 No Content\r\n\r\n", client.ask("DELETE /").head());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 100_000, 3_000_000})
  void aBodyGoesAsItCame(int bytes) {
    String body = "0123456789".repeat(bytes / 10 + 1).substring(0, bytes);
    StringBuilder got = new StringBuilder();
    serve(
        line -> {
          line.head();
          got.append(new String(line.read(bytes), ISO_8859_1));
          line.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
          line.head();
        });
    client.ask("POST /", "Content-Length: " + bytes, "Expect: 100-continue").write(body);
    assertTrue(client.response().endsWith("ok"));
    assertEquals(body, got.toString());
    String asked = origin.heads().toLowerCase(Locale.ROOT);
    assertTrue(asked.contains("content-length: " + bytes + "\r\n"), asked);
    assertFalse(asked.contains("expect"), asked);
  }

  @Test
  void aBodyInChunksGoesInChunks() {
    StringBuilder got = new StringBuilder();
    serve(
        line -> {
          line.head();
          while (got.indexOf("\r\n0\r\n\r\n") < 0) {
            got.append(new String(line.read(1), ISO_8859_1));
          }
          line.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
          line.head();
        });
    client.ask("POST /", "Transfer-Encoding: chunked").write("3\r\nabc\r\n");
    client.write("4\r\ndefg\r\n0\r\n\r\n");
    assertTrue(client.response().endsWith("ok"));
    assertEquals("3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n", got.toString());
  }

  @Test
  void anAnswerBeforeAllWasReadEndsTheConnection() {
    serve(
        line -> {
          line.head();
          line.write("HTTP/1.1 413 Too Much\r\nContent-Length: 2\r\n\r\nno");
          line.awaitEnd();
        });
    client.ask("POST /", "Content-Length: 1000").write("some");
    assertEquals("HTTP/1.1 413 Too Much\r\nContent-Length: 2\r\n\r\nno", client.rest());
  }

  @Test
  void nobodyThereIs502() throws IOException {
    int port = nobody();
    serve(port);
    try (CapturedLog log = CapturedLog.open()) {
      assertTrue(client.ask("GET /").rest().startsWith("HTTP/1.1 502 "));
      log.expect("server http://127.0.0.1:" + port, "UNREACHABLE", "cannot connect");
    }
    assertEquals(1, counters.value(Counter.MONGREL2_PROXY_FAILURES));
  }

  @Test
  void whoLeavesBeforeItAnswersIs502AndIsNotAskedTwice() {
    serve(RawOrigin.Line::head);
    client.ask("POST /", "Content-Length: 0");
    assertTrue(client.rest().startsWith("HTTP/1.1 502 "));
    assertEquals(1, origin.accepted());
  }

  @Test
  void anAnswerThatBreaksOffEndsTheConnection() {
    serve(
        line -> {
          line.head();
          line.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
        });
    assertTrue(client.ask("GET /").rest().startsWith("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n"));
    Await.await("counted", () -> counters.value(Counter.MONGREL2_PROXY_FAILURES) == 1);
  }

  @Test
  void theNextServerIsAskedWhereOneIsNotThere() throws IOException {
    origin = RawOrigin.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    serve(nobody(), nobody(), origin.port());
    assertTrue(client.ask("GET /").response().endsWith("ok"));
    assertEquals(2, counters.value(Counter.MONGREL2_PROXY_FAILOVERS));
    assertTrue(client.ask("GET /").response().endsWith("ok"));
    assertEquals(2, counters.value(Counter.MONGREL2_PROXY_FAILOVERS), "they come last for a while");
    nanoTime.addAndGet(5_000_000_001L);
    assertTrue(client.ask("GET /").response().endsWith("ok"));
    assertEquals(4, counters.value(Counter.MONGREL2_PROXY_FAILOVERS), "and then are tried again");
    assertEquals(0, counters.value(Counter.MONGREL2_PROXY_FAILURES));
  }

  @Test
  void theNextServerGetsTheWholeBody() throws IOException {
    StringBuilder got = new StringBuilder();
    origin =
        RawOrigin.playing(
            line -> {
              line.head();
              got.append(new String(line.read(6), ISO_8859_1));
              line.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
              line.head();
            });
    serve(nobody(), origin.port());
    client.ask("POST /", "Content-Length: 6").write("a body");
    assertTrue(client.response().endsWith("ok"));
    assertEquals("a body", got.toString());
  }

  @Test
  void aSlowClientIsWaitedFor() {
    byte[] large = new byte[5_000_000];
    Arrays.fill(large, (byte) 'x');
    serve(
        line -> {
          line.head();
          line.write("HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n");
          line.write(large);
          line.head();
        });
    try (VisitClient slow = new VisitClient(server.port(), 4096)) {
      slow.ask("GET /").head();
      assertEquals("x".repeat(5_000_000), slow.text(5_000_000));
    }
  }

  @Test
  void whoLeavesIsNotWaitedFor() {
    boolean[] hasEnded = {false};
    serve(
        line -> {
          line.head();
          line.write("HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n");
          try {
            line.awaitEnd();
          } finally {
            synchronized (hasEnded) {
              hasEnded[0] = true;
            }
          }
        });
    client.ask("GET /").head();
    client.close();
    Await.await(
        "the server sees it",
        () -> {
          synchronized (hasEnded) {
            return hasEnded[0];
          }
        });
  }

  @Test
  void aWebSocketsBytesPassBothWays() {
    serve(
        line -> {
          line.head();
          line.write(SWITCHED + "early"); // with the answer
          String heard = new String(line.read(5), ISO_8859_1);
          line.write("got " + heard);
          heard = new String(line.read(200_000), ISO_8859_1);
          line.write(heard);
          line.awaitEnd();
        });
    client.ask("GET /ws?x=1", UPGRADE).write("ahead");
    assertEquals(SWITCHED, client.head());
    assertEquals("earlygot ahead", client.text(14));
    String much = "abcdefgh".repeat(25_000);
    client.write(much);
    assertEquals(much, client.text(much.length()));
    String asked = origin.heads();
    assertTrue(asked.startsWith("GET /ws?x=1 HTTP/1.1\r\n"), asked);
    for (String part : UPGRADE.split("\r\n", -1)) {
      String value = part.substring(part.indexOf(' ') + 1);
      assertTrue(part.startsWith("Connection") || asked.contains(value), part + " in " + asked);
    }
    assertTrue(asked.contains("Connection: Upgrade\r\n"), asked);
  }

  @Test
  void whenTheServerEndsAWebSocketItsClientsConnectionEndsAfterwards() {
    serve(
        line -> {
          line.head();
          line.write(SWITCHED + "bye");
        });
    client.ask("GET /ws", UPGRADE);
    assertEquals(SWITCHED + "bye", client.rest());
  }

  @Test
  void whenTheClientLeavesAWebSocketItsServerIsLeft() {
    boolean[] hasEnded = {false};
    serve(
        line -> {
          line.head();
          line.write(SWITCHED);
          line.awaitEnd();
          synchronized (hasEnded) {
            hasEnded[0] = true;
          }
        });
    client.ask("GET /ws", UPGRADE).head();
    client.close();
    Await.await(
        "the server sees it",
        () -> {
          synchronized (hasEnded) {
            return hasEnded[0];
          }
        });
  }

  @Test
  void aWebSocketMayBeRefused() {
    serve(
        line -> {
          while (!line.head().isEmpty()) {
            line.write("HTTP/1.1 401 Who Are You\r\nContent-Length: 2\r\n\r\nno");
          }
        });
    client.ask("GET /ws", UPGRADE);
    assertEquals("HTTP/1.1 401 Who Are You\r\nContent-Length: 2\r\n\r\nno", client.response());
    assertTrue(client.ask("GET /").response().endsWith("no"), "its connection stays");
  }

  @Test
  void aWebSocketGoesToTheNextServer() throws IOException {
    origin =
        RawOrigin.playing(
            line -> {
              line.head();
              line.write(SWITCHED);
              line.awaitEnd();
            });
    serve(nobody(), origin.port());
    assertEquals(SWITCHED, client.ask("GET /ws", UPGRADE).head());
    assertEquals(1, counters.value(Counter.MONGREL2_PROXY_FAILOVERS));
  }

  @Test
  void aServerThatSwitchesUnaskedIs502() {
    serve(
        line -> {
          line.head();
          line.write(SWITCHED);
          line.awaitEnd();
        });
    assertTrue(client.ask("GET /ws").rest().startsWith("HTTP/1.1 502 "));
  }

  @Test
  void aWebSocketToNobodyIs502() throws IOException {
    serve(nobody());
    assertTrue(client.ask("GET /ws", UPGRADE).rest().startsWith("HTTP/1.1 502 "));
  }
}
