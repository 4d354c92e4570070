package org.zmqwebbridge.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.node.Router.SID;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node in Java against a ROUTER, which says what the server would. */
@Timeout(60)
class BlastbeatNodeTest {
  private static final long DEADLINE_MILLIS = 30_000;
  private static final byte[] NOTHING = {};
  private static final Session SESSION = new Session(SID);

  private Router router;
  private BlastbeatNode node;

  @BeforeEach
  void connect() {
    router = new Router();
    node = new BlastbeatNode(router.address(), "foobar1");
    router.expect("", "pong");
  }

  @AfterEach
  void stop() {
    node.close();
    router.close();
  }

  private NodeMessage next() {
    return node.receive(DEADLINE_MILLIS).orElseThrow();
  }

  private NodeMessage asked(String... variables) {
    router.request(variables);
    return next();
  }

  @Test
  void aPingIsAnsweredAndIsNoMessage() {
    router.say("", "ping", NOTHING);
    router.say("", "spawn", NOTHING);
    assertEquals("spawn", next().type());
    router.expect("", "pong");
  }

  @Test
  void otherNumbersOfFramesAreNoMessages() {
    router.frames(NOTHING, "uwsgi".getBytes(UTF_8));
    router.frames(NOTHING, "uwsgi".getBytes(UTF_8), NOTHING, NOTHING);
    router.say(SID, "end", NOTHING);
    assertEquals("end", next().type());
    assertEquals(Optional.empty(), node.receive(0));
  }

  @Test
  void aRequestIsAnswered() {
    NodeMessage request = asked("REQUEST_METHOD", "GET", "PATH_INFO", "/a%20b", "HTTP_X", "\u00e9");
    assertEquals(SESSION, request.session());
    assertEquals("/a%20b", request.variable("PATH_INFO"));
    assertEquals("\u00e9", request.variable("HTTP_X"));
    assertEquals("", request.variable("HTTP_Y"));
    node.answer(request, "200 OK", Map.of("X-A", "b"), "hello".getBytes(UTF_8));
    router.expect(SID, "headers", "HTTP/1.1 200 OK\r\nX-A: b\r\nContent-Length: 5\r\n\r\n");
    router.expect(SID, "body", "hello");
  }

  @Test
  void aHeadAloneHasNoBodyAndTheSessionEndsWhereItsClientExpectsThat() {
    NodeMessage head = asked("REQUEST_METHOD", "HEAD", "HTTP_CONNECTION", "Close");
    node.answer(head, "200 OK", Map.of(), "hello".getBytes(UTF_8));
    router.expect(SID, "headers", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    router.expect(SID, "end");
    assertTrue(asked("SERVER_PROTOCOL", "HTTP/1.0").closes());
    assertFalse(asked("SERVER_PROTOCOL", "HTTP/1.0", "HTTP_CONNECTION", "keep-alive").closes());
  }

  @Test
  void aHeaderHasNoLineBreak() {
    NodeMessage request = asked("REQUEST_METHOD", "GET");
    for (String bad : new String[] {"b\r\nX-B: c", "b\nX-B: c", "b\rc"}) {
      Map<String, String> headers = Map.of("X-A", bad);
      assertThrows(
          IllegalArgumentException.class, () -> node.answer(request, "200 OK", headers, NOTHING));
    }
  }

  @Test
  void howABodyEndsIsKnown() {
    assertEquals(OptionalLong.of(0), asked("REQUEST_METHOD", "GET").length());
    assertEquals(OptionalLong.of(5), asked("CONTENT_LENGTH", "5").length());
    assertEquals(OptionalLong.empty(), asked("HTTP_TRANSFER_ENCODING", "chunked").length());
  }

  @Test
  void aWebSocketIsToldFromARequest() {
    NodeMessage request = asked("HTTP_UPGRADE", "WebSocket", "HTTP_SEC_WEBSOCKET_KEY", "a");
    assertTrue(request.isWebSocket());
    router.say(SID, "websocket", "h\u00e9llo".getBytes(UTF_8));
    assertEquals("h\u00e9llo", next().text());
    node.webSocket(SESSION, "h\u00e9llo");
    String bytes = new String("h\u00e9llo".getBytes(UTF_8), ISO_8859_1);
    router.expect(SID, "websocket", bytes);
  }

  @Test
  void whatElseNodesSay() {
    node.chunk(SESSION, new byte[] {'a'});
    router.expect(SID, "chunk", "a");
    node.chunk(SESSION, NOTHING);
    router.expect(SID, "chunk");
    node.retry(SESSION);
    router.expect(SID, "retry");
    node.join(SESSION, "room");
    router.expect(SID, "join", "room");
    node.toGroup(SESSION, "room", "hi");
    router.expect(SID, "room:websocket", "hi");
    node.leave(SESSION, "room");
    router.expect(SID, "leave", "room");
    node.end(SESSION);
    router.expect(SID, "end");
  }

  @Test
  void repeatedHeadersAreJoined() {
    NodeMessage request =
        asked("HTTP_A", "1", "HTTP_COOKIE", "a=b", "HTTP_A", "2", "HTTP_COOKIE", "c=d");
    assertEquals(Map.of("HTTP_A", "1, 2", "HTTP_COOKIE", "a=b; c=d"), request.variables());
  }

  @Test
  void whatIsNoPacketIsRefused() {
    byte[] good = Router.packet("a", "b");
    assertEquals(Map.of("a", "b"), UwsgiVariables.read(good));
    for (byte[] bad :
        new byte[][] {
          NOTHING,
          {0},
          {1, 10, 0, 0, 1, 0, 'a', 1, 0, 'b'},
          Router.packet("a"),
          {0, 7, 0, 0, 5, 0, 1}
        }) {
      assertThrows(IllegalArgumentException.class, () -> UwsgiVariables.read(bad));
    }
  }

  @Test
  void theSizeOfTheLargestPacketIsWrittenAsZero() {
    byte[] full = Router.packet("a", "b".repeat(32_000), "c", "d".repeat(33_522));
    assertEquals(65_536, full.length);
    assertEquals(33_522, UwsgiVariables.read(full).get("c").length());
  }
}
