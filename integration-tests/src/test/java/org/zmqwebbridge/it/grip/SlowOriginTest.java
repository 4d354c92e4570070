package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.ExchangeLimits;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.RawOrigin;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.origin.OriginLimits;

/** An origin has the time that is configured for origins, not that of the other handlers. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class SlowOriginTest {
  private static final EdgeLimits HURRIED =
      EdgeLimits.DEFAULTS.with(ExchangeLimits.DEFAULTS.withHeldMillis(1_000));

  private static ProxyBridge bridge(OriginLimits limits, RawOrigin origin) {
    return ProxyBridge.at(
        Bridge.builder().limits(HURRIED), config -> config.with(limits), line(origin));
  }

  private static String line(RawOrigin origin) {
    return "* 127.0.0.1:" + origin.port();
  }

  private static RawOrigin silent() {
    return RawOrigin.playing(
        line -> {
          String unused = line.head();
          line.awaitEnd();
        });
  }

  @Test
  void theOriginsOwnDeadlineDecidesNotTheEdges() {
    for (String body : new String[] {"ab", "x".repeat(200_000)}) {
      try (RawOrigin origin = silent();
          ProxyBridge bridge = bridge(new OriginLimits(2_000, 2_500, 8, 8, 4_096), origin);
          ProxyClient client = bridge.client()) {
        client.send(
            "POST / HTTP/1.1\r\nHost: e.com\r\nContent-Length: " + body.length() + "\r\n\r\n");
        String said = client.send(body).answer();
        assertTrue(said.startsWith("HTTP/1.1 504 "), said);
      }
    }
  }

  @Test
  void aRequestThatFindsNoFreeConnectionIsAnsweredInTime() throws Exception {
    Semaphore wanted = new Semaphore(1);
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  String unused = line.head();
                  line.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                  while (true) {
                    wanted.acquireUninterruptibly();
                    line.write("1\r\na\r\n");
                  }
                });
        ProxyBridge bridge = bridge(new OriginLimits(2_000, 300, 1, 8, 4_096), origin);
        ProxyClient endless = bridge.client();
        ProxyClient second = bridge.client()) {
      String begun = endless.get("/").head();
      assertTrue(begun.startsWith("HTTP/1.1 200 "), begun);
      second.get("/");
      InputStream answer = second.socket().getInputStream();
      Await.await(
          "the second has its answer, while the first goes on",
          () -> {
            assertEquals("1\r\na\r\n", endless.read(6));
            wanted.release();
            return hasMore(answer);
          });
      String said = second.answer();
      assertTrue(said.startsWith("HTTP/1.1 502 "), said);
    }
  }

  private static boolean hasMore(InputStream in) {
    try {
      return in.available() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aClientThatLeavesWhileItsOriginIsSlowIsNoticed() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    try (RawOrigin origin =
            RawOrigin.playing(
                line -> {
                  String unused = line.head();
                  asked.countDown();
                  line.awaitEnd();
                  left.countDown();
                });
        ProxyBridge bridge = bridge(OriginLimits.DEFAULTS, origin)) {
      try (ProxyClient client = bridge.client()) {
        client.get("/");
        assertTrue(asked.await(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
      }
      assertTrue(left.await(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
      Await.await("it is counted", () -> bridge.bridge().counters().value(Counter.HELD_GONE) == 1);
    }
  }
}
