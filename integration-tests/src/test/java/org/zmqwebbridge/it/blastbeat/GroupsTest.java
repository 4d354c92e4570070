package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.observe.Counter;

/** Groups, messages from session to session, and pipes; all of which theirs routes to nobody. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class GroupsTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  @Test
  void allOfAGroupHearAndWhoSpeaksAsWell() {
    try (Beat beat = Beat.start("a", "b");
        JavaNode first = beat.node("a");
        JavaNode second = beat.node("b");
        Asking one = beat.client();
        Asking two = beat.client();
        Asking three = beat.client()) {
      String sid = beat.open(one, first);
      String other = beat.open(two, second);
      String outside = beat.open(three, first);
      first.say(sid, "join", "room");
      second.say(other, "join", "room");
      second.sync(beat);
      first.say(sid, "room:websocket", "hi all");
      one.expectText("hi all");
      two.expectText("hi all");
      first.say(outside, "room:websocket-binary", "from outside");
      one.expect("\u0082\u000cfrom outside");
      two.expect("\u0082\u000cfrom outside");
      first.say(outside, "websocket", "own");
      three.expectText("own");
      assertEquals(5, beat.count(Counter.BLASTBEAT_DELIVERIES));
    }
  }

  @Test
  void noEchoLeavesWhoSpeaksOutInGroupsThatItJoinsLater() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking one = beat.client();
        Asking two = beat.client()) {
      String sid = beat.open(one, node);
      String other = beat.open(two, node);
      node.say(other, "join", "early");
      node.say(other, "join", "late");
      node.say(sid, "join", "early");
      node.say(sid, "noecho", "");
      node.say(sid, "join", "late");
      node.say(sid, "late:websocket", "1");
      node.say(sid, "early:websocket", "2");
      one.expectText("2");
      two.expectText("1");
      two.expectText("2");
      node.say(sid, "echo", "");
      node.say(sid, "late:websocket", "3"); // it is a member already
      node.say(sid, "early:websocket", "4");
      one.expectText("4");
      node.say(other, "late:websocket", "5"); // noecho is about what is said in its own name
      one.expectText("5");
    }
  }

  @Test
  void noEchoAndEchoOfOneGroup() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking one = beat.client()) {
      String sid = beat.open(one, node);
      node.say(sid, "join", "room");
      node.say(sid, "noecho", "room");
      node.say(sid, "room:websocket", "not heard");
      node.say(sid, "noecho", "no room of mine");
      node.say(sid, "echo", "room");
      node.say(sid, "room:websocket", "heard");
      one.expectText("heard");
    }
  }

  /** Theirs has no such command, though its README lists it. */
  @Test
  void whoLeavesHearsNothingMore() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking one = beat.client()) {
      String sid = beat.open(one, node);
      node.say(sid, "join", "room");
      node.say(sid, "leave", "room");
      node.say(sid, "room:websocket", "nobody is here");
      node.say(sid, "websocket", "next");
      one.expectText("next");
      assertEquals(1, beat.count(Counter.BLASTBEAT_UNDELIVERABLE));
    }
  }

  @Test
  void groupsAreLeftWhenASessionEnds() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking one = beat.client();
        Asking two = beat.client()) {
      String sid = beat.open(one, node);
      String other = beat.open(two, node);
      node.say(sid, "join", "room");
      node.say(sid, "end", "");
      node.hear(sid, "end", "");
      node.say(other, "room:websocket", "nobody is here");
      beat.awaitCount(Counter.BLASTBEAT_UNDELIVERABLE, 1);
    }
  }

  @Test
  void groupsAreOfOneHost() {
    try (Beat beat = Beat.start(VhostSpec.of("localhost", "a"), VhostSpec.of("other", "a"));
        JavaNode node = beat.node("a");
        Asking one = beat.client();
        Asking two = beat.client()) {
      String sid = beat.open(one, node);
      node.say(sid, "join", "room");
      two.send(Asking.request("GET", "other", "/"));
      String foreign = node.hear("uwsgi").sid();
      node.say(foreign, "room:websocket", "not for them");
      node.say(foreign, "@" + sid + ":websocket", "nor this");
      node.answer(foreign);
      two.expect(Asking.OK);
      assertEquals(2, beat.count(Counter.BLASTBEAT_UNDELIVERABLE));
      node.say(sid, "websocket", "next");
      one.expectText("next");
    }
  }

  @Test
  void chunksReachMembersThatAreAnsweredInChunks() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking stream = beat.client();
        Asking socket = beat.client()) {
      stream.get("/stream");
      String sid = node.hear("uwsgi").sid();
      node.say(sid, "headers", CHUNKED);
      node.say(sid, "join", "room");
      String other = beat.open(socket, node);
      node.say(other, "join", "room");
      node.say(other, "room:chunk", "hi");
      stream.expect(CHUNKED + "2\r\nhi\r\n");
      assertEquals(1, beat.count(Counter.BLASTBEAT_UNDELIVERABLE)); // the WebSocket's
      node.say(other, "@" + sid + ":chunk", "you");
      stream.expect("3\r\nyou\r\n");
      node.say(other, "room:chunk", "");
      stream.expect("0\r\n\r\n");
    }
  }

  @Test
  void messagesGoToTheNodesOfOtherSessions() {
    try (Beat beat = Beat.start("a", "b");
        JavaNode first = beat.node("a");
        JavaNode second = beat.node("b");
        Asking one = beat.client();
        Asking two = beat.client()) {
      String sid = beat.open(one, first);
      String other = beat.open(two, second);
      first.say(sid, "@" + sid + ":msg", "to itself: ignored");
      first.say(sid, "@" + other + ":msg", "psst");
      second.hear(other, "msg", "psst");
      first.say(sid, "join", "room");
      first.sync(beat);
      second.say(other, "join", "room");
      second.say(other, "room:msg", "all");
      second.hear(other, "msg", "all"); // its own as well
      first.hear(sid, "msg", "all");
      first.say(sid, "@" + JavaNode.NOBODY + ":msg", "lost");
      beat.awaitCount(Counter.BLASTBEAT_UNDELIVERABLE, 1);
    }
  }

  @Test
  void aSidWithColonsIsAnAddressToo() {
    String colons = "::::::::::::::::";
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking one = beat.client()) {
      String sid = beat.open(one, node);
      node.say(sid, "@" + colons + ":websocket", "nobody");
      beat.awaitCount(Counter.BLASTBEAT_UNDELIVERABLE, 1);
      assertEquals(0, beat.count(Counter.BLASTBEAT_MESSAGES_MALFORMED));
      node.say(sid, "join", "a:b");
      node.say(sid, "a:b:websocket", "hi");
      one.expectText("hi");
    }
  }

  @Test
  void onlyItsOtherSessionHearsWhatIsForIt() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking one = beat.client();
        Asking two = beat.client()) {
      String sid = beat.open(one, node);
      String other = beat.open(two, node);
      node.say(sid, "@" + other + ":websocket", "hi");
      node.say(sid, "@" + other + ":websocket-binary", "b");
      two.expectText("hi");
      two.expect("\u0082\u0001b");
      node.say(sid, "websocket", "own");
      one.expectText("own");
    }
  }

  @Test
  void aPipeLeadsMessagesToAGroupPastTheNode() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking one = beat.client();
        Asking two = beat.client()) {
      String sid = beat.open(one, node);
      String other = beat.open(two, node);
      node.say(sid, "noecho", "");
      node.say(sid, "join", "room");
      node.say(other, "join", "room");
      node.say(sid, "pipe", "room:websocket,body");
      node.sync(beat);
      one.text("piped");
      two.expectText("piped");
      one.send(Asking.frame(0x82, "\u00ff"));
      two.expect("\u0082\u0001\u00ff");
      two.text("to its node");
      node.hear(other, "websocket", "to its node");
    }
  }

  @Test
  void aPipeLeadsMessagesToASession() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking one = beat.client();
        Asking two = beat.client()) {
      String sid = beat.open(one, node);
      String other = beat.open(two, node);
      node.say(sid, "pipe", "@" + other + ":websocket");
      node.sync(beat);
      one.text("piped");
      two.expectText("piped");
    }
  }

  @Test
  void aPipeLeadsBodiesIntoTheAnswerOfAnother() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking upload = beat.client();
        Asking download = beat.client()) {
      download.get("/down");
      String down = node.hear("uwsgi").sid();
      node.say(down, "headers", CHUNKED);
      node.say(down, "join", "room");
      upload.send(Asking.request("POST", "localhost", "/up", "Content-Length: 6") + "abc");
      String up = node.hear("uwsgi").sid();
      node.hear(up, "body", "abc");
      node.say(up, "pipe", "room:body");
      node.sync(beat);
      upload.send("def");
      download.expect(CHUNKED + "3\r\ndef\r\n");
      node.answer(up);
      upload.expect(Asking.OK);
    }
  }
}
