package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/** What a publisher sent before it left is delivered, however late the loop comes to it. */
class LeavingPublisherTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final int PUBLICATIONS = 200;
  private static final String PROBE = "probe";

  private final Counters counters = new Counters();
  private final ZmqContexts contexts = new ZmqContexts(counters);
  private final ZmqLoop loop =
      new ZmqLoop("test-loop", contexts, 0, 1500, System::nanoTime, counters);
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    assertTrue(loop.stop(DEADLINE.toMillis()));
    assertTrue(contexts.close(DEADLINE.toMillis()));
  }

  @Test
  void itsLastPublicationsSurviveTheEndOfItsConnection() {
    loop.start();
    assertTimeoutPreemptively(
        DEADLINE,
        () -> {
          CountDownLatch release = new CountDownLatch(1);
          try (ZMQ.Context service = ZMQ.context(1)) {
            publishAndLeave(service, release);
            service.term(); // by now all has been sent
            while (counters.value(Counter.PEERS_LOST) == 0) {
              Thread.onSpinWait();
            }
          } finally {
            release.countDown();
          }
          List<String> expected = IntStream.range(0, PUBLICATIONS).mapToObj(n -> "" + n).toList();
          for (String publication : expected) {
            assertEquals(publication, nextPublication());
          }
        });
  }

  /** Publishes while the loop is busy with something else, until {@code release}. */
  private void publishAndLeave(ZMQ.Context service, CountDownLatch release)
      throws InterruptedException {
    try (ZMQ.Socket publisher = service.socket(SocketType.PUB)) {
      publisher.setLinger(-1);
      publisher.setSndHWM(0);
      int port = publisher.bindToRandomPort("tcp://127.0.0.1");
      loop.post(() -> subscribe(ZmqEndpoint.parse("tcp://127.0.0.1:" + port)));
      do {
        publisher.send(PROBE); // lost until the subscription has come
      } while (received.poll(5, TimeUnit.MILLISECONDS) == null);
      CountDownLatch busy = new CountDownLatch(1);
      loop.post(
          () -> {
            busy.countDown();
            awaitUninterruptibly(release);
          });
      busy.await();
      for (int i = 0; i < PUBLICATIONS; i++) {
        publisher.send(Integer.toString(i));
      }
    }
  }

  private void subscribe(ZmqEndpoint publisher) {
    SocketOptions options = SocketOptions.connecting(ZmqType.SUB, 100_000, 1000, 1000);
    SocketKeeper alone = new SocketKeeper() {};
    SocketListener listener = frames -> received.add(new String(frames.get(0), UTF_8));
    ConnectingSocket subscriber = loop.openConnecting(options, listener, alone);
    subscriber.subscribe(new byte[0]);
    subscriber.connect(publisher);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String nextPublication() throws InterruptedException {
    String next = received.take();
    while (next.equals(PROBE)) {
      next = received.take();
    }
    return next;
  }
}
