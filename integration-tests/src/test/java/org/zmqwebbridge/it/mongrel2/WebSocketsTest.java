package org.zmqwebbridge.it.mongrel2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** WebSockets whose handlers write everything but what keys and frames need of arithmetic. */
@SuppressWarnings("try") // clients and handlers end when a test says so
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class WebSocketsTest {
  private static final String SWITCH =
      String.join(
          "\r\n",
          "HTTP/1.1 101 Switching Protocols",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
          "",
          "");

  static Client ask(Client client) {
    return client.get(
        "/h/ws?q=1",
        "Upgrade: WebSocket\r\n",
        "Connection: keep-alive, Upgrade\r\n",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
        "Sec-WebSocket-Version: 13\r\n");
  }

  /** One that its handler has let in. */
  static void open(Client client, JavaHandler handler, long id) {
    ask(client);
    assertEquals(id, handler.hear().id());
    handler.reply(SWITCH, id);
    client.expect(SWITCH);
  }

  /** A masked frame. */
  static byte[] frame(int first, String payload) {
    return frame(first, payload.getBytes(ISO_8859_1));
  }

  private static byte[] frame(int first, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else if (payload.length < 65_536) {
      frame.write(0x80 | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >> shift));
      }
    }
    byte[] mask = {1, 2, 3, 4};
    frame.writeBytes(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ mask[i % 4]);
    }
    return frame.toByteArray();
  }

  @ParameterizedTest
  @EnumSource
  void handshakeBringsTheKeysAnswerAndTheHandlerWritesTheRest(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      ask(client);
      Heard heard = handler.hear();
      assertEquals("WEBSOCKET_HANDSHAKE", heard.method());
      assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", heard.body());
      assertEquals("dGhlIHNhbXBsZSBub25jZQ==", heard.header("sec-websocket-key"));
      handler.reply(SWITCH, 1);
      client.expect(SWITCH);
    }
  }

  @ParameterizedTest
  @EnumSource
  void messageComesUnmaskedWithItsFlagsAndTheHeadersOfTheHandshake(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      open(client, handler, 1);
      client.send(frame(0x81, "hi"));
      Heard heard = handler.hear();
      assertEquals(1, heard.id());
      assertEquals("/h/ws", heard.path());
      assertEquals("WEBSOCKET", heard.method());
      assertEquals("0x81", heard.header("FLAGS"));
      assertEquals("hi", heard.body());
      assertEquals("q=1", heard.header("QUERY"));
      assertEquals("dGhlIHNhbXBsZSBub25jZQ==", heard.header("sec-websocket-key"));
      handler.reply("\u0081\u0002hi", 1);
      client.expect("\u0081\u0002hi");
    }
  }

  @ParameterizedTest
  @EnumSource
  void fragmentsAreJoinedAndControlFramesPassBetweenThem(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      open(client, handler, 1);
      client.send(frame(0x02, "one ")).send(frame(0x89, "ping")).send(frame(0x00, "two "));
      client.send(frame(0x80, "three"));
      Heard ping = handler.hear();
      assertEquals("0x89", ping.header("FLAGS"));
      assertEquals("ping", ping.body());
      Heard whole = handler.hear();
      assertEquals("0x82", whole.header("FLAGS"));
      assertEquals("one two three", whole.body());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfFrameIsItsHandlersToUnderstand(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      open(client, handler, 1);
      String[] flags = {"0xC1", "0x82", "0x8A", "0x83", "0x88"};
      for (String each : flags) {
        client.send(frame(Integer.decode(each), "\u00ff"));
        Heard heard = handler.hear();
        assertEquals(each, heard.header("FLAGS"));
        assertEquals("\u00ff", heard.body());
      }
      handler.kill(1);
      client.expectEnd();
    }
  }

  @ParameterizedTest
  @EnumSource
  void framesBeforeTheAnswerAreDelivered(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      ask(client);
      assertEquals("WEBSOCKET_HANDSHAKE", handler.hear().method());
      client.send(frame(0x81, "early"));
      assertEquals("early", handler.hear().body());
    }
  }

  @ParameterizedTest
  @EnumSource
  void handlerMayRefuse(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      ask(client);
      assertEquals(1, handler.hear().id());
      String no = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
      handler.reply(no, 1);
      handler.kill(1);
      assertEquals(no, client.readAll());
    }
  }

  @ParameterizedTest
  @EnumSource
  void lengthsOfEachSizeAreRead(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      open(client, handler, 1);
      for (int length : new int[] {0, 125, 126, 65_535, 65_536, 200_000}) {
        client.send(frame(0x82, "x".repeat(length)));
        assertEquals(length, handler.hear().body().length());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoLeavesIsToldOf(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      open(client, handler, 1);
      client.close();
      handler.hearGone(1);
    }
  }

  @Test
  void serverAnswersPingsWhereItIsToldTo() {
    try (TestServer server = Side.OURS.start(new Plan().setting("websocket.pings", "server"));
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      open(client, handler, 1);
      client.send(frame(0x89, "are you there"));
      client.expect("\u008a\rare you there");
      client.send(frame(0x81, "next"));
      assertEquals("next", handler.hear().body());
    }
  }

  /** Theirs ends a connection that asks later than first: documented. */
  @Test
  void webSocketMayFollowOtherRequests() {
    try (TestServer server = Side.OURS.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h");
      handler.answer(handler.hear().id());
      client.expect(JavaHandler.OK);
      open(client, handler, 1);
      client.send(frame(0x81, "hi"));
      assertEquals("hi", handler.hear().body());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatMissesAHeaderIsAPlainRequest(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get(
          "/h",
          "Upgrade: websocket\r\n",
          "Connection: Upgrade\r\n",
          "Sec-WebSocket-Version: 13\r\n");
      Heard heard = handler.hear();
      assertEquals("GET", heard.method());
      assertNotNull(heard.header("upgrade"));
    }
  }

  @Test
  void oneReplyReachesManySockets() {
    try (TestServer server = Side.OURS.start(new Plan());
        JavaHandler handler = server.handler();
        Client first = server.client();
        Client second = server.client()) {
      open(first, handler, 1);
      open(second, handler, 2);
      handler.reply("\u0081\u0003all", 1, 2);
      first.expect("\u0081\u0003all");
      second.expect("\u0081\u0003all");
    }
  }
}
