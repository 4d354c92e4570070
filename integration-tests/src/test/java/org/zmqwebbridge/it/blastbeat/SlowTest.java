package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.NodeLimits;
import org.zmqwebbridge.blastbeat.config.SessionLimits;
import org.zmqwebbridge.blastbeat.config.VhostOptions;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Nodes that take nothing, clients that take nothing, and hosts with little bandwidth. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class SlowTest {
  private static final String WAITING = "zwb.blastbeat.waiting";
  private static final int UNREAD = 1;
  private static final int MANY = 100;
  private static final int LONG = 200_000;

  private static UnaryOperator<BlastbeatConfig> limits(long messageBytes, int replayBytes) {
    NodeLimits nodes = NodeLimits.DEFAULTS;
    SessionLimits usual = SessionLimits.DEFAULTS;
    SessionLimits session =
        new SessionLimits(
            usual.maxHeadBytes(),
            usual.maxBodyBytes(),
            replayBytes,
            usual.maxPipelined(),
            usual.maxSocketMessageBytes(),
            usual.maxGroups());
    return Beat.limits(
        all ->
            all.with(session)
                .with(
                    new NodeLimits(
                        nodes.maxWaiting(),
                        nodes.maxWaitingBytes(),
                        messageBytes,
                        nodes.maxPeers(),
                        nodes.lingerMillis())));
  }

  private static CompletableFuture<Void> later(Runnable task) {
    return CompletableFuture.runAsync(task, command -> new Thread(command, "client").start());
  }

  private static void done(CompletableFuture<Void> task) {
    task.orTimeout(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS).join();
  }

  private static void awaitStuffed(Beat beat) {
    Await.await("something to wait for the node", () -> beat.bridge().gauge(WAITING) >= 1);
  }

  /** One client must not have it cut off, nor fill the bridge. */
  @Test
  void aNodeThatTakesNothingIsWaitedForAndItsClientNotReadFrom() {
    String text = "x".repeat(LONG);
    try (Beat beat = Beat.start(limits(LONG + 1_000, 262_144), VhostSpec.of("localhost", "a"));
        JavaNode node = JavaNode.silent(beat.address(), "a", UNREAD).arrive(beat);
        Asking client = beat.client()) {
      String sid = beat.open(client, node);
      CompletableFuture<Void> sending =
          later(
              () -> {
                for (int i = 0; i < MANY; i++) {
                  client.text(text);
                }
              });
      awaitStuffed(beat);
      for (int i = 0; i < MANY; i++) {
        assertEquals(LONG, node.hear("websocket").body().length());
      }
      done(sending);
      assertEquals(0, beat.count(Counter.PEERS_CUT_OFF));
      assertEquals(0, beat.count(Counter.BLASTBEAT_NODES_LOST));
      node.say(sid, "websocket", "all");
      client.expectText("all");
    }
  }

  /** What the first did not take is nobody's any more; its client is read from again. */
  @Test
  void aClientIsReadFromAgainWhenTheNodeThatTookNothingHasGone() {
    String body = "x".repeat(MANY * LONG);
    try (Beat beat = Beat.start(limits(1 << 20, 262_144), VhostSpec.of("localhost", "a", "b"));
        JavaNode first = JavaNode.silent(beat.address(), "a", UNREAD).arrive(beat);
        Asking client = beat.client()) {
      client.send(Asking.request("POST", "localhost", "/", "Content-Length: " + body.length()));
      first.serve(); // before it has the body
      client.expect(Asking.OK);
      CompletableFuture<Void> sending = later(() -> client.send(body).get("/next"));
      awaitStuffed(beat);
      try (JavaNode second = beat.node("b")) {
        first.close();
        assertEquals("/next", second.hear("uwsgi").path());
        done(sending);
      }
    }
  }

  @Test
  void aNodeThatTookNothingMayPassARequestOn() {
    String body = "x".repeat(MANY * LONG);
    try (Beat beat = Beat.start(limits(1 << 20, 32 << 20), VhostSpec.of("localhost", "a", "b"));
        JavaNode first = JavaNode.silent(beat.address(), "a", UNREAD).arrive(beat);
        JavaNode second = beat.node("b");
        Asking client = beat.client()) {
      client.send(Asking.request("POST", "localhost", "/", "Content-Length: " + body.length()));
      String sid = first.hear("uwsgi").sid();
      CompletableFuture<Void> sending = later(() -> client.send(body));
      awaitStuffed(beat);
      first.say(sid, "retry", "");
      assertEquals(sid, second.hear("uwsgi").sid());
      for (int got = 0; got < body.length(); ) {
        got += second.hear("body").body().length();
      }
      done(sending);
      second.answer(sid);
      client.expect(Asking.OK);
    }
  }

  /** And nobody else's. */
  @Test
  void aClientThatTakesNothingLosesItsConnection() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client();
        Asking other = beat.client()) {
      client.get("/");
      String sid = node.hear("uwsgi").sid();
      node.say(sid, "headers", "HTTP/1.1 200 OK\r\n\r\n");
      for (int i = 0; i < 2 * MANY; i++) {
        node.say(sid, "body", "x".repeat(LONG));
      }
      node.hear(sid, "end", "");
      other.get("/");
      assertEquals("/", node.hear("uwsgi").path());
    }
  }

  @Test
  void whatIsMoreThanTheBandwidthOfAHostComesLaterAndInOrder() {
    VhostSpec narrow =
        VhostSpec.of("localhost", "a").with(VhostOptions.DEFAULTS.withBandwidthKbits(800));
    try (Beat beat = Beat.start(narrow);
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/", "Connection: close");
      String sid = node.hear("uwsgi").sid();
      String head = "HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n";
      StringBuilder body = new StringBuilder();
      long begun = System.nanoTime();
      node.say(sid, "headers", head);
      for (int i = 0; i < 50; i++) {
        String part = ("" + (char) ('a' + i % 26)).repeat(1_000);
        body.append(part);
        node.say(sid, "body", part);
      }
      assertEquals(head + body, client.readAll());
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      assertTrue(
          millis >= 100, "100 kB a second, of which 20 may go at once, in " + millis + " ms");
      node.hear(sid, "end", "");
    }
  }
}
