package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.BlastbeatOptions;
import org.zmqwebbridge.blastbeat.config.NodeLimits;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** What nodes may take: connections, messages of theirs, and what waits for them. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class NodeLimitsTest {
  private static final String WAITING = "zwb.blastbeat.waiting";
  private static final int UNREAD = 1;
  private static final int LONG = 200_000;
  private static final int MOST_WAITING = 8;

  /**
   * It does not connect again; so its only handshake has all the time that a busy machine takes.
   */
  private static void once(ZMQ.Socket socket) {
    socket.setHandshakeIvl(Await.DEADLINE_MILLIS);
    socket.setReconnectIVL(-1);
  }

  private static VhostSpec host(String... nodes) {
    return VhostSpec.of("localhost", nodes);
  }

  /** Nodes that do not listen are not taken for gone. */
  private static UnaryOperator<BlastbeatConfig> patient(int maxWaiting, long memoryBytes) {
    NodeLimits usual = NodeLimits.DEFAULTS;
    BlastbeatOptions options = BlastbeatOptions.DEFAULTS;
    return config ->
        nodes(maxWaiting, usual.maxMessageBytes(), usual.maxPeers())
            .apply(config)
            .with(
                new BlastbeatOptions(
                    60_000,
                    options.statsSeconds(),
                    options.maxHops(),
                    options.sessions(),
                    options.timeoutSeconds(),
                    options.maxWriteQueueBytes(),
                    memoryBytes,
                    options.maxHeaders(),
                    "",
                    ""));
  }

  private static UnaryOperator<BlastbeatConfig> nodes(int waiting, long messageBytes, int peers) {
    NodeLimits usual = NodeLimits.DEFAULTS;
    return Beat.limits(
        all ->
            all.with(
                new NodeLimits(
                    waiting, usual.maxWaitingBytes(), messageBytes, peers, usual.lingerMillis())));
  }

  private static void awaitWaiting(Beat beat, int atLeast) {
    Await.await(
        atLeast + " messages to wait for the node", () -> beat.bridge().gauge(WAITING) >= atLeast);
  }

  /** Has a client say more than its node takes. */
  private static void stuff(Beat beat, Asking client) {
    Thread sending =
        new Thread(
            () -> {
              try {
                while (true) {
                  client.text("x".repeat(LONG));
                }
              } catch (RuntimeException over) {
                // its connection has ended
              }
            },
            "client");
    sending.setDaemon(true);
    sending.start();
    awaitWaiting(beat, 1);
  }

  @Test
  void oneConnectionMoreThanARouterMayHaveIsTurnedAway() {
    int waiting = NodeLimits.DEFAULTS.maxWaiting();
    try (Beat beat = Beat.start(nodes(waiting, 1 << 20, 1), host("a", "b"));
        JavaNode first = beat.node("a");
        JavaNode second = JavaNode.silent(beat.address(), "b");
        Asking client = beat.client()) {
      second.say("", "pong", "");
      beat.awaitCount(Counter.PEERS_TURNED_AWAY, 1);
      for (int i = 0; i < 2; i++) {
        client.get("/");
        first.serve();
        client.expect(Asking.OK);
      }
      assertEquals(0, beat.count(Counter.BLASTBEAT_NODES_LOST));
    }
  }

  @Test
  void aMessageThatIsTooLongEndsItsNodesConnectionAndNobodyElses() {
    int waiting = NodeLimits.DEFAULTS.maxWaiting();
    try (Beat beat = Beat.start(nodes(waiting, 4_096, 10), host("a", "b"));
        JavaNode wordy = JavaNode.with(NodeLimitsTest::once, beat.address(), "a").arrive(beat);
        JavaNode other = beat.node("b");
        Asking client = beat.client();
        Asking bystander = beat.client()) {
      client.get("/1");
      String sid = wordy.hear("uwsgi").sid();
      bystander.get("/2");
      String quiet = other.hear("uwsgi").sid();
      wordy.say(sid, "body", "x".repeat(5_000));
      client.expectRefusal(502);
      assertEquals(1, beat.count(Counter.BLASTBEAT_NODES_LOST));
      assertTrue(beat.count(Counter.PEERS_LOST) >= 1);
      other.answer(quiet, "y".repeat(4_000));
      bystander.expect("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n" + "y".repeat(4_000));
    }
  }

  @Test
  void moreThanMayWaitForANodeIsAnsweredWith503() {
    List<Asking> clients = new ArrayList<>();
    try (Beat beat = Beat.start(patient(MOST_WAITING, 1 << 30), host("a"));
        JavaNode node = JavaNode.silent(beat.address(), "a", UNREAD).arrive(beat);
        Asking talker = beat.client();
        Asking last = beat.client()) {
      beat.open(talker, node);
      stuff(beat, talker);
      for (int i = 0; i < MOST_WAITING; i++) {
        clients.add(beat.client().get("/" + i));
      }
      awaitWaiting(beat, MOST_WAITING);
      last.get("/last");
      last.expectRefusal(503);
      talker.close();
      long refused = beat.count(Counter.BLASTBEAT_UNAVAILABLE) - 1;
      for (long left = MOST_WAITING - refused; left > 0; ) {
        Heard heard = node.hear();
        if (heard.type().equals("uwsgi")) {
          node.answer(heard.sid());
          left--;
        }
      }
      for (Asking client : clients) {
        String status = client.read("HTTP/1.1 200".length());
        refused -= status.equals("HTTP/1.1 503") ? 1 : 0;
        assertTrue(status.matches("HTTP/1.1 (200|503)"), status);
        client.close();
      }
      assertEquals(0, refused);
      assertEquals(0, beat.count(Counter.BLASTBEAT_NODES_LOST));
    }
  }

  /** A node that is not told of an end keeps what it has of the session. */
  @Test
  void whereMemoryIsShortSessionsEndAndTheirNodeIsTold() {
    try (Beat beat = Beat.start(patient(1_000, 1 << 20), host("a", "b"));
        JavaNode node = JavaNode.silent(beat.address(), "a", UNREAD).arrive(beat);
        JavaNode other = beat.node("b");
        Asking asked = beat.client()) {
      List<Asking> talkers = new ArrayList<>();
      List<String> sids = new ArrayList<>();
      for (int i = 0; i < 2 * MOST_WAITING; i++) { // each other one is the other node's
        Asking talker = beat.client();
        talkers.add(talker);
        if (i % 2 == 0) {
          sids.add(beat.open(talker, node));
        } else {
          beat.open(talker, other);
        }
      }
      stuff(beat, talkers.get(0));
      for (int i = 2; i < talkers.size(); i += 2) {
        talkers.get(i).text("y".repeat(LONG)); // of which five have room
      }
      talkers.get(2 * MOST_WAITING - 2).expectClose(1011);
      talkers.get(1).text("still there");
      assertEquals("still there", other.hear("websocket").body());
      for (int i = 0; i < talkers.size(); i += 2) {
        talkers.get(i).close();
      }
      while (!sids.isEmpty()) {
        Heard heard = node.hear();
        assertTrue(!heard.type().equals("end") || sids.remove(heard.sid()), heard::toString);
      }
      Await.await("room again", () -> beat.bridge().gauge(WAITING) == 0);
      asked.get("/");
      node.serve();
      asked.expect(Asking.OK);
      for (int i = 1; i < talkers.size(); i += 2) {
        talkers.get(i).close();
      }
    }
  }
}
