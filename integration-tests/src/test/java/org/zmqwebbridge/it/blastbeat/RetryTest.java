package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.zmqwebbridge.blastbeat.config.SessionLimits;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.observe.Counter;

/** Requests that nodes pass on. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class RetryTest {
  /** Theirs sends an empty packet on a connection that stays, and never the body. */
  @Test
  void anotherNodeIsToldTheSameWithItsBody() {
    try (Beat beat = Beat.start("a", "b");
        JavaNode first = beat.node("a");
        JavaNode second = beat.node("b");
        Asking client = beat.client()) {
      client.get("/before");
      String sid = first.serve();
      client.expect(Asking.OK);
      client.post("/p", "hello");
      Heard asked = first.hear("uwsgi");
      first.hear(sid, "body", "hello");
      first.say(sid, "retry", "");
      second.hear(sid, "uwsgi", asked.body());
      second.hear(sid, "body", "hello");
      second.answer(sid);
      client.expect(Asking.OK);
      client.get("/after");
      assertEquals(sid, second.serve());
      client.expect(Asking.OK);
      assertEquals(1, beat.count(Counter.BLASTBEAT_RETRIES));
    }
  }

  @Test
  void theEndOfAChunkedUploadIsToldAgain() {
    try (Beat beat = Beat.start("a", "b");
        JavaNode first = beat.node("a");
        JavaNode second = beat.node("b");
        Asking client = beat.client()) {
      client.send(Asking.request("POST", "localhost", "/p", "Transfer-Encoding: chunked"));
      client.send("2\r\nhi\r\n0\r\n\r\n");
      String sid = first.hear("uwsgi").sid();
      first.hear(sid, "body", "hi");
      first.hear(sid, "body", "");
      first.say(sid, "retry", "");
      assertEquals(sid, second.hear("uwsgi").sid());
      second.hear(sid, "body", "hi");
      second.hear(sid, "body", "");
    }
  }

  @Test
  void whatComesOfABodyLaterGoesToTheOther() {
    try (Beat beat = Beat.start("a", "b");
        JavaNode first = beat.node("a");
        JavaNode second = beat.node("b");
        Asking client = beat.client()) {
      client.send(Asking.request("POST", "localhost", "/p", "Content-Length: 4") + "ab");
      String sid = first.hear("uwsgi").sid();
      first.hear(sid, "body", "ab");
      first.say(sid, "retry", "");
      second.hear("uwsgi");
      second.hear(sid, "body", "ab");
      client.send("cd");
      second.hear(sid, "body", "cd");
    }
  }

  @Test
  void pipelinedRequestsMoveTogether() {
    try (Beat beat = Beat.start("a", "b");
        JavaNode first = beat.node("a");
        JavaNode second = beat.node("b");
        Asking client = beat.client()) {
      client.send(
          Asking.request("GET", "localhost", "/1") + Asking.request("GET", "localhost", "/2"));
      String sid = first.hear("uwsgi").sid();
      assertEquals("/2", first.hear("uwsgi").path());
      first.say(sid, "retry", "");
      assertEquals("/1", second.hear("uwsgi").path());
      assertEquals("/2", second.hear("uwsgi").path());
      second.answer(sid);
      second.answer(sid);
      client.expect(Asking.OK + Asking.OK);
    }
  }

  @Test
  void theSameNodeIsToldAgainWhereItIsAlone() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      Heard asked = node.hear("uwsgi");
      node.say(asked.sid(), "retry", "");
      node.hear(asked.sid(), "uwsgi", asked.body());
      node.answer(asked.sid());
      client.expect(Asking.OK);
    }
  }

  @Test
  void whatIsPassedOnTooOftenIsRefused() {
    try (Beat beat = Beat.start(Beat.hops(2), VhostSpec.of("localhost", "a"));
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      for (int i = 0; i < 3; i++) {
        node.say(node.hear("uwsgi").sid(), "retry", "");
      }
      client.expectRefusal(502);
      assertEquals("end", node.hear().type());
      assertEquals(1, beat.count(Counter.BLASTBEAT_BAD_GATEWAY));
    }
  }

  @Test
  void hopsAreCountedForEachRequest() {
    try (Beat beat = Beat.start(Beat.hops(1), VhostSpec.of("localhost", "a"));
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      for (int i = 0; i < 3; i++) {
        client.get("/");
        node.say(node.hear("uwsgi").sid(), "retry", "");
        String sid = node.serve();
        assertEquals(16, sid.length());
        client.expect(Asking.OK);
      }
    }
  }

  @Test
  void theLoadIsGivenBack() {
    try (Beat beat = Beat.start("a", "b");
        JavaNode first = beat.node("a");
        JavaNode second = beat.node("b");
        Asking client = beat.client();
        Asking next = beat.client()) {
      client.get("/1");
      first.say(first.hear("uwsgi").sid(), "retry", "");
      assertEquals("/1", second.hear("uwsgi").path());
      next.get("/2");
      assertEquals("/2", first.hear("uwsgi").path()); // it has nothing, the other has one
    }
  }

  @Test
  void whoHasPassedItOnIsNotHeardAnyMore() {
    try (Beat beat = Beat.start("a", "b");
        JavaNode first = beat.node("a");
        JavaNode second = beat.node("b");
        Asking client = beat.client()) {
      client.get("/");
      String sid = first.hear("uwsgi").sid();
      first.say(sid, "retry", "");
      first.answer(sid, "wrong");
      second.hear("uwsgi");
      beat.awaitCount(Counter.BLASTBEAT_FOREIGN, 2);
      second.answer(sid);
      client.expect(Asking.OK);
    }
  }

  @Test
  void anAnswerThatHasBegunCannotBePassedOn() {
    try (Beat beat = Beat.start("a", "b");
        JavaNode first = beat.node("a");
        JavaNode second = beat.node("b");
        Asking client = beat.client()) {
      client.get("/");
      String sid = first.hear("uwsgi").sid();
      first.say(sid, "headers", JavaNode.OK);
      client.expect(JavaNode.OK);
      first.say(sid, "retry", "");
      client.expectEnd();
      second.hearsNothingNow();
      assertEquals(1, beat.count(Counter.BLASTBEAT_ANSWERS_MALFORMED));
    }
  }

  @Test
  void aBodyThatIsTooLargeToBeKeptIsCountedAndPassedOnToNobody() {
    SessionLimits usual = SessionLimits.DEFAULTS;
    SessionLimits small =
        new SessionLimits(
            usual.maxHeadBytes(),
            usual.maxBodyBytes(),
            4,
            usual.maxPipelined(),
            usual.maxSocketMessageBytes(),
            usual.maxGroups());
    try (Beat beat =
            Beat.start(Beat.limits(all -> all.with(small)), VhostSpec.of("localhost", "a", "b"));
        JavaNode first = beat.node("a");
        JavaNode second = beat.node("b");
        Asking client = beat.client()) {
      client.post("/", "12345");
      String sid = first.hear("uwsgi").sid();
      first.hear(sid, "body", "12345");
      assertEquals(1, beat.count(Counter.BLASTBEAT_REPLAYS_DROPPED));
      first.say(sid, "retry", "");
      assertTrue(client.expectRefusal(502).contains("no answer"));
      second.hearsNothingNow();
    }
  }

  /** The page was told that it is open already; nothing was said on it. */
  @Test
  void aWebSocketMayBePassedOnUntilSomethingIsSaid() {
    try (Beat beat = Beat.start("a", "b");
        JavaNode first = beat.node("a");
        JavaNode second = beat.node("b");
        Asking client = beat.client()) {
      String sid = beat.open(client, first);
      first.say(sid, "retry", "");
      assertEquals(sid, second.hear("uwsgi").sid());
      client.text("hi");
      second.hear(sid, "websocket", "hi");
      second.say(sid, "retry", "");
      client.expectClose(1011);
      first.hearsNothingNow();
    }
  }
}
