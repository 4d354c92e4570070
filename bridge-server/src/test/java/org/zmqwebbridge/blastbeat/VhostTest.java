package org.zmqwebbridge.blastbeat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.zmq.ZmqContexts;
import org.zmqwebbridge.zmq.ZmqLoop;

/** Which node is chosen, and what becomes of requests that their node cannot be told. */
class VhostTest {
  private final Counters counters = new Counters();
  private final ZmqContexts contexts = new ZmqContexts(counters);
  private final ZmqLoop loop =
      new ZmqLoop("test-loop", contexts, 0, 1500, System::nanoTime, counters);
  private final VhostSpec spec = VhostSpec.of("localhost", "a", "b", "c");
  private final House house =
      new House(
          BlastbeatConfig.of(
              List.of(), List.of(RouterSpec.parse("tcp://127.0.0.1:5000")), List.of(spec)),
          loop,
          1 << 20,
          counters);
  private final Vhost vhost = new Vhost(spec, house);
  private final Node a = new Node("a", house);
  private final Node b = new Node("b", house);
  private final Node c = new Node("c", house);

  VhostTest() {
    vhost.become(spec, List.of(a, b, c));
    loop.start();
  }

  @AfterEach
  void stop() {
    assertTrue(loop.stop(Await.DEADLINE_MILLIS));
    assertTrue(contexts.close(Await.DEADLINE_MILLIS));
  }

  private void onLoop(Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.post(
        () -> {
          try {
            task.run();
            done.complete(null);
          } catch (Throwable failed) {
            done.completeExceptionally(failed);
          }
        });
    done.orTimeout(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS).join();
  }

  private NodeRouter nowhere() {
    return new NodeRouter(RouterSpec.parse("tcp://127.0.0.1:5000"), house);
  }

  private void load(Node node, int sessions) {
    for (int i = 0; i < sessions; i++) {
      node.add(new Session(house, vhost, new WrittenCarrier()));
    }
  }

  private void allAreThere() {
    List.of(a, b, c).forEach(node -> assertTrue(node.hear(house.now(), nowhere())));
  }

  @Test
  void nobodyIsChosenWhereNobodyIs() {
    assertEquals(null, vhost.choose(null));
  }

  @Test
  void theLeastLoadedIsChosenAndTheFirstOfEquals() {
    allAreThere();
    assertEquals(a, vhost.choose(null));
    load(a, 1);
    assertEquals(b, vhost.choose(null));
    load(b, 2);
    load(c, 1);
    assertEquals(a, vhost.choose(null));
  }

  @Test
  void aWeightIsAShareOfTheLoad() {
    allAreThere();
    a.weigh(3);
    load(a, 2);
    load(b, 1);
    load(c, 1);
    assertEquals(a, vhost.choose(null)); // 2/3 is less than 1
    load(a, 1);
    assertEquals(a, vhost.choose(null)); // 1 as the others, and the first
    load(a, 1);
    assertEquals(b, vhost.choose(null));
  }

  @Test
  void whoPassesItOnIsChosenOnlyWhenAlone() {
    assertTrue(a.hear(house.now(), nowhere()));
    assertEquals(a, vhost.choose(a));
    assertTrue(b.hear(house.now(), nowhere()));
    load(b, 5);
    assertEquals(b, vhost.choose(a));
    b.drain(true);
    assertEquals(a, vhost.choose(a));
  }

  @Test
  void whoDrainsGetsNothingMoreAndKeepsWhatItHas() {
    allAreThere();
    load(a, 1);
    a.drain(true);
    b.drain(true);
    assertEquals(Node.State.DRAINING, a.state());
    assertEquals(c, vhost.choose(null));
    c.drain(true);
    assertEquals(null, vhost.choose(null));
    assertEquals(1, a.load());
    a.drain(false);
    assertEquals(a, vhost.choose(null));
  }

  private static Asked request(String path) {
    return Asked.of(
        "uwsgi".getBytes(ISO_8859_1),
        path.getBytes(ISO_8859_1),
        new Asked.Manner(false, true, false, false),
        null);
  }

  private NodeRouter open(String address) {
    NodeRouter router = new NodeRouter(RouterSpec.parse(address), house);
    onLoop(() -> router.open(false));
    return router;
  }

  private ZMQ.Socket connect(ZContext context, String address, Node node) {
    ZMQ.Socket dealer = context.createSocket(SocketType.DEALER);
    dealer.setIdentity(node.identity());
    dealer.setReceiveTimeOut(Await.DEADLINE_MILLIS);
    dealer.setHandshakeIvl(300);
    assertTrue(dealer.connect(address));
    assertTrue(dealer.send("", ZMQ.SNDMORE) && dealer.send("pong", ZMQ.SNDMORE) && dealer.send(""));
    boolean[] isAlive = {false};
    Await.await(
        node.name() + " to be there",
        () -> {
          onLoop(() -> isAlive[0] = node.isAlive());
          return isAlive[0];
        });
    return dealer;
  }

  /** Of two that are pipelined, the second must not be answered to the first. */
  @Test
  void whatComesAfterARequestThatItsNodeHasGoesToNoOther(
      @org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) {
    String first = "ipc://" + folder + "/a";
    String second = "ipc://" + folder + "/b";
    NodeRouter ofA = open(first);
    NodeRouter ofB = open(second);
    onLoop(() -> a.connectsTo(List.of(ofA)));
    onLoop(() -> b.connectsTo(List.of(ofB)));
    WrittenCarrier carrier = new WrittenCarrier();
    try (ZContext context = new ZContext()) {
      ZMQ.Socket dealerA = connect(context, first, a);
      ZMQ.Socket dealerB = connect(context, second, b);
      Session[] session = {null};
      onLoop(
          () -> {
            session[0] = new Session(house, vhost, carrier);
            session[0].ask(request("/1"));
            assertEquals(a, session[0].node());
            ofA.close();
            session[0].ask(request("/2"));
          });
      assertEquals("[refused 502]", carrier.written());
      onLoop(() -> assertEquals(0, b.asks().asked()));
      assertTrue(dealerA != dealerB);
      onLoop(ofB::close);
    }
  }
}
