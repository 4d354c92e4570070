package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.grip.HoldOrigin.Answer;
import org.zmqwebbridge.observe.Counter;

/** Origins that say what makes no sense, or never stop, harm nobody else. */
class BadOriginsTest {
  private static GripBridge bridge(HoldOrigin origin) {
    return GripBridge.start("* 127.0.0.1:" + origin.port() + ",over_http");
  }

  private static int opened(String events, String... more) {
    try (HoldOrigin origin = new HoldOrigin(asked -> Answer.events(events, more));
        GripBridge bridge = bridge(origin)) {
      int status = bridge.bridge().upgrade().target("/x").status();
      assertEquals(1, bridge.bridge().count(Counter.GRIP_MALFORMED));
      return status;
    }
  }

  @Test
  void openingsThatMakeNoSenseAreRefusedWith502() {
    assertEquals(502, opened("TEXT 2\r\nhi\r\n"));
    assertEquals(502, opened("OPEN\r\nTEXT 9\r\nhi\r\n"));
    assertEquals(502, opened("OPEN"));
    assertEquals(502, opened("NONSENSE\r\n"));
  }

  @Test
  void eventsThatMakeNoSenseEndTheWebSocketWith1011() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    Answer.events(
                        asked.body().startsWith("OPEN") ? "OPEN\r\n" : "TEXT ffffffff\r\n"));
        GripBridge bridge = bridge(origin)) {
      RawPage page = bridge.socket("/x");
      page.send("hello");
      assertEquals(1011, page.closeCode());
    }
  }

  @Test
  void anOriginThatTakesNothingIsGivenUp() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    asked.body().startsWith("OPEN")
                        ? Answer.events("OPEN\r\n")
                        : Answer.events("", "Content-Bytes-Accepted", "0"));
        GripBridge bridge = bridge(origin)) {
      RawPage page = bridge.socket("/x");
      page.send("x".repeat(60_000));
      page.send("x".repeat(60_000));
      page.send("x".repeat(60_000));
      page.send("x".repeat(60_000));
      assertEquals(1011, page.closeCode());
    }
  }

  @Test
  void aClientIsNotReadFromWhileTooMuchWaitsForItsOrigin() {
    CountDownLatch go = new CountDownLatch(1);
    try (HoldOrigin origin =
            new HoldOrigin(
                asked -> {
                  if (!asked.body().startsWith("OPEN")) {
                    await(go);
                  }
                  return Answer.events(asked.body().startsWith("OPEN") ? "OPEN\r\n" : "");
                });
        GripBridge bridge = bridge(origin)) {
      RawPage page = bridge.socket("/x");
      origin.told("OPEN\r\n");
      String message = "x".repeat(60_000);
      for (int i = 0; i < 5; i++) {
        page.send(message);
      }
      bridge.bridge().awaitCount(Counter.READS_PAUSED, 1);
      go.countDown();
      long bytes = 0;
      while (bytes < 5L * message.length()) {
        bytes += origin.next().body().chars().filter(c -> c == 'x').count();
      }
      page.frame(RawPage.PING, true, new byte[] {1});
      page.expectPong(new byte[] {1});
      page.cut();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void namesAndMetaInjectNothing() {
    String instruct =
        "{\"hold\":{\"mode\":\"response\",\"channels\":[{\"name\":\"a\\r\\nX-Evil: 1\","
            + "\"prev-id\":\"1\"}],\"meta\":{\"user\":\"b\\r\\nX-Evil: 1\"}},"
            + "\"response\":{\"body\":\"late\"}}";
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    asked.header("Grip-Last").isEmpty() && asked.target().equals("/lp")
                        ? Answer.ok(instruct, "Content-Type", "application/grip-instruct")
                        : Answer.ok("done\n"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/lp")) {
      assertEquals("/lp", origin.next().target());
      bridge.bridge().awaitCount(Counter.HOOK_ALLOWED, 2);
      try (HeldRequest other = new HeldRequest(bridge.port(), "/other")) {
        String head = other.head(200);
        assertFalse(head.contains("Evil"), head);
      }
      assertTrue(origin.next().headers("X-Evil").isEmpty());
      assertNotNull(held, "it waits");
    }
  }

  @Test
  void headsThatCannotBeAreAnsweredWith502() {
    String instruct =
        "{\"hold\":{\"mode\":\"stream\"},\"response\":{\"headers\":{\"X\":\"a\\r\\nX-Evil: 1\"}}}";
    try (HoldOrigin origin =
            new HoldOrigin(
                asked -> Answer.ok(instruct, "Content-Type", "application/grip-instruct"));
        GripBridge bridge = bridge(origin);
        HeldRequest held = new HeldRequest(bridge.port(), "/s")) {
      held.head(502);
    }
  }
}
