package org.zmqwebbridge.it.mongrel2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.observe.Counter;

/** Frames of WebSockets that cannot be any, or are too long. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class BrokenFramesTest {
  static byte[][] broken() {
    byte[] unmasked = {(byte) 0x81, 2, 'h', 'i'};
    byte[] longPing = WebSocketsTest.frame(0x89, "p".repeat(126));
    return new byte[][] {
      unmasked,
      WebSocketsTest.frame(0x80, "stray"),
      WebSocketsTest.frame(0x09, "in parts"),
      longPing
    };
  }

  @ParameterizedTest
  @EnumSource
  void brokenFrameEndsTheConnectionWithoutAWordAndItsHandlerIsTold(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler()) {
      long id = 0;
      for (byte[] frame : broken()) {
        try (Client client = server.client()) {
          WebSocketsTest.open(client, handler, ++id);
          client.send(frame);
          client.expectEnd();
          handler.hearGone(id);
        }
      }
      try (Client client = server.client()) {
        WebSocketsTest.open(client, handler, ++id);
        client
            .send(WebSocketsTest.frame(0x01, "a"))
            .sendAnyhow(WebSocketsTest.frame(0x81, "another within"));
        client.expectEnd();
        handler.hearGone(id);
      }
    }
  }

  @Test
  void brokenFramesAreCounted() {
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      WebSocketsTest.open(client, handler, 1);
      client.send(WebSocketsTest.frame(0x80, "stray"));
      client.expectEnd();
      assertEquals(1, server.count(Counter.MONGREL2_MALFORMED));
    }
  }

  /** Theirs takes any size: documented. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void messageLongerThanItMayBeEndsTheConnection(boolean isWhole) {
    try (TestServer server = Side.OURS.start(new Plan().setting("websocket.max_message", 1000));
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      WebSocketsTest.open(client, handler, 1);
      client.send(WebSocketsTest.frame(0x82, "x".repeat(1000)));
      assertEquals(1000, handler.hear().body().length());
      if (isWhole) {
        client.send(WebSocketsTest.frame(0x82, "x".repeat(1001)));
      } else {
        client
            .send(WebSocketsTest.frame(0x02, "x".repeat(1000)))
            .send(WebSocketsTest.frame(0x80, "y"));
      }
      client.expectEnd();
      handler.hearGone(1);
    }
  }

  @Test
  void handshakeWithABodyIsRefused() {
    try (TestServer server = Side.OURS.start(new Plan());
        Client client = server.client()) {
      client.get(
          "/h",
          "Upgrade: websocket\r\n",
          "Connection: Upgrade\r\n",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
          "Sec-WebSocket-Version: 13\r\n",
          "Content-Length: 4\r\n");
      client.expectRefusal(400);
    }
  }
}
