package org.zmqwebbridge.blastbeat.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference's table of what nodes say, row by row. */
class FromNodeTest {
  private static final String SID = "0123456789abcdef";
  private static final String OTHER = ":\u00ff:\0:23456789ab:";

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static FromNode read(String... frames) throws MalformedNodeMessageException {
    return FromNode.read(Stream.of(frames).map(FromNodeTest::bytes).toList());
  }

  static Stream<Arguments> rows() {
    String sid = Sid.of(bytes(OTHER)).toString();
    return Stream.of(
            List.of("headers", "HTTP/1.1 200 OK\r\n\r\n", "Headers HTTP/1.1 200 OK\r\n\r\n"),
            List.of("body", "hello", "Body hello"),
            List.of("body", "", "Body "),
            List.of("chunk", "part", "Chunk part"),
            List.of("chunk", "", "Chunk "),
            List.of("end", "", "End"),
            List.of("end", "ignored", "End"),
            List.of("websocket", "h\u00c3\u00a9", "WebSocketText h\u00c3\u00a9"),
            List.of("websocket-binary", "\0\u00ff", "WebSocketBinary \0\u00ff"),
            List.of("retry", "", "Retry"),
            List.of("join", "room", "Join room"),
            List.of("join", "a:b c", "Join a:b c"),
            List.of("join", "x".repeat(64), "Join " + "x".repeat(64)),
            List.of("leave", "room", "Leave room"),
            List.of("noecho", "", "NoEcho "),
            List.of("noecho", "room", "NoEcho room"),
            List.of("echo", "", "Echo "),
            List.of("echo", "room", "Echo room"),
            List.of("room:websocket", "hi all", "ToGroup room WEBSOCKET hi all"),
            List.of("a:b:websocket", "x", "ToGroup a:b WEBSOCKET x"),
            List.of("room:websocket-binary", "x", "ToGroup room WEBSOCKET_BINARY x"),
            List.of("room:chunk", "x", "ToGroup room CHUNK x"),
            List.of("room:msg", "x", "ToGroup room MSG x"),
            List.of("@" + OTHER + ":msg", "psst", "ToSession " + sid + " MSG psst"),
            List.of("@" + OTHER + ":websocket", "x", "ToSession " + sid + " WEBSOCKET x"),
            List.of("@" + OTHER + ":chunk", "x", "ToSession " + sid + " CHUNK x"),
            List.of("room:body", "x", "Body x"),
            List.of("room:end", "", "End"),
            List.of("@short:headers", "h", "Headers h"),
            List.of("pipe", "webcam:websocket", "Pipe webcam true false"),
            List.of("pipe", "webcam:body", "Pipe webcam false true"),
            List.of("pipe", "a:b:websocket,body", "Pipe a:b true true"),
            List.of("pipe", "webcam:other,body", "Pipe webcam false true"),
            List.of("pipe", "@" + OTHER + ":body,websocket", "Pipe " + sid + " true true"),
            List.of("cache", "/key?a=1 30 1\r\nHTTP/1.1", "Cache /key?a=1 30 true HTTP/1.1"),
            List.of("cache", "/key 30\r\nHTTP/1.1", "Cache /key 30 false HTTP/1.1"),
            List.of("cache", "/key\r\nHTTP/1.1", "Cache /key 0 false HTTP/1.1"),
            List.of("cache", "/key\nHTTP/1.1", "Cache /key 0 false HTTP/1.1"),
            List.of("cache", "/key 0 0\r\n", "Cache /key 0 false "),
            List.of("cache", "/key 30 1 more of it\r\nx", "Cache /key 30 true x"),
            List.of("fragcache", "part 5\r\n<p>", "FragCache part 5 false <p>"),
            List.of("frag", "part", "Frag part"),
            List.of("socket.io/msg", "m", "SocketIo 3 m"),
            List.of("socket.io/json", "{}", "SocketIo 4 {}"),
            List.of("socket.io/event", "e", "SocketIo 5 e"),
            List.of("socket.io/end", "", "SocketIo 0 "),
            List.of("room:socket.io/msg", "m", "ToGroup room SOCKET_IO_MSG m"),
            List.of("room:socket.io/event", "e", "ToGroup room SOCKET_IO_EVENT e"),
            List.of("msg", "to nobody", "Unknown msg"),
            List.of("push", "HTTP/1.1 200", "Unknown push"),
            List.of("", "", "Unknown "),
            List.of("Body", "", "Unknown Body"),
            List.of("a\n\u00ff", "", "Unknown a??"),
            List.of("y".repeat(99), "", "Unknown " + "y".repeat(64)))
        .map(row -> Arguments.of(row.get(0), row.get(1), row.get(2)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyTypeMeansItsMessage(String type, String body, String said) throws Exception {
    FromNode message = read(SID, type, body);
    assertEquals(Sid.of(bytes(SID)), message.sid());
    assertEquals(said, Said.of(message.message()));
  }

  /** Its README's nodes send an empty session's name, its PHP a body besides. */
  @ParameterizedTest
  @CsvSource({"'', ''", "'', pong", "0123456789abcdef, ''", "any, ''"})
  void aPongIsOfNoSession(String sid, String body) throws Exception {
    FromNode message = read(sid, "pong", body);
    assertNull(message.sid());
    assertTrue(message.message() instanceof NodeMessage.Pong);
  }

  @ParameterizedTest
  @CsvSource({
    "join, '', GROUP",
    "join, @room, GROUP",
    "leave, '', GROUP",
    "noecho, @room, GROUP",
    "echo, @, GROUP",
    ":websocket, x, ROUTE",
    "@:msg, x, ROUTE",
    "@0123456789abcde:msg, x, ROUTE",
    "@0123456789abcdefg:msg, x, ROUTE",
    "pipe, webcam, PIPE",
    "pipe, :body, PIPE",
    "pipe, webcam:, PIPE",
    "pipe, webcam:msg, PIPE",
    "pipe, @short:body, PIPE",
    "cache, '', CACHE",
    "cache, /key, CACHE",
    "cache, '\n', CACHE",
    "cache, ' 30\n', CACHE",
    "cache, '/key  30\n', CACHE",
    "cache, '/key x\n', CACHE",
    "cache, '/key -1\n', CACHE",
    "cache, '/key 30 x\n', CACHE",
    "cache, '/key 1234567890\n', CACHE",
    "fragcache, part, CACHE",
    "frag, '', CACHE"
  })
  void whatCannotBeUnderstoodIsSaidWithItsSession(String type, String body, Fault fault) {
    MalformedNodeMessageException wrong =
        assertThrows(MalformedNodeMessageException.class, () -> read(SID, type, body));
    assertEquals(fault, wrong.fault());
    assertEquals(Optional.of(Sid.of(bytes(SID))), wrong.sid());
  }

  @Test
  void namesOfGroupsEndSomewhere() {
    String name = "x".repeat(65);
    assertThrows(MalformedNodeMessageException.class, () -> read(SID, "join", name));
    assertThrows(MalformedNodeMessageException.class, () -> read(SID, name + ":msg", ""));
    assertThrows(MalformedNodeMessageException.class, () -> read(SID, "pipe", name + ":body"));
  }

  @Test
  void soDoFirstLines() throws Exception {
    String key = "k".repeat(CacheLine.MAX_BYTES);
    assertEquals(
        "Cache " + key + " 0 false x", Said.of(read(SID, "cache", key + "\r\nx").message()));
    assertThrows(MalformedNodeMessageException.class, () -> read(SID, "cache", key + "kk\r\nx"));
    assertThrows(MalformedNodeMessageException.class, () -> read(SID, "frag", key + "k"));
  }

  @ParameterizedTest
  @CsvSource({"'', SID", "short, SID", "0123456789abcdefg, SID"})
  void whatNamesNoSessionIsRefused(String sid, Fault fault) {
    MalformedNodeMessageException wrong =
        assertThrows(MalformedNodeMessageException.class, () -> read(sid, "body", "x"));
    assertEquals(fault, wrong.fault());
    assertEquals(Optional.empty(), wrong.sid());
  }

  @Test
  void messagesHaveThreeFrames() {
    for (String[] frames : new String[][] {{}, {SID}, {SID, "body"}, {SID, "body", "x", "y"}}) {
      MalformedNodeMessageException wrong =
          assertThrows(MalformedNodeMessageException.class, () -> read(frames));
      assertEquals(Fault.FRAMES, wrong.fault());
      assertEquals("it has " + frames.length + " frames, not 3", wrong.getMessage());
    }
  }

  @Test
  void nodesAreToldInThreeFrames() {
    Sid sid = Sid.of(bytes(SID));
    assertEquals(
        List.of(SID, "body", "x"),
        ToNode.BODY.frames(sid, bytes("x")).stream()
            .map(frame -> new String(frame, ISO_8859_1))
            .toList());
    assertEquals(
        List.of("", "ping", ""),
        ToNode.PING.frames().stream().map(frame -> new String(frame, ISO_8859_1)).toList());
  }

  @Test
  void aSessionsNameIsItsBytes() {
    Sid sid = Sid.random();
    assertEquals(16, sid.bytes().length);
    assertEquals(sid, Sid.of(sid.bytes()));
    assertEquals("30313233-3435-3637-3839-616263646566", Sid.of(bytes(SID)).toString());
    assertNull(Sid.of(bytes("short")));
  }
}
