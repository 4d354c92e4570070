package org.zmqwebbridge.grip.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SocketReplyTest {
  private static OriginResponse said(int status, String body, String... headers) {
    List<Header> all = new ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(new Header(headers[i], headers[i + 1]));
    }
    all.add(new Header("Content-Type", "application/websocket-events"));
    return new OriginResponse(status, "", all, body.getBytes(UTF_8));
  }

  @Test
  void readsWhatAnOriginWants() throws MalformedGripException {
    SocketReply reply =
        SocketReply.read(
            said(
                200,
                "OPEN\r\nTEXT 2\r\nhi\r\n",
                "sec-websocket-extensions",
                "other, grip; message-prefix=\"x:\"",
                "Set-Meta-User",
                "alice",
                "Keep-Alive-Interval",
                "5",
                "Content-Bytes-Accepted",
                "7"));
    assertEquals(2, reply.events().size());
    assertEquals(Optional.of("x:"), reply.prefix());
    assertEquals(List.of(new Header("User", "alice")), reply.meta());
    assertEquals(Optional.of(20), reply.keepAliveSeconds(), "20 seconds are the least");
    assertEquals(Optional.of(7), reply.acceptedBytes());
  }

  @Test
  void prefixesAreThatOfGripUnlessTheyAreSaid() {
    Header extension = new Header("Sec-WebSocket-Extensions", "grip");
    assertEquals(Optional.of("m:"), SocketReply.prefix(List.of(extension)));
    Header none = new Header("Sec-WebSocket-Extensions", "grip; message-prefix=\"\"");
    assertEquals(Optional.of(""), SocketReply.prefix(List.of(none)));
    assertEquals(Optional.empty(), SocketReply.prefix(List.of()));
  }

  @Test
  void intervalsThatAreNoneEndIt() throws MalformedGripException {
    for (String none : List.of("0", "-1", "soon")) {
      SocketReply reply = SocketReply.read(said(200, "", "Keep-Alive-Interval", none));
      assertEquals(Optional.of(0), reply.keepAliveSeconds(), none);
    }
  }

  @Test
  void otherAnswersAreNone() {
    assertThrows(MalformedGripException.class, () -> SocketReply.read(said(500, "")));
    assertThrows(MalformedGripException.class, () -> SocketReply.read(said(200, "TEXT 9\r\nhi")));
    OriginResponse page =
        new OriginResponse(200, "", List.of(new Header("Content-Type", "text/html")), new byte[0]);
    assertFalse(SocketReply.isOne(page));
  }

  @Test
  void whatIsBetweenOriginAndUsIsNotPassedOn() {
    assertTrue(SocketReply.isOurs(new Header("content-length", "1")));
    assertTrue(SocketReply.isOurs(new Header("Set-Meta-X", "1")));
    assertTrue(SocketReply.isOurs(new Header("Sec-WebSocket-Accept", "x")));
    assertFalse(SocketReply.isOurs(new Header("Set-Cookie", "a=b")));
    assertFalse(SocketReply.isOurs(new Header("Set-Meta-", "a")));
  }

  private static SocketEvent text(String content) {
    return new SocketEvent(SocketEvent.Type.TEXT, content.getBytes(UTF_8));
  }

  @Test
  void whatIsLeftAfterSoManyBytes() {
    List<SocketEvent> events =
        List.of(SocketEvent.of(SocketEvent.Type.PING), text("abc"), text("de"), text(""));
    List<SocketEvent> two = SocketEvent.after(2, events);
    assertEquals("c", new String(two.get(0).content(), UTF_8));
    assertEquals(3, two.size());
    List<SocketEvent> three = SocketEvent.after(3, events);
    assertEquals("de", new String(three.get(0).content(), UTF_8));
    assertEquals(List.of(), SocketEvent.after(5, events));
    assertEquals(3, SocketEvent.after(0, events).size(), "the ping has been told");
  }
}
