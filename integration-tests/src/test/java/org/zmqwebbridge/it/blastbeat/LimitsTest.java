package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.BlastbeatLimits;
import org.zmqwebbridge.blastbeat.config.SessionLimits;
import org.zmqwebbridge.blastbeat.config.VhostOptions;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.observe.Counter;

/** Limits: what one more gets, what counts it, and that nobody else notices. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class LimitsTest {
  /** Of one session: bytes of heads, bodies and messages, requests and groups. */
  private static UnaryOperator<BlastbeatConfig> session(
      int head, long body, int pipelined, int message, int groups) {
    SessionLimits usual = SessionLimits.DEFAULTS;
    SessionLimits changed =
        new SessionLimits(head, body, usual.maxReplayBytes(), pipelined, message, groups);
    return Beat.limits(all -> all.with(changed));
  }

  private static UnaryOperator<BlastbeatConfig> groups(int most, int members) {
    return Beat.limits(
        all ->
            new BlastbeatLimits(
                all.nodes(),
                all.session(),
                most,
                members,
                all.maxReplayBytesInAll(),
                all.maxCachedEntries(),
                all.maxConnectionsPerAddress()));
  }

  private static VhostSpec host() {
    return VhostSpec.of("localhost", "a");
  }

  @Test
  void oneSessionMoreThanThereMayBeIsAnsweredWith503() {
    try (Beat beat = Beat.start(Beat.sessions(1), host());
        JavaNode node = beat.node("a");
        Asking first = beat.client();
        Asking second = beat.client();
        Asking third = beat.client()) {
      first.get("/");
      String sid = node.serve();
      first.expect(Asking.OK);
      second.get("/");
      second.expectRefusal(503);
      assertEquals(1, beat.count(Counter.BLASTBEAT_UNAVAILABLE));
      first.close();
      node.hear(sid, "end", "");
      third.get("/");
      assertEquals("/", node.hear("uwsgi").path());
    }
  }

  /** What has come of its body has nobody to go to. */
  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 5", "Transfer-Encoding: chunked", "Upgrade: websocket"})
  void whatComesWithARequestThatIsRefusedIsDropped(String header) {
    try (Beat beat = Beat.start(Beat.sessions(1), host());
        JavaNode node = beat.node("a");
        Asking first = beat.client();
        Asking second = beat.client();
        Asking socket = beat.client()) {
      first.get("/");
      String sid = node.hear("uwsgi").sid();
      String body = header.startsWith("T") ? "5\r\nhello\r\n0\r\n\r\n" : "hello";
      if (header.startsWith("U")) {
        socket.send(
            Asking.request(
                    "GET",
                    "localhost",
                    "/",
                    header,
                    "Connection: Upgrade",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
                + new String(
                    Asking.frame(0x81, "early"), java.nio.charset.StandardCharsets.ISO_8859_1));
        socket.expectRefusal(503);
      } else {
        second.send(Asking.request("POST", "localhost", "/", header) + body);
        second.expectRefusal(503);
      }
      node.answer(sid);
      first.expect(Asking.OK);
      assertEquals(0, beat.count(Counter.LOOP_FAILURES));
    }
  }

  @Test
  void aHostHasALimitOfItsOwn() {
    VhostSpec small = host().with(VhostOptions.DEFAULTS.withSessions(1));
    try (Beat beat = Beat.start(small, VhostSpec.of("other", "a"));
        JavaNode node = beat.node("a");
        Asking first = beat.client();
        Asking second = beat.client();
        Asking elsewhere = beat.client()) {
      first.get("/");
      assertEquals("/", node.hear("uwsgi").path());
      second.get("/");
      second.expectRefusal(503);
      elsewhere.send(Asking.request("GET", "other", "/"));
      assertEquals("/", node.hear("uwsgi").path());
    }
  }

  @Test
  void oneHeaderMoreThanThereMayBeIsAnsweredWith431() {
    String header = "X: y\r\n";
    try (Beat beat = Beat.start(Beat.headers(5), host());
        JavaNode node = beat.node("a");
        Asking fits = beat.client();
        Asking client = beat.client();
        Asking more = beat.client()) {
      fits.send("GET / HTTP/1.1\r\nHost: localhost\r\n" + header.repeat(4) + "\r\n");
      String sid = node.hear("uwsgi").sid();
      client.send("GET / HTTP/1.1\r\nHost: localhost\r\n" + header.repeat(5) + "\r\n");
      client.expectRefusal(431);
      more.send("GET / HTTP/1.1\r\nHost: localhost\r\n" + header.repeat(50) + "\r\n");
      more.expectRefusal(431);
      beat.awaitCount(Counter.BLASTBEAT_MALFORMED, 2);
      node.answer(sid);
      fits.expect(Asking.OK);
    }
  }

  @Test
  void aHeadThatIsTooLongIsRefused() {
    try (Beat beat = Beat.start(session(200, 1000, 16, 1000, 8), host());
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/", "X: " + "y".repeat(300));
      client.expectRefusal(431);
      node.hearsNothingNow();
    }
  }

  /** Its head fits, and as a packet with its names it does not. */
  @Test
  void aPacketOfMoreThan65536BytesIsAnsweredWith431() {
    String header = "Y: \r\n";
    try (Beat beat = Beat.start(Beat.headers(10_000), host());
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.send("GET / HTTP/1.1\r\nHost: localhost\r\n" + header.repeat(8_000) + "\r\n");
      client.expectRefusal(431);
      node.hearsNothingNow();
      beat.awaitCount(Counter.BLASTBEAT_MALFORMED, 1);
    }
  }

  @Test
  void aBodyThatIsTooLongIsAnsweredWith413() {
    try (Beat beat = Beat.start(session(4_000, 10, 16, 1000, 8), host());
        JavaNode node = beat.node("a");
        Asking client = beat.client();
        Asking fits = beat.client()) {
      client.post("/", "12345678901");
      client.expectRefusal(413);
      fits.post("/", "1234567890");
      String sid = node.hear("uwsgi").sid();
      node.hear(sid, "body", "1234567890");
      assertEquals(1, beat.count(Counter.BLASTBEAT_MALFORMED));
    }
  }

  @Test
  void chunksWithoutAnEndAreAnsweredWith413() {
    try (Beat beat = Beat.start(session(4_000, 10, 16, 1000, 8), host());
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.send(Asking.request("POST", "localhost", "/", "Transfer-Encoding: chunked"));
      String sid = node.hear("uwsgi").sid();
      client.send("a\r\n1234567890\r\n");
      node.hear(sid, "body", "1234567890");
      client.send("1\r\nx\r\n");
      client.expectRefusal(413);
      node.hear(sid, "end", "");
    }
  }

  /** One more than may wait is read once another has its answer. */
  @Test
  void whoPipelinesTooMuchIsNotReadFrom() {
    String more = Asking.request("GET", "localhost", "/more");
    try (Beat beat = Beat.start(session(4_000, 1000, 2, 1000, 8), host());
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/1").get("/2");
      String sid = node.hear("uwsgi").sid();
      assertEquals("/2", node.hear("uwsgi").path());
      for (int i = 0; i < 3; i++) {
        client.send(more);
      }
      for (int i = 0; i < 5; i++) {
        node.answer(sid);
        if (i < 3) {
          assertEquals("/more", node.hear("uwsgi").path());
        }
      }
      client.expect(Asking.OK.repeat(5));
    }
  }

  @Test
  void aMessageThatIsTooLongCloses() {
    try (Beat beat = Beat.start(session(4_000, 1000, 2, 1000, 8), host());
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = beat.open(client, node);
      client.text("x".repeat(1_000));
      node.hear(sid, "websocket", "x".repeat(1_000));
      client.text("x".repeat(1_001));
      client.expectClose(1009);
      node.hear(sid, "end", "");
    }
  }

  @Test
  void whoJoinsTooManyGroupsEnds() {
    try (Beat beat = Beat.start(session(4_000, 1000, 2, 1000, 2), host());
        JavaNode node = beat.node("a");
        Asking client = beat.client();
        Asking other = beat.client()) {
      String sid = beat.open(client, node);
      String bystander = beat.open(other, node);
      node.say(bystander, "join", "1");
      for (String group : new String[] {"1", "2", "2", "3"}) {
        node.say(sid, "join", group);
      }
      client.expectClose(1011);
      node.hear(sid, "end", "");
      assertEquals(1, beat.count(Counter.BLASTBEAT_GROUPS_REFUSED));
      node.say(bystander, "1:websocket", "hi");
      other.expectText("hi");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "second"})
  void groupsAndTheirMembersAreLimited(String group) {
    try (Beat beat = Beat.start(groups(1, 1), host());
        JavaNode node = beat.node("a");
        Asking client = beat.client();
        Asking other = beat.client()) {
      String sid = beat.open(client, node);
      String bystander = beat.open(other, node);
      node.say(bystander, "join", "full");
      node.say(sid, "join", group);
      client.expectClose(1011);
      assertEquals(1, beat.count(Counter.BLASTBEAT_GROUPS_REFUSED));
      node.say(bystander, "full:websocket", "hi");
      other.expectText("hi");
    }
  }
}
