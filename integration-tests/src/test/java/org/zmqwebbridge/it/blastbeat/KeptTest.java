package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.BlastbeatLimits;
import org.zmqwebbridge.blastbeat.config.VhostOptions;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.observe.Counter;

/** Answers and fragments that nodes have had kept. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class KeptTest {
  private static final String CACHED =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\nCACHED";

  private static Beat start(long bytes) {
    return Beat.start(
        VhostSpec.of("localhost", "a").with(VhostOptions.DEFAULTS.withCacheBytes(bytes)));
  }

  /** A client asked once, so that its session can have something kept. */
  private static String session(Asking client, JavaNode node) {
    client.get("/first");
    String sid = node.serve();
    client.expect(Asking.OK);
    return sid;
  }

  @Test
  void aKeptAnswerIsSentWithoutTheNode() {
    try (Beat beat = start(1 << 20);
        JavaNode node = beat.node("a");
        Asking client = beat.client();
        Asking other = beat.client()) {
      String sid = session(client, node);
      node.say(sid, "cache", "/key?a=1 30 1\r\n" + CACHED);
      node.sync(beat);
      other.get("/key?a=1").get("/key?a=1");
      other.expect(CACHED + CACHED);
      other.send(Asking.request("HEAD", "localhost", "/key?a=1"));
      assertEquals("HEAD", node.hear("uwsgi").byName().get("REQUEST_METHOD"));
      client.get("/key?a=2");
      assertEquals("a=2", node.hear("uwsgi").byName().get("QUERY_STRING"));
      assertEquals(2, beat.count(Counter.BLASTBEAT_CACHE_HITS));
    }
  }

  @Test
  void aKeptAnswerEndsAConnectionThatIsToClose() {
    try (Beat beat = start(1 << 20);
        JavaNode node = beat.node("a");
        Asking client = beat.client();
        Asking other = beat.client()) {
      node.say(session(client, node), "cache", "/k\r\n" + CACHED);
      node.sync(beat);
      other.get("/k", "Connection: close");
      assertEquals(CACHED, other.readAll());
    }
  }

  @Test
  void whatIsKeptStaysUnlessItIsToBeReplaced() {
    String other = CACHED.replace("CACHED", "SECOND");
    try (Beat beat = start(1 << 20);
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = session(client, node);
      node.say(sid, "cache", "/k\r\n" + CACHED);
      node.say(sid, "cache", "/k 0 0\r\n" + other);
      node.sync(beat);
      client.get("/k");
      client.expect(CACHED);
      node.say(sid, "cache", "/k 0 1\r\n" + other);
      node.sync(beat);
      client.get("/k");
      client.expect(other);
      node.say(sid, "cache", "/k\r\n");
      node.sync(beat);
      client.get("/k");
      assertEquals("/k", node.hear("uwsgi").path());
    }
  }

  @Test
  void nothingIsKeptWithoutACache() {
    try (Beat beat = start(0);
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      node.say(session(client, node), "cache", "/k 30 1\r\n" + CACHED);
      node.sync(beat);
      client.get("/k");
      assertEquals("/k", node.hear("uwsgi").path());
      assertEquals(1, beat.count(Counter.BLASTBEAT_CACHE_EVICTED));
    }
  }

  @Test
  void thoseThatWereAskedForLongestAgoMakeRoom() {
    try (Beat beat = start(1_000);
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = session(client, node);
      node.say(sid, "cache", "/1\r\n" + CACHED);
      node.say(sid, "cache", "/2\r\n" + CACHED);
      node.sync(beat);
      client.get("/1");
      client.expect(CACHED);
      node.say(sid, "cache", "/3\r\n" + CACHED);
      node.say(sid, "cache", "/4\r\n" + CACHED);
      node.sync(beat);
      assertEquals(1, beat.count(Counter.BLASTBEAT_CACHE_EVICTED));
      client.get("/1");
      client.expect(CACHED);
      client.get("/2");
      assertEquals("/2", node.hear("uwsgi").path());
    }
  }

  @Test
  void oneEntryMoreThanThereMayBeMakesRoom() {
    VhostSpec host =
        VhostSpec.of("localhost", "a").with(VhostOptions.DEFAULTS.withCacheBytes(1 << 20));
    try (Beat beat = Beat.start(entries(2), host);
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = session(client, node);
      node.say(sid, "cache", "/1\r\n" + CACHED);
      node.say(sid, "cache", "/2\r\n" + CACHED);
      node.sync(beat);
      assertEquals(0, beat.count(Counter.BLASTBEAT_CACHE_EVICTED));
      node.say(sid, "cache", "/3\r\n" + CACHED);
      node.sync(beat);
      assertEquals(1, beat.count(Counter.BLASTBEAT_CACHE_EVICTED));
      client.get("/2").get("/3");
      client.expect(CACHED + CACHED);
      client.get("/1");
      assertEquals("/1", node.hear("uwsgi").path());
    }
  }

  private static UnaryOperator<BlastbeatConfig> entries(int most) {
    return Beat.limits(
        all ->
            new BlastbeatLimits(
                all.nodes(),
                all.session(),
                all.maxGroups(),
                all.maxGroupMembers(),
                all.maxReplayBytesInAll(),
                most,
                all.maxConnectionsPerAddress()));
  }

  @Test
  void whatIsNoAnswerIsNotKept() {
    try (Beat beat = start(1 << 20);
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = session(client, node);
      node.say(sid, "cache", "/k\r\nno answer");
      node.say(sid, "cache", "/k\r\n" + CACHED + "and more");
      node.say(sid, "cache", "no line");
      node.say(sid, "cache", "/k soon\r\n" + CACHED);
      node.sync(beat);
      assertEquals(4, beat.count(Counter.BLASTBEAT_MESSAGES_MALFORMED));
      client.get("/k");
      assertEquals("/k", node.hear("uwsgi").path());
    }
  }

  @Test
  void fragmentsAreSentAsBodies() {
    try (Beat beat = start(1 << 20);
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      String sid = node.hear("uwsgi").sid();
      node.say(sid, "fragcache", "top 60\r\n<h1>");
      node.say(sid, "headers", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n");
      node.say(sid, "frag", "top");
      node.say(sid, "frag", "not there");
      node.say(sid, "body", "ok");
      client.expect("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<h1>ok");
      assertEquals(1, beat.count(Counter.BLASTBEAT_UNDELIVERABLE));
    }
  }
}
