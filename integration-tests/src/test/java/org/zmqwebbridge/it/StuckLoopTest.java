package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.HostResolver;

/** A loop that somebody halts is not ready, and is again when it goes on. */
final class StuckLoopTest {
  @Test
  @Reaches("deadlines.stuckMillis")
  void aBridgeWhoseLoopDoesNotTurnIsNotReady() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    HostResolver blocking = // breaks its promise to be asynchronous
        host -> {
          await(release);
          return CompletableFuture.completedFuture(InetAddress.getLoopbackAddress());
        };
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("echo", SocketType.REQ, "tcp://echo.test:" + echo.port())
                        .resolver(blocking)
                        .management("127.0.0.1:0"));
        RawPage page = bridge.page()) {
      assertEquals(200, readiness(bridge));
      page.connect("a", "echo", Json.REQ).send("a", "x");
      bridge.awaitCount(Counter.LOOPS_STUCK, 1);
      assertEquals(503, readiness(bridge));
      release.countDown();
      page.expectConnected("a");
      page.expect("a", "x");
      Await.await("the bridge to be ready again", () -> readiness(bridge) == 200);
    }
  }

  private static void await(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int readiness(TestBridge bridge) {
    URI uri = URI.create("http://127.0.0.1:" + bridge.bridge().managementPort() + "/readyz");
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
