package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.observe.Counter;

/** Reloads: what is not named any more ends, and the rest goes on. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class ServedUnderChangeTest {
  @Test
  void sessionsStayAndNewHostsCome() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking socket = beat.client();
        Asking client = beat.client();
        Asking early = beat.client();
        Asking later = beat.client()) {
      String sid = beat.open(socket, node);
      node.say(sid, "join", "room");
      client.get("/slow");
      String asked = node.hear("uwsgi").sid();
      early.send(Asking.request("GET", "new", "/"));
      early.expectRefusal(404);
      beat.reload(VhostSpec.of("localhost", "a").withAliases("other"), VhostSpec.of("new", "a"));
      node.answer(asked);
      client.expect(Asking.OK);
      node.say(sid, "room:websocket", "still here");
      socket.expectText("still here");
      later.send(Asking.request("GET", "new", "/"));
      node.answer(node.hear("uwsgi").sid());
      later.expect(Asking.OK);
    }
  }

  @Test
  void sessionsOfAHostThatIsNotThereAnyMoreEnd() {
    try (Beat beat = Beat.start(VhostSpec.of("localhost", "a"), VhostSpec.of("stays", "a"));
        JavaNode node = beat.node("a");
        Asking socket = beat.client();
        Asking waits = beat.client();
        Asking stays = beat.client()) {
      String sid = beat.open(socket, node);
      waits.get("/");
      String asked = node.hear("uwsgi").sid();
      stays.send(Asking.request("GET", "stays", "/"));
      String other = node.hear("uwsgi").sid();
      beat.reload(VhostSpec.of("stays", "a"));
      socket.expectClose(1001);
      waits.expectRefusal(503);
      Set<String> ended = new HashSet<>();
      ended.add(node.hear("end").sid());
      ended.add(node.hear("end").sid());
      assertEquals(Set.of(sid, asked), ended);
      node.answer(other);
      stays.expect(Asking.OK);
    }
  }

  @Test
  void sessionsOfANodeThatIsNotNamedAnyMoreAreAnswered() {
    try (Beat beat = Beat.start("a", "b");
        JavaNode a = beat.node("a");
        JavaNode b = beat.node("b");
        Asking first = beat.client();
        Asking second = beat.client()) {
      first.get("/");
      String gone = a.hear("uwsgi").sid();
      second.get("/");
      String kept = b.hear("uwsgi").sid();
      beat.reload(VhostSpec.of("localhost", "b"));
      first.expectRefusal(502);
      long before = beat.count(Counter.BLASTBEAT_STRANGERS);
      a.answer(gone);
      beat.awaitCount(Counter.BLASTBEAT_STRANGERS, before + 2);
      b.answer(kept);
      second.expect(Asking.OK);
    }
  }

  @Test
  void routersAndListenersChangeAndWhoCameByOneThatIsGoneIsToldSo() {
    String other = FreePort.address();
    BindSpec elsewhere = BindSpec.parse("127.0.0.2:0", false);
    try (Beat beat = Beat.start("a", "b");
        JavaNode a = beat.node("a");
        Asking client = beat.client()) {
      client.get("/1");
      a.serve();
      client.expect(Asking.OK);
      beat.reload(
          BlastbeatConfig.of(
              List.of(elsewhere),
              List.of(RouterSpec.parse(beat.address()), RouterSpec.parse(other)),
              List.of(VhostSpec.of("localhost", "b"))));
      client.get("/2");
      client.expectRefusal(404);
      int port = beat.port(elsewhere);
      try (JavaNode b = JavaNode.silent(other, "b").arrive(beat);
          Asking second = new Asking(connect(port))) {
        second.get("/");
        b.serve();
        second.expect(Asking.OK);
      }
    }
  }

  private static Socket connect(int port) {
    try {
      return new Socket("127.0.0.2", port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each request of each client is answered, by whichever node has it. */
  @Test
  void reloadsUnderLoadLoseNothing() throws InterruptedException {
    int clients = 8;
    int reloads = 10;
    Set<Throwable> failures = ConcurrentHashMap.newKeySet();
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a")) {
      Thread[] asking = new Thread[clients];
      for (int i = 0; i < clients; i++) {
        asking[i] = new Thread(() -> ask(beat, 50, failures), "client-" + i);
        asking[i].start();
      }
      Thread changing =
          new Thread(
              () -> {
                for (int i = 0; i < reloads; i++) {
                  beat.reload(VhostSpec.of("localhost", "a"), VhostSpec.of("host" + i, "a", "b"));
                }
              },
              "reloads");
      changing.start();
      for (int left = clients * 50; left > 0; ) {
        Heard heard = node.hear();
        if (heard.type().equals("uwsgi")) {
          node.answer(heard.sid());
          left--;
        }
      }
      for (Thread each : asking) {
        each.join();
      }
      changing.join();
      assertEquals(Set.of(), failures);
    }
  }

  private static void ask(Beat beat, int times, Set<Throwable> failures) {
    try (Asking client = beat.client()) {
      for (int i = 0; i < times; i++) {
        client.get("/" + i);
        client.expect(Asking.OK);
      }
    } catch (RuntimeException | AssertionError failed) {
      failures.add(failed);
    }
  }
}
