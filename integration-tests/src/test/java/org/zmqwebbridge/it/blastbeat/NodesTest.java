package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.blastbeat.config.NodeSpec;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.observe.Counter;

/** Which node a session goes to, and what becomes of it when that goes: the reference's A6. */
@SuppressWarnings("try") // clients and nodes end when a test says so
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class NodesTest {
  private static String ask(Asking client, JavaNode node) {
    client.get("/");
    return node.hear("uwsgi").sid();
  }

  @Test
  void theLeastLoadedIsChosenAndTheFirstOfEquals() {
    try (Beat beat = Beat.start("a", "b");
        JavaNode b = beat.node("b");
        JavaNode a = beat.node("a");
        Asking one = beat.client();
        Asking two = beat.client();
        Asking three = beat.client();
        Asking four = beat.client();
        Asking five = beat.client()) {
      ask(one, a);
      String second = ask(two, b);
      ask(three, a);
      two.close();
      b.hear(second, "end", "");
      ask(four, b); // it has none, the other two
      ask(five, b);
    }
  }

  @Test
  void weightsShareTheLoad() {
    VhostSpec host =
        VhostSpec.of("localhost").withNodes(new NodeSpec("a", 2), new NodeSpec("b", 1));
    try (Beat beat = Beat.start(host);
        JavaNode a = beat.node("a");
        JavaNode b = beat.node("b")) {
      List<Asking> all = new ArrayList<>();
      for (JavaNode next : List.of(a, b, a, a, b, a)) {
        Asking client = beat.client();
        all.add(client);
        ask(client, next);
      }
      all.forEach(Asking::close);
    }
  }

  @Test
  void whatANodeHadIsAnsweredAtOnceWhenItsConnectionEnds() {
    try (Beat beat = Beat.start("a", "b");
        JavaNode a = beat.node("a");
        JavaNode b = beat.node("b");
        Asking waits = beat.client();
        Asking idle = beat.client();
        Asking begun = beat.client();
        Asking others = beat.client();
        Asking socket = beat.client()) {
      String sid = ask(idle, a);
      a.answer(sid);
      idle.expect(Asking.OK);
      String kept = ask(others, b);
      ask(waits, a);
      String bs = ask(new Asking(beat.port()), b);
      assertEquals(16, bs.length());
      String half = ask(begun, a);
      a.say(half, "headers", JavaNode.OK);
      begun.expect(JavaNode.OK);
      a.close();
      waits.expectRefusal(502);
      begun.expectEnd();
      assertEquals(1, beat.count(Counter.BLASTBEAT_NODES_LOST));
      assertEquals(1, beat.count(Counter.BLASTBEAT_BAD_GATEWAY));
      b.answer(kept);
      others.expect(Asking.OK);
      idle.get("/again"); // nothing of it was lost
      assertEquals("/again", b.hear("uwsgi").path());
    }
  }

  @Test
  void aWebSocketIsClosedWith1012WhenItsNodeGoes() {
    try (Beat beat = Beat.start("a");
        JavaNode a = beat.node("a");
        Asking client = beat.client()) {
      beat.open(client, a);
      a.close();
      client.expectClose(1012);
    }
  }

  @Test
  void aNodeThatIsSilentForThreePingsIsGone() {
    try (Beat beat = Beat.start(Beat.pings(100), VhostSpec.of("localhost", "a", "b"));
        JavaNode a = beat.node("a");
        Asking client = beat.client();
        Asking socket = beat.client()) {
      client.get("/");
      client.expectRefusal(504); // it hears pings, and answers none
      assertEquals(1, beat.count(Counter.BLASTBEAT_TIMED_OUT));
      assertEquals(1, beat.count(Counter.BLASTBEAT_NODES_LOST));
      socket.upgrade("/");
      socket.expectRefusal(503);
    }
  }

  @Test
  void everyMessageOfASessionIsASignOfLife() {
    try (Beat beat = Beat.start(Beat.pings(500), VhostSpec.of("localhost", "a"));
        JavaNode a = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      String sid = "";
      for (int pings = 0; pings < 8; ) { // far more than three times as long
        Heard next = a.hearAny();
        if (next.type().equals("uwsgi")) {
          sid = next.sid();
          a.say(sid, "headers", "HTTP/1.1 200 OK\r\n\r\n");
        } else if (next.type().equals("ping")) {
          pings++;
          a.say(sid.isEmpty() ? JavaNode.NOBODY : sid, "body", "still here ");
        }
      }
      assertEquals(0, beat.count(Counter.BLASTBEAT_NODES_LOST));
    }
  }

  @Test
  void aNodeThatComesBackIsUsedAgain() {
    try (Beat beat = Beat.start("a");
        JavaNode before = beat.node("a");
        Asking client = beat.client();
        Asking refused = beat.client()) {
      String sid = ask(client, before);
      before.answer(sid);
      client.expect(Asking.OK);
      before.close();
      beat.awaitCount(Counter.BLASTBEAT_NODES_LOST, 1);
      refused.get("/");
      refused.expectRefusal(503);
      try (JavaNode after = beat.node("a")) {
        assertEquals(sid, ask(client, after)); // its session is the same
        after.answer(sid);
        client.expect(Asking.OK);
      }
    }
  }

  @Test
  void aHostMayHaveARouterOfItsOwn() {
    String own = FreePort.address();
    VhostSpec apart = VhostSpec.of("apart", "a").withRouters(RouterSpec.parse(own));
    try (Beat beat = Beat.start(VhostSpec.of("localhost", "a"), apart);
        JavaNode common = beat.node("a");
        JavaNode owned = JavaNode.silent(own, "a").arrive(beat);
        Asking client = beat.client();
        Asking other = beat.client()) {
      ask(client, common);
      other.send(Asking.request("GET", "apart", "/"));
      String sid = owned.hear("uwsgi").sid();
      common.answer(sid);
      beat.awaitCount(Counter.BLASTBEAT_FOREIGN, 2);
      owned.answer(sid);
      other.expect(Asking.OK);
    }
  }

  @Test
  void aNodeMayConnectToAnyOfSeveralRouters() {
    String second = FreePort.address();
    try (Beat beat =
            Beat.start(
                config ->
                    new org.zmqwebbridge.blastbeat.config.BlastbeatConfig(
                        config.binds(),
                        List.of(config.routers().get(0), RouterSpec.parse(second)),
                        config.vhosts(),
                        config.options(),
                        config.limits()),
                VhostSpec.of("localhost", "a", "b"));
        JavaNode a = beat.node("a");
        JavaNode b = JavaNode.silent(second, "b").arrive(beat);
        Asking one = beat.client();
        Asking two = beat.client()) {
      a.answer(ask(one, a));
      b.answer(ask(two, b));
      one.expect(Asking.OK);
      two.expect(Asking.OK);
    }
  }
}
