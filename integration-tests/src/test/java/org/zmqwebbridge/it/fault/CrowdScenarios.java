package org.zmqwebbridge.it.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.it.Json;
import org.zmqwebbridge.it.Limits;
import org.zmqwebbridge.it.PubService;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.Wire;
import org.zmqwebbridge.observe.Counter;

/** Many pages at once, and one that sleeps. */
final class CrowdScenarios {
  private static final int PAGES = 1_000;
  private static final int SMALL_BUFFER = 4_096;

  private CrowdScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "a thousand pages that leave at once leave nothing behind", CrowdScenarios::leaving),
        new Scenario(
            "a subscriber that has slept hears in order, and what is published now",
            CrowdScenarios::sleeping));
  }

  private static Scenario.Report leaving(long seed) {
    List<RawPage> pages = new ArrayList<>();
    try (JavaEcho service = new JavaEcho();
        Scene scene =
            new Scene(
                Wire.CLEAR,
                b ->
                    b.endpoint(Stage.ENDPOINT, SocketType.REQ, "tcp://127.0.0.1:" + service.port())
                        .limits(Limits.edge("maxConnectionsPerAddress", 0)))) {
      for (int i = 0; i < PAGES; i++) {
        RawPage page = scene.bridge().page();
        page.connected("a", Stage.ENDPOINT, Json.REQ);
        pages.add(page);
      }
      scene.begins(Scene.STEADY);
      service.freeze();
      pages.forEach(page -> page.send("a", "x"));
      scene.bridge().awaitCount(Counter.REQUESTS, PAGES);
      pages.forEach(RawPage::cut);
      long over = System.nanoTime();
      scene.bridge().awaitCount(Counter.REQUESTS_ABANDONED, PAGES); // none is answered meanwhile
      service.thaw();
      scene.bystander().awaitRounds();
      scene.bridge().awaitCount(Counter.CONNECTIONS_CLOSED, PAGES);
      long recoveryMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - over);
      scene.settled(recoveryMillis);
      return new Scenario.Report(recoveryMillis, 0, Map.of(Outcome.CUT_OFF, (long) PAGES));
    }
  }

  private static Scenario.Report sleeping(long seed) {
    String payload = "x".repeat(2_000);
    try (PubService paper = new PubService();
        Scene scene =
            new Scene(
                Wire.CLEAR,
                b ->
                    b.endpoint(Stage.ENDPOINT, SocketType.SUB, paper.address())
                        .limits(Limits.edge("maxQueuedMessages", 100, "writeMillis", 60_000)));
        RawPage sleeper = RawPage.open(scene.bridge().upgrade().receiveBuffer(SMALL_BUFFER))) {
      sleeper.connected("s", Stage.ENDPOINT, Json.SUB);
      paper.awaitSubscription();
      scene.begins(Scene.STEADY);
      int number = 0;
      while (scene.bridge().count(Counter.DELIVERIES_DROPPED) == 0) {
        for (int i = 0; i < 500; i++) {
          paper.publish(number++ + payload);
        }
        scene.bystander().awaitRounds();
      }
      paper.publish(number + payload);
      int last = number;
      long over = System.nanoTime();
      int heard = -1;
      while (heard < last) {
        String content = Json.text(sleeper.next(), "content");
        int next = Integer.parseInt(content.substring(0, content.indexOf('x')));
        assertTrue(next > heard, next + " behind " + heard);
        heard = next;
      }
      long recoveryMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - over);
      return scene.settled(recoveryMillis);
    }
  }
}
