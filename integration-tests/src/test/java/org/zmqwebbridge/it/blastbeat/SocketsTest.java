package org.zmqwebbridge.it.blastbeat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.observe.Counter;

/** WebSockets: the reference's A5, and A9 as mended. */
@SuppressWarnings("try") // clients and nodes end when a test says so
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class SocketsTest {
  @Test
  void itsNodeIsToldOfTheUpgradeAndTheClientGetsTheHeadOfTheOriginal() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.upgrade("/chat?room=1");
      Heard heard = node.hear("uwsgi");
      assertEquals("websocket", heard.byName().get("HTTP_UPGRADE"));
      assertEquals("room=1", heard.byName().get("QUERY_STRING"));
      client.expect(Asking.SWITCH);
    }
  }

  @Test
  void textsGoBothWays() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = beat.open(client, node);
      client.text("ciao");
      node.hear(sid, "websocket", "ciao");
      node.say(sid, "websocket", "h\u00c3\u00a9llo");
      client.expectText("h\u00c3\u00a9llo");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 125, 126, 65_535, 65_536, 262_144})
  void messagesOfEverySizeGoBothWays(int length) {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = beat.open(client, node);
      String text = "x".repeat(length);
      client.text(text);
      node.hear(sid, "websocket", text);
      node.say(sid, "websocket", text);
      String frame = new String(Asking.frame(0x81, text), ISO_8859_1);
      int header = frame.length() - length - 4;
      client.expect("\u0081" + (char) (frame.charAt(1) & 0x7f) + frame.substring(2, header));
      client.expect(text);
    }
  }

  @Test
  void bytesAreTheSameToNodesAndAreToldApartOnlyOnTheWayToThePage() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = beat.open(client, node);
      client.send(Asking.frame(0x82, "\u00ff\0"));
      node.hear(sid, "websocket", "\u00ff\0");
      node.say(sid, "websocket-binary", "\u00ff\0");
      client.expect("\u0082\u0002\u00ff\0");
    }
  }

  @Test
  void fragmentsAreJoinedAndPingsBetweenThemAnswered() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = beat.open(client, node);
      client.send(Asking.frame(0x01, "one ")).send(Asking.frame(0x89, "ping"));
      client.expect("\u008a\u0004ping");
      client.send(Asking.frame(0x00, "two ")).send(Asking.frame(0x8a, "unasked"));
      client.send(Asking.frame(0x80, "three"));
      node.hear(sid, "websocket", "one two three");
    }
  }

  @Test
  void framesThatComeWithTheHandshakeAreRead() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String early = new String(Asking.frame(0x81, "hi"), ISO_8859_1);
      client.send(
          Asking.request(
                  "GET",
                  "localhost",
                  "/",
                  "Upgrade: websocket",
                  "Connection: keep-alive, Upgrade",
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
              + early);
      String sid = node.hear("uwsgi").sid();
      node.hear(sid, "websocket", "hi");
      client.expect(Asking.SWITCH);
    }
  }

  @ParameterizedTest
  @CsvSource({"1000", "1001", "4999"})
  void aCloseIsAnsweredWithItsCodeAndTheNodeIsTold(int code) {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = beat.open(client, node);
      client.send(Asking.frame(0x88, "" + (char) (code >> 8) + (char) (code & 0xff) + "bye"));
      client.expectClose(code);
      node.hear(sid, "end", "");
    }
  }

  @Test
  void theEndOfANodeClosesWith1000() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = beat.open(client, node);
      node.say(sid, "websocket", "bye");
      node.say(sid, "end", "");
      client.expectText("bye");
      client.expectClose(1000);
      node.hear(sid, "end", "");
    }
  }

  /** Pages would see 1006 now and then if it ended before they could answer. */
  @Test
  void theConnectionEndsAfterTheAnswerToItsCloseAndNothingElseIsHeard() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = beat.open(client, node);
      node.say(sid, "end", "");
      node.hear(sid, "end", "");
      client.expect("\u0088\u0002\u0003\u00e8");
      client.text("too late").send(Asking.frame(0x89, "nor this"));
      client.send(Asking.frame(0x88, "\u0003\u00e8"));
      client.expectEnd();
      node.hearsNothingNow();
    }
  }

  @Test
  void aPageThatLeavesIsToldToItsNode() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = beat.open(client, node);
      client.close();
      node.hear(sid, "end", "");
    }
  }

  @Test
  void textThatIsNoUtf8ClosesWith1007AndNoNodeHearsOfIt() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = beat.open(client, node);
      client.send(Asking.frame(0x81, "\u00c3("));
      client.expectClose(1007);
      node.hear(sid, "end", "");
      assertEquals(1, beat.count(Counter.BLASTBEAT_MALFORMED));
    }
  }

  @Test
  void nothingIsHeardAfterWhatWasWrong() {
    String latin = "\u00c3(";
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = beat.open(client, node);
      byte[] wrong = Asking.frame(0x81, latin);
      byte[] next = Asking.frame(0x81, "after it");
      byte[] both = new byte[wrong.length + next.length];
      System.arraycopy(wrong, 0, both, 0, wrong.length);
      System.arraycopy(next, 0, both, wrong.length, next.length);
      client.send(both);
      client.expectClose(1007);
      node.hear(sid, "end", "");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "129, 5, 1002", // not masked
    "193, 128, 1002", // a reserved bit
    "131, 128, 1002", // a reserved opcode
    "128, 128, 1002", // a continuation of nothing
    "9, 128, 1002", // a ping in fragments
    "137, 254, 1002", // a ping that is too long
  })
  void framesThatBreakTheProtocolCloseIt(int first, int second, int code) {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = beat.open(client, node);
      client.send(new byte[] {(byte) first, (byte) second, 0, 0, 0, 0, 0, 0, 0, 0});
      client.expectClose(code);
      node.hear(sid, "end", "");
    }
  }

  /** As the Ruby example in its README does for every request. */
  @Test
  void answersOfHttpMeanNothingOnAWebSocketAndEndDoes() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = beat.open(client, node);
      node.answer(sid);
      node.say(sid, "chunk", "x");
      node.say(sid, "websocket", "still here");
      client.expectText("still here");
      assertEquals(3, beat.count(Counter.BLASTBEAT_ANSWERS_MALFORMED));
      node.say(sid, "end", "");
      client.expectClose(1000);
    }
  }

  @Test
  void whatHasNoKeyIsARequest() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/", "Upgrade: websocket", "Connection: Upgrade");
      String sid = node.serve();
      client.expect(Asking.OK);
      node.say(sid, "websocket", "nobody hears it");
      beat.awaitCount(Counter.BLASTBEAT_UNDELIVERABLE, 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dGhlIHNhbXBsZSBub25jZQ==, 8, 426",
    "short, 13, 400",
  })
  void handshakesThatAreWrongAreRefused(String key, String version, int status) {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get(
          "/",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Key: " + key,
          "Sec-WebSocket-Version: " + version);
      String answer = client.expectRefusal(status);
      assertEquals(status == 426, answer.contains("Sec-WebSocket-Version: 13"));
      node.hearsNothingNow();
    }
  }

  @Test
  void aWebSocketMayFollowOtherRequests() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      String sid = node.serve();
      client.expect(Asking.OK);
      assertEquals(sid, beat.open(client, node));
    }
  }

  /** It is none before it is told so: frames then would be heard before their upgrade. */
  @Test
  void framesBeforeTheUpgradeIsAnsweredAreNoMessages() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/slow");
      String sid = node.hear("uwsgi").sid();
      client.upgrade("/ws").text("early");
      client.expectRefusal(400);
      node.hear(sid, "end", "");
    }
  }
}
