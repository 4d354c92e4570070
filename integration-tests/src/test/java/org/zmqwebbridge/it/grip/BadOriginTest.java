package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.CapturedLog;
import org.zmqwebbridge.kit.RawOrigin;

/** Origins that are not there, say nothing, too much or nonsense, or leave; and slow clients. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class BadOriginTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String FAILED = "\r\n\r\nError while proxying to origin.\n";
  private static final int LARGE = 100_000_000;

  private static String line(RawOrigin origin) {
    return "* 127.0.0.1:" + origin.port();
  }

  private static int deadPort() {
    try (RawOrigin origin = RawOrigin.saying("")) {
      return origin.port();
    }
  }

  @Test
  void whereNoOriginCanBeReachedItIsABadGateway() {
    int dead = deadPort();
    try (ProxyBridge bridge =
            ProxyBridge.routing(
                "* 127.0.0.1:" + dead + " 127.0.0.1:" + dead,
                "*,path_beg=/debug,debug 127.0.0.1:" + dead);
        ProxyClient client = bridge.client()) {
      String said = client.get("/").answer();
      assertTrue(said.startsWith("HTTP/1.1 502 Bad Gateway\r\n"), said);
      assertTrue(said.contains("\r\nContent-Type: text/plain"), said);
      assertTrue(said.endsWith(FAILED), said);
      said = client.get("/debug").answer();
      assertTrue(said.contains("Error while proxying to origin: cannot connect: "), said);
    }
  }

  @Test
  void theLogSaysWhichOriginFailedAndHow() {
    try (CapturedLog log = CapturedLog.open();
        RawOrigin silent =
            RawOrigin.playing(
                line -> {
                  String unused = line.head();
                  line.awaitEnd();
                });
        RawOrigin nothing = RawOrigin.saying("no HTTP at all\r\n\r\n")) {
      int dead = deadPort();
      try (ProxyBridge bridge =
              ProxyBridge.with(
                  ProxyBridge::impatient,
                  "*,path_beg=/dead 127.0.0.1:" + dead,
                  "*,path_beg=/late 127.0.0.1:" + silent.port(),
                  "*,path_beg=/none 127.0.0.1:" + nothing.port());
          ProxyClient client = bridge.client()) {
        assertTrue(client.get("/dead").answer().startsWith("HTTP/1.1 502 "));
        log.expect("origin http://127.0.0.1:" + dead, "UNREACHABLE", "cannot connect");
        assertTrue(client.get("/late").answer().startsWith("HTTP/1.1 504 "));
        log.expect("origin http://127.0.0.1:" + silent.port(), "LATE");
        assertTrue(client.get("/none").answer().startsWith("HTTP/1.1 502 "));
        log.expect("origin http://127.0.0.1:" + nothing.port(), "bad response");
        assertFalse(log.toString().contains("HttpConnection"), log::toString);
      }
    }
  }

  @Test
  void theNextTargetIsAskedWhereOneCannotBeReached() {
    try (RawOrigin origin = RawOrigin.saying(OK);
        ProxyBridge bridge =
            ProxyBridge.with(
                ProxyBridge::impatient,
                "* 127.0.0.1:" + deadPort() + " 127.0.0.1:" + origin.port());
        ProxyClient client = bridge.client()) {
      assertTrue(client.get("/").answer().endsWith("ok"));
      client.send("POST / HTTP/1.1\r\nHost: e.com\r\nContent-Length: 2\r\n\r\nab");
      assertTrue(client.answer().endsWith("ok"));
    }
  }

  @Test
  void originsWithWeightsTakeTurns() {
    try (RawOrigin one = RawOrigin.saying(OK.replace("ok", "o1"));
        RawOrigin two = RawOrigin.saying(OK.replace("ok", "o2"));
        ProxyBridge bridge =
            ProxyBridge.routing(
                "* 127.0.0.1:" + one.port() + ",weight=2 127.0.0.1:" + two.port() + ",weight=1");
        ProxyClient client = bridge.client()) {
      StringBuilder order = new StringBuilder();
      for (int i = 0; i < 6; i++) {
        order.append(client.get("/").answer().endsWith("o1") ? 1 : 2);
      }
      assertEquals("121121", order.toString());
    }
  }

  @Test
  void answersThatAreNoneAreABadGateway() {
    for (String wrong :
        List.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nX-A: " + "x".repeat(10_000) + "\r\n\r\n",
            "no HTTP at all\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: foo\r\nConnection: Upgrade\r\n\r\n",
            "HTTP/1.1 200 OK\r\nGrip-Hold: bogus\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\nGrip-Hold: stream\r\nContent-Length: 9\r\n\r\nok")) {
      try (RawOrigin origin =
              RawOrigin.playing(
                  line -> {
                    String unused = line.head();
                    line.write(wrong);
                  });
          ProxyBridge bridge = ProxyBridge.with(ProxyBridge::impatient, line(origin));
          ProxyClient client = bridge.client()) {
        String said = client.get("/").answer();
        assertTrue(said.startsWith("HTTP/1.1 502 "), wrong + " -> " + said);
        assertTrue(said.endsWith(FAILED), said);
      }
    }
  }

  @Test
  void bothLengthsAreNotReadInTwoWays() {
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  String unused = line.head();
                  line.write(
                      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked"
                          + "\r\n\r\n5\r\nabcde\r\n0\r\n\r\n");
                  line.awaitEnd();
                });
        ProxyBridge bridge = ProxyBridge.routing(line(origin));
        ProxyClient client = bridge.client()) {
      String head = client.get("/").head();
      if (head.startsWith("HTTP/1.1 200 ")) { // the coding counts: RFC 9112, section 6.3
        assertTrue(head.contains("Transfer-Encoding: chunked"), head);
        assertFalse(head.contains("Content-Length"), head);
        assertEquals("5\r\nabcde\r\n0\r\n\r\n", client.read(15));
      } else {
        assertTrue(head.startsWith("HTTP/1.1 502 "), head);
      }
    }
  }

  @Test
  void whoSaysNothingIsLate() {
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  String unused = line.head();
                  line.awaitEnd();
                });
        ProxyBridge bridge = ProxyBridge.with(ProxyBridge::impatient, line(origin));
        ProxyClient client = bridge.client()) {
      String said = client.get("/").answer();
      assertTrue(said.startsWith("HTTP/1.1 504 "), said);
      assertTrue(said.endsWith(FAILED), said);
    }
  }

  @Test
  void whoLeavesOrStopsInTheMiddleLeavesAnAnswerThatIsNotWhole() {
    for (boolean stays : new boolean[] {true, false}) {
      try (RawOrigin origin =
              RawOrigin.playing(
                  line -> {
                    String head = line.head();
                    line.write(
                        head.startsWith("GET /chunked")
                            ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n"
                            : "HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\nabcde");
                    if (stays) {
                      line.awaitEnd();
                    }
                  });
          ProxyBridge bridge = ProxyBridge.with(ProxyBridge::impatient, line(origin))) {
        for (String target : List.of("/chunked", "/length")) {
          try (ProxyClient client = bridge.client()) {
            String head = client.get(target).head();
            assertTrue(head.startsWith("HTTP/1.1 200 "), head);
            String rest = client.rest();
            assertTrue(rest.contains("abcde"), rest);
            assertFalse(rest.endsWith("0\r\n\r\n"), rest);
          }
        }
      }
    }
  }

  @Test
  void whoLeavesWithoutAnAnswerIsAskedOnceMoreWhereThatIsHarmless() {
    AtomicInteger asked = new AtomicInteger();
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  while (!line.head().isEmpty() && asked.incrementAndGet() % 2 == 1) {
                    line.write(OK);
                  }
                });
        ProxyBridge bridge = ProxyBridge.routing(line(origin));
        ProxyClient client = bridge.client()) {
      assertTrue(client.get("/").answer().endsWith("ok"));
      assertTrue(client.get("/").answer().endsWith("ok"), "the second was answered by silence");
      assertEquals(3, asked.get());
      client.send("POST / HTTP/1.1\r\nHost: e.com\r\nContent-Length: 1\r\n\r\nx");
      String said = client.answer();
      assertTrue(said.startsWith("HTTP/1.1 502 "), said);
      assertEquals(4, asked.get());
    }
  }

  @Test
  void anAnswerBeforeTheBodyIsWholeIsPassedOn() {
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  String unused = line.head();
                  byte[] some = line.read(10);
                  line.write("HTTP/1.1 413 Too Much\r\nContent-Length: 2\r\n\r\nno");
                  line.awaitEnd();
                });
        ProxyBridge bridge = ProxyBridge.routing(line(origin));
        ProxyClient client = bridge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: e.com\r\nContent-Length: 1000000\r\n\r\n");
      client.send("x".repeat(200_000));
      String said = client.answer();
      assertTrue(said.startsWith("HTTP/1.1 413 Too Much\r\n"), said);
      assertTrue(said.endsWith("no"), said);
    }
  }

  @Test
  void aClientThatLeavesEndsItsRequest() throws Exception {
    CountDownLatch asked = new CountDownLatch(2);
    CountDownLatch left = new CountDownLatch(2);
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  if (line.head().startsWith("GET /begun")) {
                    line.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
                  }
                  asked.countDown();
                  line.awaitEnd();
                  left.countDown();
                });
        ProxyBridge bridge = ProxyBridge.routing(line(origin))) {
      try (ProxyClient one = bridge.client();
          ProxyClient two = bridge.client()) {
        one.get("/silent");
        two.get("/begun").head();
        assertTrue(asked.await(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
      }
      assertTrue(left.await(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void aClientThatReadsNothingHoldsItsOriginUp() {
    AtomicLong written = new AtomicLong();
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  String unused = line.head();
                  line.write("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
                  write(line, written);
                });
        ProxyBridge bridge = ProxyBridge.routing(line(origin));
        ProxyClient client = bridge.client()) {
      client.get("/").head();
      awaitRest(written);
      assertTrue(written.get() < LARGE / 2, written + " bytes went into a client that reads none");
      assertEquals(LARGE, client.read(LARGE).length());
      assertTrue(client.get("/").head().startsWith("HTTP/1.1 "), "its connection goes on");
    }
  }

  @Test
  void anOriginThatReadsNothingHoldsItsClientUp() throws Exception {
    AtomicLong written = new AtomicLong();
    CountDownLatch reads = new CountDownLatch(1);
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  String unused = line.head();
                  awaitLatch(reads);
                  for (int left = LARGE; left > 0; left -= 1_000_000) {
                    assertEquals(1_000_000, line.read(1_000_000).length);
                  }
                  line.write(OK);
                });
        ProxyBridge bridge = ProxyBridge.routing(line(origin));
        ProxyClient client = bridge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: e.com\r\nContent-Length: " + LARGE + "\r\n\r\n");
      Thread sending = new Thread(() -> upload(client, written));
      sending.setDaemon(true);
      sending.start();
      awaitRest(written);
      assertTrue(written.get() < LARGE / 2, written + " bytes went to an origin that reads none");
      reads.countDown();
      assertTrue(client.answer().endsWith("ok"));
      sending.join(Await.DEADLINE_MILLIS);
    }
  }

  private static void upload(ProxyClient client, AtomicLong written) {
    byte[] part = new byte[100_000];
    for (int sent = 0; sent < LARGE; sent += part.length) {
      client.send(part);
      written.addAndGet(part.length);
    }
  }

  private static void write(RawOrigin.Line line, AtomicLong written) throws IOException {
    byte[] part = new byte[100_000];
    for (int sent = 0; sent < LARGE; sent += part.length) {
      line.write(part);
      written.addAndGet(part.length);
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertTrue(latch.await(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Until a number has stopped to grow, for so many looks that a slow machine is not taken for it.
   */
  private static void awaitRest(AtomicLong number) {
    long[] last = {-1};
    int[] same = {0};
    Await.await(
        "writing to stop",
        () -> {
          same[0] = number.get() == last[0] && last[0] > 0 ? same[0] + 1 : 0;
          last[0] = number.get();
          return same[0] > 300 || last[0] >= LARGE;
        });
  }
}
