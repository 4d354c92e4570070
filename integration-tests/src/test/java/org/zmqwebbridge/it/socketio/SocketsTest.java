package org.zmqwebbridge.it.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.blastbeat.wire.Sid;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.observe.Counter;

/** Sessions of socket.io 0.9 on WebSockets, and groups of both kinds. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class SocketsTest {
  private static final String GONE = "7:::1+0";
  private static final String NEVER = "4f5c3b1e-0000-4000-8000-000000000000";

  @Test
  void packetsGoBothWays() {
    try (Host host = Host.start()) {
      Sid sid = host.shakeHands();
      try (RawPage page = host.connected(sid)) {
        page.send("3:::h\u00e9llo");
        host.expect(sid, "socket.io/msg", "h\u00e9llo");
        page.send("4:::[1]");
        host.expect(sid, "socket.io/json", "[1]");
        page.send("5:::{\"name\":\"e\"}");
        host.expect(sid, "socket.io/event", "{\"name\":\"e\"}");
        host.say(sid, "socket.io/event", "{\"name\":\"a\"}");
        assertEquals("5:::{\"name\":\"a\"}", page.nextText());
        host.say(sid, "socket.io/msg", "b");
        assertEquals("3:::b", page.nextText());
        host.say(sid, "websocket", "c");
        assertEquals("3:::c", page.nextText());
      }
      host.expect(sid, "end", "");
    }
  }

  @Test
  void aClientIsAskedWhetherItIsThere() {
    try (Host host = Host.start(Host.times(30_000, 60_000, 100, 30_000))) {
      Sid sid = host.shakeHands();
      RawPage page = host.connected(sid);
      for (int i = 0; i < 3; i++) {
        assertEquals("2::", page.nextText());
        page.send("2::");
      }
      page.cut();
      host.expect(sid, "end", "");
    }
  }

  @Test
  void aClientThatDoesNotAnswerIsNotThere() {
    try (Host host = Host.start(Host.times(30_000, 1_000, 300, 30_000))) {
      Sid sid = host.shakeHands();
      RawPage page = host.connected(sid);
      assertEquals("2::", page.nextText());
      host.expect(sid, "end", "");
      assertEquals(1001, page.closeCodeAfterMessages());
      assertEquals(1, host.count(Counter.BLASTBEAT_SOCKET_IO_LEFT));
    }
  }

  @Test
  void whatHasWaitedComesFirst() {
    try (Host host = Host.start()) {
      Sid sid = host.shakeHands();
      host.say(sid, "socket.io/msg", "early");
      host.bridge().awaitCount(Counter.BLASTBEAT_DELIVERIES, 1);
      try (RawPage page = host.connected(sid)) {
        assertEquals("3:::early", page.nextText());
      }
    }
  }

  @Test
  void aNodeMayEndIt() {
    try (Host host = Host.start()) {
      Sid sid = host.shakeHands();
      RawPage page = host.connected(sid);
      host.say(sid, "socket.io/end", "");
      assertEquals("0::", page.nextText());
      assertEquals(1000, page.closeCode());
      host.expect(sid, "end", "");
    }
  }

  @Test
  void aClientMayEndIt() {
    try (Host host = Host.start()) {
      Sid sid = host.shakeHands();
      RawPage page = host.connected(sid);
      page.send("0::");
      host.expect(sid, "end", "");
      assertEquals(1000, page.closeCode());
    }
  }

  @Test
  void aClientWhoseNodeHasGoneShakesHandsAgain() {
    try (Host host = Host.start()) {
      Sid sid = host.shakeHands();
      RawPage page = host.connected(sid);
      host.loseNode();
      assertEquals(GONE, page.nextText());
      assertEquals(1012, page.closeCode());
    }
  }

  @Test
  void aSessionThatNeverWasIsGone() {
    try (Host host = Host.start()) {
      RawPage page = RawPage.open(host.upgrade("/socket.io/1/websocket/" + NEVER));
      assertEquals(GONE, page.nextText());
      assertEquals(1000, page.closeCode());
      assertEquals(1, host.count(Counter.BLASTBEAT_SOCKET_IO_UNKNOWN));
    }
  }

  @Test
  void whatIsNoPacketEndsIt() {
    try (Host host = Host.start()) {
      Sid first = host.shakeHands();
      RawPage page = host.connected(first);
      page.send("hello");
      assertEquals(1007, page.closeCode());
      host.expect(first, "end", "");
      Sid second = host.shakeHands();
      RawPage binary = host.connected(second);
      binary.frame(RawPage.BINARY, true, new byte[] {'2', ':', ':'});
      assertEquals(1007, binary.closeCode());
      host.expect(second, "end", "");
      assertEquals(2, host.count(Counter.BLASTBEAT_MALFORMED));
    }
  }

  @Test
  void aClientMayFallBackToPolls() {
    try (Host host = Host.start()) {
      Sid sid = host.shakeHands();
      RawPage page = host.connected(sid);
      Asking poll = host.asking().get(Host.poll(sid));
      assertEquals("1::", poll.answer().ok());
      assertEquals(1000, page.closeCode());
      poll.get(Host.poll(sid));
      host.say(sid, "socket.io/msg", "here");
      assertEquals("3:::here", poll.answer().ok());
    }
  }

  @Test
  void groupsReachAllThatAreInThem() {
    try (Host host = Host.start();
        RawPage plain = RawPage.open(host.upgrade("/chat"))) {
      Sid plainSid = host.hear().sid();
      Sid polling = host.polling();
      Sid onSocket = host.shakeHands();
      try (RawPage page = host.connected(onSocket)) {
        for (Sid each : new Sid[] {plainSid, polling, onSocket}) {
          host.say(each, "join", "room");
        }
        host.say(polling, "room:websocket", "to all");
        assertEquals("to all", plain.nextText());
        assertEquals("3:::to all", page.nextText());
        host.say(polling, "room:socket.io/event", "{\"name\":\"e\"}");
        assertEquals("5:::{\"name\":\"e\"}", page.nextText());
        assertEquals(
            "\ufffd10\ufffd3:::to all\ufffd16\ufffd5:::{\"name\":\"e\"}",
            host.get(Host.poll(polling)).ok());
        host.say(onSocket, "noecho", "room");
        host.say(onSocket, "room:socket.io/msg", "to others");
        assertEquals("3:::to others", host.get(Host.poll(polling)).ok());
        host.say(polling, "@" + latin(onSocket) + ":socket.io/json", "[2]");
        assertEquals("4:::[2]", page.nextText());
      }
    }
  }

  private static String latin(Sid sid) {
    return new String(sid.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
