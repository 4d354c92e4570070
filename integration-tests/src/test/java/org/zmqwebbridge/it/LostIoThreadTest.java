package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.IoThreadSaboteur;
import org.zmqwebbridge.zmq.IoThreadSaboteur.Fate;
import org.zmqwebbridge.zmq.IoThreadSaboteur.Victim;

/**
 * A thread of JeroMQ's that dies or halts takes its own sockets along for a moment, and nobody
 * else's: what was open there ends with an error, and pages go on with the sockets that they have.
 */
final class LostIoThreadTest {
  private final RouterService service = new RouterService();
  private final PubService news = new PubService();
  private final String repAddress = FreePort.address();
  private TestBridge bridge;
  private RawPage page;
  private Asker asker;

  @BeforeEach
  void allThreePatternsAreAtWork() {
    bridge =
        TestBridge.start(
            b ->
                b.loops(1)
                    .endpoint("echo", SocketType.REQ, service.address())
                    .endpoint("news", SocketType.SUB, news.address())
                    .endpoint("page", SocketType.REP, repAddress));
    page = bridge.page();
    asker = Asker.dealer(repAddress);
    page.connected("q", "echo", Json.REQ);
    page.connected("s", "news", Json.SUB);
    page.connected("p", "page", Json.REP);
    news.awaitSubscription();
    allServe("before");
  }

  private void allServe(String text) {
    page.send("q", text);
    service.reply(service.receive(text), "reply " + text);
    page.expect("q", "reply " + text);
    news.publish("news " + text);
    page.expect("s", "news " + text);
    asker.ask("", "ask " + text, "p");
    ServicesTest.answer(page, "p", "answer " + text);
    assertEquals(List.of("", "answer " + text), asker.answer());
  }

  @AfterEach
  void close() {
    page.close();
    asker.close();
    bridge.close();
    news.close();
    service.close();
  }

  @ParameterizedTest
  @EnumSource
  void ofTheBackEndsCostsOnlyWhatWasUnderWayThere(Fate fate) {
    try (IoThreadSaboteur saboteur =
        new IoThreadSaboteur(bridge.bridge(), Victim.BACK_ENDS, fate)) {
      for (int i = 0; i < 20; i++) {
        page.send("q", "doomed");
        service.receive("doomed");
      }
      asker.ask("", "asked before", "p");
      JsonArray ask = ServicesTest.ask(page, "p");

      saboteur.strike();
      for (int i = 0; i < 20; i++) {
        page.expectError("q", "gateway_lost");
      }
      ServicesTest.answer(page, "p", ask, "answered behind");
      assertEquals(List.of("", "answered behind"), asker.answer());
      awaitSubscribed();
      allServe("after");

      assertEquals(20, bridge.count(Counter.REQUESTS_GATEWAY_LOST));
      assertEquals(0, bridge.count(Counter.ASKS_LOST));
      assertRebuiltOnce();
    }
  }

  /** Publishes until the page hears it: the new subscription may be on its way. */
  private void awaitSubscribed() {
    long before = bridge.count(Counter.PUBLICATIONS);
    Await.await(
        "a publication to come",
        () -> {
          news.publish("probe");
          return bridge.count(Counter.PUBLICATIONS) > before;
        });
    news.publish("last probe"); // after all others, which may still be on their way
    JsonObject frame = page.next();
    while (!Json.text(frame, "content").equals("last probe")) {
      assertEquals("probe", Json.text(frame, "content"));
      frame = page.next();
    }
  }

  @Test
  void aDeadOneLeavesNoThreadBehind() {
    Set<Thread> threads = jeroMqs();
    for (int death = 1; death <= 5; death++) {
      try (IoThreadSaboteur saboteur =
          new IoThreadSaboteur(bridge.bridge(), Victim.BACK_ENDS, Fate.DEAD)) {
        saboteur.strike();
        bridge.awaitCount(Counter.CONTEXTS_REBUILT, death);
      }
    }
    awaitSubscribed();
    Await.await("JeroMQ's threads to end: " + jeroMqs(), () -> jeroMqs().size() == threads.size());
    allServe("after");
  }

  private static Set<Thread> jeroMqs() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !thread.getName().matches("(iothread|reaper)-.*"));
    return threads;
  }

  @ParameterizedTest
  @EnumSource
  void theBridgeClosesInTimeAllTheSame(Fate fate) {
    try (IoThreadSaboteur backEnds = new IoThreadSaboteur(bridge.bridge(), Victim.BACK_ENDS, fate);
        IoThreadSaboteur bound = new IoThreadSaboteur(bridge.bridge(), Victim.BOUND, fate)) {
      backEnds.strike();
      bound.strike();
      assertTimeout(Duration.ofSeconds(5), bridge::close);
      assertEquals(1012, page.closeCodeAfterMessages());
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofTheBoundAddressesCostsOnlyWhatWasUnderWayThere(Fate fate) {
    try (IoThreadSaboteur saboteur = new IoThreadSaboteur(bridge.bridge(), Victim.BOUND, fate)) {
      page.send("q", "asked before");
      List<byte[]> request = service.receive("asked before");
      asker.ask("", "doomed", "p");
      JsonArray ask = ServicesTest.ask(page, "p");

      long connected = bridge.count(Counter.PEERS_CONNECTED);
      saboteur.strike();
      bridge.awaitCount(Counter.ASKS_LOST, 1);
      ServicesTest.answer(page, "p", ask, "nobody wants to know");
      bridge.awaitCount(Counter.ANSWERS_UNROUTABLE, 1);
      service.reply(request, "answered behind");
      page.expect("q", "answered behind");
      Await.await(
          "the asker to come again", () -> bridge.count(Counter.PEERS_CONNECTED) > connected);
      allServe("after");

      assertEquals(0, bridge.count(Counter.REQUESTS_GATEWAY_LOST));
      assertEquals(1, bridge.count(Counter.ASKS_LOST));
      assertRebuiltOnce();
    }
  }

  private void assertRebuiltOnce() {
    assertEquals(1, bridge.count(Counter.IO_THREADS_LOST));
    assertEquals(1, bridge.count(Counter.CONTEXTS_REBUILT));
  }
}
