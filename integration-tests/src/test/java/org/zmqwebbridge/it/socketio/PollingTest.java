package org.zmqwebbridge.it.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.blastbeat.config.SocketIoLimits;
import org.zmqwebbridge.blastbeat.config.VhostOptions;
import org.zmqwebbridge.blastbeat.wire.Sid;
import org.zmqwebbridge.observe.Counter;

/** Sessions of socket.io 0.9 that are carried by one request after the other. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class PollingTest {
  private static final String GONE = "7:::1+0";

  @Test
  void theHandshakeNamesTheSessionThatTheNodeIsToldOf() {
    try (Host host = Host.start()) {
      Asking.Answer answer = host.get("/socket.io/1/?t=1");
      assertTrue(answer.ok().endsWith(":30:60:websocket,xhr-polling"), answer::toString);
      Said told = host.hear();
      assertEquals(answer.body().substring(0, 36), told.sid().toString());
      assertEquals("uwsgi", told.type());
      assertTrue(told.body().contains("PATH_INFO\r\0/socket.io/1/"), told.body());
      assertTrue(told.body().contains("QUERY_STRING\3\0t=1"), told.body());
    }
  }

  @Test
  void unlessItsHostSaysSoItIsARequestLikeAnyOther() {
    try (Host host = Host.start(VhostOptions.DEFAULTS, limits -> limits)) {
      Asking asking = host.asking().get("/socket.io/1/");
      Said told = host.hear();
      assertEquals("uwsgi", told.type());
      host.say(told.sid(), "headers", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
      host.say(told.sid(), "body", "mine");
      assertEquals("mine", asking.answer().ok());
    }
  }

  @Test
  void whatIsNotItsOwnGoesToTheNode() {
    try (Host host = Host.start()) {
      Asking asking = host.asking().get("/socket.io/socket.io.js");
      Said told = host.hear();
      host.say(told.sid(), "headers", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
      host.say(told.sid(), "body", "js");
      assertEquals("js", asking.answer().ok());
    }
  }

  @Test
  void aPollWaitsForWhatTheNodeSays() {
    try (Host host = Host.start()) {
      Sid sid = host.polling();
      Asking poll = host.asking().get(Host.poll(sid));
      host.say(sid, "socket.io/msg", "ciao");
      assertEquals("3:::ciao", poll.answer().ok());
      host.say(sid, "socket.io/json", "{\"a\":1}");
      assertEquals("4:::{\"a\":1}", poll.get(Host.poll(sid)).answer().ok());
      host.say(sid, "socket.io/event", "{\"name\":\"x\"}");
      assertEquals("5:::{\"name\":\"x\"}", poll.get(Host.poll(sid)).answer().ok());
    }
  }

  @Test
  void whatHasWaitedComesTogether() {
    try (Host host = Host.start()) {
      Sid sid = host.polling();
      host.say(sid, "socket.io/msg", "h\u00e9llo \ud83d\ude00");
      host.say(sid, "socket.io/json", "[]");
      assertEquals("1", host.post(sid, "3:::after").ok());
      host.expect(sid, "socket.io/msg", "after");
      host.bridge().awaitCount(Counter.BLASTBEAT_DELIVERIES, 2);
      assertEquals(
          "\ufffd12\ufffd3:::h\u00e9llo \ud83d\ude00\ufffd6\ufffd4:::[]",
          host.get(Host.poll(sid)).ok());
    }
  }

  @Test
  void aPollThatHasWaitedForLongIsAnsweredWithNothing() {
    try (Host host = Host.start(Host.times(30_000, 60_000, 20_000, 150))) {
      Sid sid = host.polling();
      Asking poll = host.asking();
      for (int i = 0; i < 3; i++) {
        assertEquals("", poll.get(Host.poll(sid)).answer().ok());
      }
    }
  }

  @Test
  void packetsThatArePostedReachTheNodeInTheirOrder() {
    try (Host host = Host.start()) {
      Sid sid = host.polling();
      Asking post = host.asking();
      String both = "\ufffd11\ufffd3:::\u00e9\ud83d\ude00 one\ufffd6\ufffd4:::[]\ufffd3\ufffd2::";
      assertEquals("1", post.post(Host.poll(sid), both).answer().ok());
      host.expect(sid, "socket.io/msg", "\u00e9\ud83d\ude00 one");
      host.expect(sid, "socket.io/json", "[]");
      assertEquals("1", post.post(Host.poll(sid), "5:::{\"name\":\"e\"}").answer().ok());
      host.expect(sid, "socket.io/event", "{\"name\":\"e\"}");
      assertEquals("1", post.post(Host.poll(sid), "3:::a:b:c").answer().ok());
      host.expect(sid, "socket.io/msg", "a:b:c");
    }
  }

  @Test
  void aPostMayComeInChunks() {
    try (Host host = Host.start()) {
      Sid sid = host.polling();
      Asking post = host.asking();
      post.send("POST", Host.poll(sid), "4\r\n3:::\r\n", "Transfer-Encoding: chunked");
      post.write("2\r\nab\r\n0\r\n\r\n");
      assertEquals("1", post.answer().ok());
      host.expect(sid, "socket.io/msg", "ab");
    }
  }

  @Test
  void anIdIsAcknowledgedUnlessTheOtherSideWantsTo() {
    try (Host host = Host.start()) {
      Sid sid = host.polling();
      assertEquals("1", host.post(sid, "3:7+::theirs").ok());
      assertEquals("1", host.post(sid, "3:8::ours").ok());
      assertEquals("6:::8", host.get(Host.poll(sid)).ok());
      host.expect(sid, "socket.io/msg", "theirs");
      host.expect(sid, "socket.io/msg", "ours");
    }
  }

  @Test
  void otherEndpointsAreRefused() {
    try (Host host = Host.start()) {
      Sid sid = host.polling();
      assertEquals("1", host.post(sid, "1::/chat?x=1").ok());
      assertEquals("7::/chat:2", host.get(Host.poll(sid)).ok());
      assertEquals("1", host.post(sid, "0::/chat").ok());
      assertEquals("1", host.post(sid, "3:::still here").ok());
      host.expect(sid, "socket.io/msg", "still here");
    }
  }

  @Test
  void oneConnectionMayCarryAllOfIt() {
    try (Host host = Host.start()) {
      Asking asking = host.asking();
      String text = asking.get("/socket.io/1/").answer().ok();
      Sid sid = host.hear().sid();
      assertEquals(sid.toString(), text.substring(0, 36));
      assertEquals("1::", asking.get(Host.poll(sid)).answer().ok());
      asking.get("/page");
      Said page = host.hear();
      host.say(page.sid(), "headers", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
      host.say(page.sid(), "body", "hi");
      assertEquals("hi", asking.answer().ok());
      assertEquals("1", asking.post(Host.poll(sid), "3:::x").answer().ok());
      host.expect(sid, "socket.io/msg", "x");
      host.say(sid, "socket.io/msg", "y");
      assertEquals("3:::y", asking.get(Host.poll(sid)).answer().ok());
    }
  }

  /** Of which one waits, and has had the other answered. */
  private static List<CompletableFuture<String>> twoPolls(Host host, Sid sid) {
    List<CompletableFuture<String>> polls = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Asking asking = host.asking().get(Host.poll(sid));
      polls.add(CompletableFuture.supplyAsync(() -> asking.answer().ok()));
    }
    assertEquals("", CompletableFuture.anyOf(polls.get(0), polls.get(1)).join());
    return polls;
  }

  @Test
  void theLaterOfTwoPollsIsTheOneThatWaits() {
    try (Host host = Host.start()) {
      Sid sid = host.polling();
      List<CompletableFuture<String>> polls = twoPolls(host, sid);
      host.say(sid, "socket.io/msg", "once");
      assertEquals("3:::once", polls.get(0).join() + polls.get(1).join());
    }
  }

  @Test
  void aClientThatLeavesByItsPathIsNoMore() {
    try (Host host = Host.start()) {
      Sid first = host.polling();
      assertEquals("", host.get(Host.poll(first) + "?t=1&disconnect").ok());
      host.expect(first, "end", "");
      assertEquals(GONE, host.get(Host.poll(first)).ok());
      Sid second = host.polling();
      assertEquals("", host.get("/socket.io/1//" + second + "/?disconnect=1").ok());
      host.expect(second, "end", "");
      assertEquals(1, host.count(Counter.BLASTBEAT_SOCKET_IO_UNKNOWN));
    }
  }

  @Test
  void aClientThatSaysThatItLeavesIsNoMore() {
    try (Host host = Host.start()) {
      Sid sid = host.polling();
      List<CompletableFuture<String>> polls = twoPolls(host, sid);
      assertEquals("1", host.post(sid, "0::").ok());
      host.expect(sid, "end", "");
      assertEquals("", polls.get(0).join() + polls.get(1).join());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"socket.io/end", "end"})
  void aNodeThatEndsItIsHeardByTheNextPoll(String type) {
    try (Host host = Host.start()) {
      Sid sid = host.polling();
      host.say(sid, "socket.io/msg", "last");
      host.say(sid, type, "");
      host.expect(sid, "end", "");
      assertEquals("\ufffd8\ufffd3:::last\ufffd3\ufffd0::", host.get(Host.poll(sid)).ok());
      assertEquals(GONE, host.get(Host.poll(sid)).ok());
    }
  }

  @Test
  void aNodeMayEndItBeforeItsClientComes() {
    try (Host host = Host.start()) {
      Sid sid = host.shakeHands();
      host.say(sid, "end", "");
      host.expect(sid, "end", "");
      assertEquals("0::", host.get(Host.poll(sid)).ok());
    }
  }

  @Test
  void anotherNodeIsAskedOnRetryAsOfAnyRequest() {
    try (Host host = Host.start()) {
      Sid sid = host.shakeHands();
      host.say(sid, "retry", "");
      Said again = host.hear();
      assertEquals("uwsgi", again.type());
      assertEquals(sid, again.sid());
    }
  }

  @Test
  void aClientWhoseNodeHasGoneShakesHandsAgain() {
    try (Host host = Host.start()) {
      Sid sid = host.polling();
      Asking poll = host.asking().get(Host.poll(sid));
      host.loseNode();
      assertEquals(GONE, poll.answer().ok());
      assertEquals(503, host.get("/socket.io/1/").status());
    }
  }

  @Test
  void withoutANodeThereIsNoSession() {
    try (Host host = Host.withoutNode()) {
      assertEquals(503, host.get("/socket.io/1/").status());
      assertEquals(1, host.count(Counter.BLASTBEAT_UNAVAILABLE));
    }
  }

  @Test
  void aSessionThatNobodyComesToEnds() {
    try (Host host = Host.start(Host.times(200, 60_000, 20_000, 30_000))) {
      Sid sid = host.shakeHands();
      host.expect(sid, "end", "");
      assertEquals(1, host.count(Counter.BLASTBEAT_SOCKET_IO_LEFT));
      assertEquals(GONE, host.get(Host.poll(sid)).ok());
    }
  }

  @Test
  void aSessionThatNobodyPollsAnyMoreEnds() {
    try (Host host = Host.start(Host.times(30_000, 300, 20_000, 30_000))) {
      Sid sid = host.polling();
      host.expect(sid, "end", "");
      assertEquals(1, host.count(Counter.BLASTBEAT_SOCKET_IO_LEFT));
    }
  }

  @Test
  void aPollWhoseClientHasGoneIsNone() {
    try (Host host = Host.start(Host.times(30_000, 300, 20_000, 30_000))) {
      Sid sid = host.polling();
      host.asking().get(Host.poll(sid)).close();
      host.expect(sid, "end", "");
      assertEquals(1, host.count(Counter.BLASTBEAT_SOCKET_IO_LEFT));
    }
  }

  @Test
  void tooMuchThatWaitsEndsItsSession() {
    SocketIoLimits few = new SocketIoLimits(30_000, 60_000, 20_000, 30_000, 1_000, 10_000);
    try (Host host = Host.start(limits -> limits.with(few))) {
      Sid sid = host.polling();
      host.say(sid, "socket.io/msg", "x".repeat(600));
      host.say(sid, "socket.io/msg", "y".repeat(600));
      host.expect(sid, "end", "");
      assertEquals(1, host.count(Counter.BLASTBEAT_SOCKET_IO_OVERFLOWS));
      assertEquals(GONE, host.get(Host.poll(sid)).ok());
    }
  }

  @Test
  void tooMuchThatWaitsForAllEndsTheOneThatWantsMore() {
    SocketIoLimits few = new SocketIoLimits(30_000, 60_000, 20_000, 30_000, 1_000, 1_500);
    try (Host host = Host.start(limits -> limits.with(few))) {
      Sid first = host.polling();
      Sid second = host.polling();
      host.say(first, "socket.io/msg", "x".repeat(900));
      host.say(second, "socket.io/msg", "y".repeat(900));
      host.expect(second, "end", "");
      assertEquals("3:::" + "x".repeat(900), host.get(Host.poll(first)).ok());
      assertEquals(GONE, host.get(Host.poll(second)).ok());
      host.say(first, "socket.io/msg", "z".repeat(900)); // what was told makes room
      assertEquals("3:::" + "z".repeat(900), host.get(Host.poll(first)).ok());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "9::",
        "3",
        "3:",
        "3::",
        "3:x::a",
        "3:+::a",
        "\ufffd",
        "\ufffd9\ufffd3:::a",
        "\ufffdx\ufffd3:::a",
        "\ufffd5\ufffd3:::ab",
        "3:::a\ufffd"
      })
  void whatIsNoPacketIsRefusedOrMeansNothing(String packets) {
    boolean isOne = List.of("3", "3::", "3:::a\ufffd").contains(packets);
    try (Host host = Host.start()) {
      Sid sid = host.polling();
      assertEquals(isOne ? 200 : 400, host.post(sid, packets).status());
      if (isOne) {
        assertEquals("socket.io/msg", host.hear().type());
      }
      assertEquals("1", host.post(sid, "3:::still here").ok());
      host.expect(sid, "socket.io/msg", "still here");
      assertEquals(isOne ? 0 : 1, host.count(Counter.BLASTBEAT_MALFORMED));
    }
  }

  @Test
  void tooManyPacketsAreRefused() {
    try (Host host = Host.start()) {
      Sid sid = host.polling();
      assertEquals("1", host.post(sid, "\ufffd3\ufffd2::".repeat(1_024)).ok());
      assertEquals(400, host.post(sid, "\ufffd3\ufffd2::".repeat(1_025)).status());
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    try (Host host = Host.start()) {
      Sid sid = host.polling();
      int most = 262_144;
      assertEquals("1", host.post(sid, "8:::" + "x".repeat(most - 4)).ok());
      Asking more = host.asking();
      more.send("POST", Host.poll(sid), "", "Content-Length: " + (most + 1));
      assertEquals(413, more.answer().status());
      Asking chunks = host.asking();
      chunks.send("POST", Host.poll(sid), "", "Transfer-Encoding: chunked");
      chunks.write("30000\r\n" + "x".repeat(0x30000) + "\r\n30000\r\n");
      chunks.write("x".repeat(0x20000));
      assertEquals(413, chunks.answer().status());
    }
  }

  @Test
  void bytesThatAreNoTextAreDropped() {
    try (Host host = Host.start()) {
      Sid sid = host.polling();
      host.say(sid.bytes(), "socket.io/msg", new byte[] {(byte) 0xff});
      host.say(sid, "websocket-binary", "x");
      host.say(sid, "socket.io/msg", "text");
      assertEquals("3:::text", host.get(Host.poll(sid)).ok());
      assertEquals(1, host.count(Counter.BLASTBEAT_MESSAGES_MALFORMED));
      assertEquals(1, host.count(Counter.BLASTBEAT_UNDELIVERABLE));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/socket.io/1/htmlfile/4f5c3b1e-0000-4000-8000-000000000000",
        "/socket.io/1/websocket/4f5c3b1e-0000-4000-8000-000000000000",
        "/socket.io/1/a/b/c/d"
      })
  void whatIsNotSpokenIsRefused(String target) {
    try (Host host = Host.start()) {
      assertEquals(400, host.get(target).status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/socket.io/1/xhr-polling/4f5c3b1e-0000-4000-8000-000000000000",
        "/socket.io/1/xhr-polling/",
        "/socket.io/1/xhr-polling/nobody"
      })
  void aSessionThatNeverWasIsGone(String target) {
    try (Host host = Host.start()) {
      assertEquals(GONE, host.get(target).ok());
      assertEquals(GONE, host.asking().post(target, "3:::x").answer().ok());
      assertEquals(2, host.count(Counter.BLASTBEAT_SOCKET_IO_UNKNOWN));
    }
  }

  @Test
  void aSessionOfAnotherKindHasNoPolls() {
    try (Host host = Host.start()) {
      Asking asking = host.asking().get("/page");
      Said page = host.hear();
      assertEquals(GONE, host.get(Host.poll(page.sid())).ok());
      host.say(page.sid(), "socket.io/msg", "x");
      host.say(page.sid(), "headers", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      assertEquals("", asking.answer().ok());
      assertEquals(1, host.count(Counter.BLASTBEAT_UNDELIVERABLE));
    }
  }
}
