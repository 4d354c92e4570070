package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.observe.Counter;

/** What nodes say, and what clients get of it: the reference's A3, and A9 as mended. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class RepliesTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  @Test
  void bytesOfHeadersAndBodyAreSentUnchanged() {
    String head = "HTTP/1.1 200 Yes, \u00fc\r\nX-ODD:  a \r\ncontent-length:5\r\nX-ODD: b\r\n\r\n";
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      String sid = node.hear("uwsgi").sid();
      node.say(sid, "headers", head);
      node.say(sid, "body", "h\0\u00ff");
      node.say(sid, "body", "lo");
      client.expect(head + "h\0\u00fflo");
      client.get("/2");
      assertEquals(sid, node.hear("uwsgi").sid());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "node"})
  void aLengthEndsTheConnectionIfEitherSaysClose(String who) {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/", who.equals("client") ? "Connection: close" : "X: y");
      String sid = node.hear("uwsgi").sid();
      String head =
          "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
              + (who.equals("node") ? "Connection: close\r\n\r\n" : "\r\n");
      node.say(sid, "headers", head);
      node.say(sid, "body", "ok");
      assertEquals(head + "ok", client.readAll());
    }
  }

  @Test
  void anAnswerWithoutALengthEndsWithItsConnection() {
    String head = "HTTP/1.1 200 OK\r\n\r\n";
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      String sid = node.hear("uwsgi").sid();
      node.say(sid, "headers", head);
      node.say(sid, "body", "one");
      node.say(sid, "body", "two");
      client.expect(head + "onetwo");
      node.say(sid, "end", "");
      client.expectEnd();
    }
  }

  /** Theirs sends raw bytes here. */
  @Test
  void chunksAreFramedOnAConnectionThatStays() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      String sid = node.hear("uwsgi").sid();
      node.say(sid, "headers", CHUNKED);
      node.say(sid, "chunk", "hello");
      node.say(sid, "chunk", "x".repeat(26));
      node.say(sid, "chunk", "");
      client.expect(CHUNKED + "5\r\nhello\r\n1a\r\n" + "x".repeat(26) + "\r\n0\r\n\r\n");
      client.get("/2");
      assertEquals(sid, node.serve());
      client.expect(Asking.OK);
    }
  }

  @Test
  void theLastChunkEndsAConnectionThatIsToClose() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/", "Connection: close");
      String sid = node.hear("uwsgi").sid();
      node.say(sid, "headers", CHUNKED);
      node.say(sid, "chunk", "hi");
      node.say(sid, "chunk", "");
      assertEquals(CHUNKED + "2\r\nhi\r\n0\r\n\r\n", client.readAll());
      node.hear(sid, "end", "");
    }
  }

  @Test
  void aNodeMayFrameItsChunksItself() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      String sid = node.hear("uwsgi").sid();
      node.say(sid, "headers", CHUNKED);
      node.say(sid, "body", "5\r\nhel");
      node.say(sid, "body", "lo\r\n0\r\n\r\n");
      client.expect(CHUNKED + "5\r\nhello\r\n0\r\n\r\n");
      client.get("/2");
      assertEquals(sid, node.serve());
      client.expect(Asking.OK);
    }
  }

  /** It knows no chunks, so that only the end of its connection can tell it the end. */
  @ParameterizedTest
  @ValueSource(strings = {"", "Connection: keep-alive\r\n"})
  void aClientOfOldGetsChunksRawAndThenTheEnd(String connection) {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.send("GET / HTTP/1.0\r\nHost: localhost\r\n" + connection + "\r\n");
      Heard heard = node.hear("uwsgi");
      assertEquals("HTTP/1.0", heard.byName().get("SERVER_PROTOCOL"));
      node.say(heard.sid(), "headers", CHUNKED);
      node.say(heard.sid(), "chunk", "hello");
      node.say(heard.sid(), "chunk", "");
      assertEquals(CHUNKED + "hello", client.readAll());
      node.hear(heard.sid(), "end", "");
    }
  }

  @Test
  void aClientOfOldMayKeepItsConnection() {
    String old = "GET / HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n";
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.send(old);
      String sid = node.serve();
      client.expect(Asking.OK);
      client.send(old);
      assertEquals(sid, node.serve());
      client.expect(Asking.OK);
    }
  }

  /** There is no chunk where no chunks were announced, and no more than that can end it. */
  @Test
  void anEmptyChunkEndsAnAnswerWithoutALength() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      String sid = node.hear("uwsgi").sid();
      node.say(sid, "headers", "HTTP/1.1 200 OK\r\n\r\n");
      node.say(sid, "chunk", "hello");
      node.say(sid, "chunk", "");
      assertEquals("HTTP/1.1 200 OK\r\n\r\nhello", client.readAll());
    }
  }

  @Test
  void endComesAfterWhatWasSent() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      String sid = node.hear("uwsgi").sid();
      String body = "x".repeat(1_000_000);
      String head = "HTTP/1.1 200 OK\r\n\r\n";
      node.say(sid, "headers", head);
      node.say(sid, "body", body);
      node.say(sid, "end", "");
      assertEquals(head + body, client.readAll());
    }
  }

  @Test
  void anInterimAnswerGoesBeforeTheOwn() {
    String early = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      String sid = node.hear("uwsgi").sid();
      node.say(sid, "headers", early);
      node.answer(sid);
      client.expect(early + Asking.OK);
    }
  }

  @Test
  void aHeadAloneAnswersHeadAndNoContent() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.send(Asking.request("HEAD", "localhost", "/"));
      String sid = node.hear("uwsgi").sid();
      node.say(sid, "headers", JavaNode.OK);
      client.expect(JavaNode.OK);
      client.get("/");
      node.hear("uwsgi");
      node.say(sid, "headers", "HTTP/1.1 204 No Content\r\n\r\n");
      client.expect("HTTP/1.1 204 No Content\r\n\r\n");
      client.get("/");
      assertEquals(sid, node.serve());
      client.expect(Asking.OK);
    }
  }

  /** Many nodes send one after every head. */
  @Test
  void anEmptyBodyAfterAWholeAnswerIsNothing() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.send(
          Asking.request("GET", "localhost", "/1") + Asking.request("GET", "localhost", "/2"));
      String sid = node.hear("uwsgi").sid();
      assertEquals("/2", node.hear("uwsgi").path());
      node.say(sid, "headers", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      node.say(sid, "body", "");
      node.answer(sid);
      client.expect("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" + Asking.OK);
      assertEquals(0, beat.count(Counter.BLASTBEAT_ANSWERS_MALFORMED));
    }
  }

  @Test
  void aBodyIsWantedWhereItsClientAsks() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.send(
          Asking.request("POST", "localhost", "/", "Content-Length: 2", "Expect: 100-continue"));
      client.expect("HTTP/1.1 100 Continue\r\n\r\n");
      client.send("hi");
      String sid = node.hear("uwsgi").sid();
      node.hear(sid, "body", "hi");
      node.answer(sid);
      client.expect(Asking.OK);
    }
  }

  @Test
  void whatNobodyKnowsIsIgnored() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      String sid = node.hear("uwsgi").sid();
      for (String type : new String[] {"goaway", "timeout", "", "x".repeat(1000), "spawn", "msg"}) {
        node.say(sid, type, "whatever");
      }
      node.answer(sid);
      client.expect(Asking.OK);
      beat.awaitCount(Counter.BLASTBEAT_MESSAGES_UNKNOWN, 6);
    }
  }

  @Test
  void aTypeThatHasNoRouteIsForTheOwnSessionWhateverIsBeforeIt() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      String sid = node.hear("uwsgi").sid();
      node.say(sid, "room:headers", JavaNode.OK);
      node.say(sid, "@:who:ever:body", "ok");
      client.expect(Asking.OK);
    }
  }
}
