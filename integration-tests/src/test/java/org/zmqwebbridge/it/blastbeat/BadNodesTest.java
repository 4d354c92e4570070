package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.observe.Counter;

/** What nodes do wrong: it is counted, its own session ends if it must, and nobody else notices. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class BadNodesTest {
  /** Another session of the same node is served as if nothing had been. */
  private static void serves(Asking other, JavaNode node, String sid) {
    node.answer(sid);
    other.expect(Asking.OK);
  }

  private static String ask(Asking client, JavaNode node) {
    client.get("/");
    return node.hear("uwsgi").sid();
  }

  @Test
  void messagesOfOtherNumbersOfFramesAreDropped() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = ask(client, node);
      node.say(sid);
      node.say(sid, "end");
      node.say(sid, "headers", JavaNode.OK, "");
      node.say("");
      node.sync(beat);
      assertEquals(4, beat.count(Counter.BLASTBEAT_MESSAGES_MALFORMED));
      serves(client, node, sid);
    }
  }

  @Test
  void sidsOfAnotherLengthAreDropped() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = ask(client, node);
      node.say("", "end", "");
      node.say(sid.substring(1), "end", "");
      node.say(sid + "x", "end", "");
      node.sync(beat);
      assertEquals(3, beat.count(Counter.BLASTBEAT_MESSAGES_MALFORMED));
      serves(client, node, sid);
    }
  }

  @Test
  void sessionsOfOthersAreNotTouched() {
    try (Beat beat = Beat.start("a", "b");
        JavaNode first = beat.node("a");
        JavaNode second = beat.node("b");
        Asking client = beat.client()) {
      String sid = ask(client, first);
      second.say(sid, "headers", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
      second.say(sid, "end", "");
      second.say(sid, "join", "");
      second.sync(beat);
      assertEquals(2, beat.count(Counter.BLASTBEAT_FOREIGN));
      serves(client, first, sid);
    }
  }

  @Test
  void whoIsNoNodeIsNotHeard() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        JavaNode stranger = JavaNode.silent(beat.address(), "A");
        Asking client = beat.client()) {
      String sid = ask(client, node);
      stranger.say("", "pong", "");
      stranger.say(sid, "end", "");
      beat.awaitCount(Counter.BLASTBEAT_STRANGERS, 2);
      serves(client, node, sid);
    }
  }

  @Test
  void aSidIsStaleOnceItsSessionHasEnded() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client();
        Asking other = beat.client()) {
      String sid = ask(client, node);
      client.close();
      node.hear(sid, "end", "");
      long before = beat.count(Counter.BLASTBEAT_STALE);
      node.answer(sid);
      beat.awaitCount(Counter.BLASTBEAT_STALE, before + 2);
      serves(other, node, ask(other, node));
    }
  }

  @Test
  void aNodeThatComesBackKnowsNoneOfItsOldSessions() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client();
        Asking other = beat.client()) {
      String sid = ask(client, node);
      node.close();
      client.expectRefusal(502);
      try (JavaNode again = beat.node("a")) {
        long before = beat.count(Counter.BLASTBEAT_STALE);
        again.answer(sid);
        beat.awaitCount(Counter.BLASTBEAT_STALE, before + 2);
        serves(other, again, ask(other, again));
      }
    }
  }

  /** The newer takes the name; what the older was asked is answered, not left hanging. */
  @Test
  void ofTwoNodesWithOneIdentityTheNewerIsTheNode() {
    try (Beat beat = Beat.start("a");
        JavaNode older = beat.node("a");
        Asking client = beat.client();
        Asking other = beat.client()) {
      assertEquals(16, ask(client, older).length());
      try (JavaNode newer = beat.node("a")) {
        client.expectRefusal(502);
        String sid = ask(other, newer);
        serves(other, newer, sid);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"body", "chunk"})
  void whoAnswersWithoutAHeadFails(String type) {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client();
        Asking other = beat.client()) {
      String bystander = ask(other, node);
      String sid = ask(client, node);
      node.say(sid, type, "no head");
      client.expectRefusal(502);
      node.hear(sid, "end", "");
      assertEquals(1, beat.count(Counter.BLASTBEAT_ANSWERS_MALFORMED));
      assertEquals(1, beat.count(Counter.BLASTBEAT_BAD_GATEWAY));
      serves(other, node, bystander);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "HTTP/1.1 200 OK",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 99 Odd\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
      })
  void whatIsNoHeadFails(String head) {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = ask(client, node);
      node.say(sid, "headers", head);
      client.expectRefusal(502);
      node.hear(sid, "end", "");
    }
  }

  @Test
  void aSecondHeadBreaksTheAnswerOff() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client();
        Asking other = beat.client()) {
      String bystander = ask(other, node);
      String sid = ask(client, node);
      node.say(sid, "headers", JavaNode.OK);
      client.expect(JavaNode.OK);
      node.say(sid, "headers", JavaNode.OK);
      client.expectEnd();
      node.hear(sid, "end", "");
      assertEquals(1, beat.count(Counter.BLASTBEAT_ANSWERS_MALFORMED));
      serves(other, node, bystander);
    }
  }

  @Test
  void whoAnswersBeforeItIsAskedIsNotPassedOn() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = ask(client, node);
      node.answer(sid);
      client.expect(Asking.OK);
      node.answer(sid, "unasked");
      node.sync(beat);
      assertEquals(2, beat.count(Counter.BLASTBEAT_ANSWERS_MALFORMED));
      client.get("/2");
      assertEquals("/2", node.hear("uwsgi").path());
      node.answer(sid);
      client.expect(Asking.OK);
    }
  }

  @Test
  void bytesAfterTheLengthAreNotPassedOn() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = ask(client, node);
      node.say(sid, "headers", JavaNode.OK);
      node.say(sid, "body", "ok and more");
      node.say(sid, "body", "and more");
      node.sync(beat);
      assertEquals(1, beat.count(Counter.BLASTBEAT_ANSWERS_MALFORMED));
      client.get("/2");
      assertEquals("/2", node.hear("uwsgi").path());
      node.answer(sid);
      client.expect(Asking.OK + Asking.OK);
    }
  }

  @Test
  void bytesAfterTheEndAreNotPassedOn() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = ask(client, node);
      node.answer(sid);
      node.say(sid, "end", "");
      node.hear(sid, "end", "");
      long before = beat.count(Counter.BLASTBEAT_STALE);
      node.say(sid, "body", "more");
      node.say(sid, "end", "");
      beat.awaitCount(Counter.BLASTBEAT_STALE, before + 2);
      assertEquals(Asking.OK, client.readAll());
    }
  }

  @Test
  void theEndWithoutAnAnswerIsAnsweredWith502() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      node.say(ask(client, node), "end", "");
      client.expectRefusal(502);
    }
  }

  @Test
  void whatIsNoChunkBreaksTheAnswerOff() {
    String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = ask(client, node);
      node.say(sid, "headers", head);
      client.expect(head);
      node.say(sid, "body", "no chunk\r\n");
      client.expectEnd();
      node.hear(sid, "end", "");
    }
  }

  @Test
  void aNodeThatNeverPongsGetsNothing() {
    try (Beat beat = Beat.start(Beat.pings(100), VhostSpec.of("localhost", "a"));
        JavaNode node = JavaNode.silent(beat.address(), "a");
        Asking client = beat.client()) {
      node.hearAny().expect("", "ping", "");
      node.hearAny().expect("", "spawn", "");
      client.get("/");
      client.expectRefusal(503);
    }
  }
}
