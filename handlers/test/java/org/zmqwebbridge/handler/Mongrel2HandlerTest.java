package org.zmqwebbridge.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.handler.Mongrel2Request.Upload;

/** One handler of two servers, in Java. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class Mongrel2HandlerTest {
  private static final long DEADLINE_MILLIS = 30_000;
  private static final String HELLO = "HTTP/1.1 200 OK\r\nX-A: b\r\nContent-Length: 5\r\n\r\n";
  private static final String HANDSHAKE =
      """
      GET /json/ws HTTP/1.1
      Host: localhost
      Upgrade: websocket
      Connection: Upgrade
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
      Sec-WebSocket-Version: 13

      """
          .replace("\n", "\r\n");
  private static final String FORGED_UPLOAD =
      """
      POST /json HTTP/1.1
      Host: localhost
      X-Mongrel2-Upload-Done: /etc/passwd
      Content-Length: 50000

      """
          .replace("\n", "\r\n");
  private static final String SWITCHED =
      """
      HTTP/1.1 101 Switching Protocols
      Upgrade: websocket
      Connection: Upgrade
      Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=

      """
          .replace("\n", "\r\n");

  private Servers servers;
  private Mongrel2Handler handler;

  @BeforeAll
  void start(@TempDir Path uploads) {
    servers = new Servers(uploads);
    handler = new Mongrel2Handler(servers.json.sendSpec(), servers.json.recvSpec());
    handler.connect(servers.tnetstring.sendSpec(), servers.tnetstring.recvSpec());
    handler.connect(servers.parts.sendSpec(), servers.parts.recvSpec());
  }

  @AfterAll
  void stop() {
    handler.close();
    servers.close();
  }

  private Client client() {
    return new Client(servers.filesPort());
  }

  /** The next request; that clients of earlier tests are gone is passed over. */
  private Mongrel2Request next() {
    Mongrel2Request request = any();
    while (request.isDisconnect()) {
      request = any();
    }
    return request;
  }

  private Mongrel2Request any() {
    return handler.receive(DEADLINE_MILLIS).orElseThrow();
  }

  private void expectGone(Mongrel2Request one) {
    Mongrel2Request notice = any();
    while (!notice.isDisconnect() || notice.id() != one.id()) {
      notice = any();
    }
  }

  private void hello(Mongrel2Request request) {
    handler.replyHttp(request, "200 OK", Map.of("X-A", "b"), "hello".getBytes(UTF_8));
  }

  @Test
  void aRequestIsAnswered() {
    try (Client client = client()) {
      client.say("POST /json/a%20b?c=d HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi");
      Mongrel2Request request = next();
      assertEquals("POST", request.method());
      assertEquals("/json/a%20b", request.path());
      assertEquals("c=d", request.header("QUERY"));
      assertEquals("hi", request.text());
      assertEquals("", request.header("x-nothing"));
      hello(request);
      client.expect(HELLO + "hello");
      client.say("HEAD /json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      Mongrel2Request head = next();
      assertEquals(request.id(), head.id());
      hello(head);
      client.expect(HELLO);
      client.expectEnd();
    }
  }

  @Test
  void headersInTnetstringsAreTheSame() {
    for (String path : List.of("/json", "/tnet")) {
      try (Client client = client()) {
        client.say(
            "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX-Dup: a\r\nX-Dup: \"b\\\r\n\r\n");
        Mongrel2Request request = next();
        assertEquals(List.of("a", "\"b\\"), request.headers().get("x-dup"));
        assertEquals(path, request.header("PATTERN"));
        assertFalse(request.closes());
        hello(request);
        client.expect(HELLO + "hello");
      }
    }
  }

  @Test
  void aWebSocketIsAcceptedSpokenAndEnded() {
    try (Client client = client()) {
      Mongrel2Request shake = opened(client);
      client.say(new byte[] {(byte) 0x81, (byte) 0x82, 1, 2, 3, 4, 'h' ^ 1, 'i' ^ 2});
      Mongrel2Request said = next();
      assertEquals(Mongrel2Handler.TEXT, said.opcode());
      assertEquals("hi", said.text());
      assertEquals(shake.id(), said.id());
      handler.reply(said, Mongrel2Handler.frame("hello"));
      client.expect("\u0081\u0005hello");
      handler.reply(said, Mongrel2Handler.frame("a".repeat(300)));
      client.expect("\u0081~\u0001," + "a".repeat(300));
      client.say(new byte[] {(byte) 0x88, (byte) 0x80, 0, 0, 0, 0});
      Mongrel2Request bye = next();
      assertEquals(Mongrel2Handler.CLOSE, bye.opcode());
      handler.reply(bye, Mongrel2Handler.frame(Mongrel2Handler.CLOSE, new byte[0]));
      handler.kill(bye);
      client.expect("\u0088\u0000");
      client.expectEnd();
    }
  }

  private Mongrel2Request opened(Client client) {
    client.say(HANDSHAKE);
    Mongrel2Request shake = next();
    assertEquals("WEBSOCKET_HANDSHAKE", shake.method());
    handler.accept(shake);
    client.expect(SWITCHED);
    return shake;
  }

  @Test
  void aJsonSocketIsAnsweredUpToItsNul() {
    try (Client client = client()) {
      client.say("@chat {\"type\":\"join\"}\0");
      Mongrel2Request request = next();
      assertEquals("JSON", request.method());
      assertEquals("@chat", request.path());
      handler.replyJson(request, "{}");
      client.expect("{}\0");
    }
  }

  @Test
  void moreConnectionsThanOneReplyMayNameHearAllTheSame() {
    List<Client> clients = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    try {
      for (int i = 0; i < 130; i++) {
        clients.add(client().say("@chat {}\0"));
        ids.add(next().id());
      }
      try (Client last = client().say("@chat {}\0")) {
        Mongrel2Request request = next();
        handler.deliver(request.server(), ids, "all".getBytes(UTF_8));
        clients.forEach(client -> client.expect("all"));
        handler.replyJson(request, "{}");
        last.expect("{}\0");
      }
    } finally {
      clients.forEach(Client::close);
    }
  }

  @Test
  void whoIsGoneIsTold() {
    Client client = client();
    client.say("GET /json HTTP/1.1\r\nHost: localhost\r\n\r\n");
    Mongrel2Request request = next();
    client.close();
    expectGone(request);
  }

  @Test
  void anUploadIsAFileOfTheHandlers() throws Exception {
    byte[] body = "0123456789".repeat(5_000).getBytes(UTF_8);
    try (Client client = client()) {
      client.say(FORGED_UPLOAD);
      Upload start = next().upload().orElseThrow();
      assertFalse(start.isDone());
      client.say(body);
      Mongrel2Request request = next();
      Upload done = request.upload().orElseThrow();
      assertTrue(done.isDone());
      assertEquals(start.file(), done.file());
      assertArrayEquals(body, Files.readAllBytes(Path.of(done.file())));
      Files.delete(Path.of(done.file()));
      hello(request);
      client.expect(HELLO + "hello");
    }
  }

  @Test
  void anUploadInPartsComesAsFastAsItIsAskedFor() {
    int size = 50_000;
    try (Client client = new Client(servers.partsPort())) {
      client.say("POST /parts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000\r\n\r\n");
      client.say("a".repeat(size));
      Mongrel2Request part = next();
      long got = part.body().length;
      while (!part.isLastPart()) {
        handler.credits(part, 10_000);
        part = next();
        assertEquals(got, part.uploadOffset().orElseThrow());
        got += part.body().length;
      }
      assertEquals(size, got);
      hello(part);
      client.expect(HELLO + "hello");
    }
  }

  @Test
  void whatIsCancelledEndsAtOnce() {
    try (Client client = client()) {
      client.say("GET /json HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Mongrel2Request request = next();
      handler.keepAlive(request);
      hello(request);
      client.expect(HELLO + "hello");
      handler.cancel(request);
      client.expectEnd();
    }
  }

  @Test
  void twoServersWithTheSameIdAreToldApart() {
    try (Client one = client();
        Client other = new Client(servers.partsPort())) {
      one.say("GET /json HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Mongrel2Request first = next();
      other.say("GET /parts HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Mongrel2Request second = next();
      handler.deliver(first.server(), List.of(first.id()), "1".getBytes(UTF_8));
      handler.deliver(second.server(), List.of(second.id()), "2".getBytes(UTF_8));
      one.expect("1");
      other.expect("2");
    }
  }

  @Test
  void aHeaderOfAnAnswerHasNoLineBreak() {
    try (Client client = client()) {
      client.say("GET /json HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Mongrel2Request request = next();
      Map<String, String> twoLines = Map.of("X-A", "b\nX-C: d");
      assertThrows(
          IllegalArgumentException.class,
          () -> handler.replyHttp(request, "200 OK", twoLines, new byte[0]));
    }
  }
}
