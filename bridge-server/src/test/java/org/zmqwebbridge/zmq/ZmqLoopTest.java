package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

class ZmqLoopTest {
  private static final long DEADLINE_MILLIS = 20_000;
  private static final SocketOptions DEALER =
      SocketOptions.connecting(ZmqType.DEALER, 10, 1000, 1000);
  private static final SocketOptions SUB = SocketOptions.connecting(ZmqType.SUB, 10, 1000, 1000);

  private static final SocketKeeper ALONE = new SocketKeeper() {};

  private final Counters counters = new Counters();
  private final ZmqContexts contexts = new ZmqContexts(counters);
  private final ZmqLoop loop =
      new ZmqLoop("test-loop", contexts, 0, 1500, System::nanoTime, counters);

  /** Runs on the loop's thread; what it returns. */
  private <T> T onLoop(Callable<T> call) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.post(
        () -> {
          try {
            result.complete(call.call());
          } catch (Throwable failure) {
            result.completeExceptionally(failure);
          }
        });
    return result.get(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @AfterEach
  void itStopsAndItsSocketsAreClosed() {
    assertTrue(loop.stop(DEADLINE_MILLIS));
    assertTrue(contexts.close(DEADLINE_MILLIS), "a socket that is open would keep its context");
  }

  @Test
  void onlyTheOwnerMayTouchSockets() throws Exception {
    loop.start();
    SocketListener deaf = frames -> {};
    assertThrows(IllegalStateException.class, () -> loop.openConnecting(DEALER, deaf, ALONE));
    assertThrows(IllegalStateException.class, () -> loop.onTick(now -> {}));
    assertThrows(IllegalStateException.class, () -> loop.cancelTick(now -> {}));
    ConnectingSocket socket = onLoop(() -> loop.openConnecting(DEALER, deaf, ALONE));
    assertThrows(IllegalStateException.class, () -> socket.send(new byte[0]));
    assertThrows(IllegalStateException.class, socket::close);
    assertFalse(loop.isOwner());
    assertTrue(onLoop(loop::isOwner));
  }

  @Test
  void whatIsOfferedIsDoneInOrderAndRefusedWhenTooMuchWaits() throws Exception {
    loop.start();
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    loop.post(
        () -> {
          held.countDown();
          await(release);
        });
    await(held);
    List<Integer> done = new ArrayList<>(); // the loop's alone until it has stopped
    for (int i = 0; i < ZmqLoop.MAX_COMMANDS; i++) {
      int number = i;
      assertTrue(loop.offer(() -> done.add(number)));
    }
    assertFalse(loop.offer(() -> done.add(-1)));
    assertEquals(1, counters.value(Counter.LOOP_REFUSALS));
    release.countDown();
    assertTrue(loop.stop(DEADLINE_MILLIS));
    assertEquals(ZmqLoop.MAX_COMMANDS, done.size(), "it stops after what was queued before");
    for (int i = 0; i < done.size(); i++) {
      assertEquals(i, done.get(i));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aSleepingLoopIsWokenByEitherQueue() throws Exception {
    loop.start();
    for (int i = 0; i < 2_000; i++) {
      CountDownLatch done = new CountDownLatch(1);
      if (i % 2 == 0) {
        assertTrue(loop.offer(done::countDown));
      } else {
        loop.post(done::countDown);
      }
      await(done);
    }
  }

  @Test
  void aCommandThatThrowsIsCountedAndTheLoopGoesOn() throws Exception {
    loop.start();
    loop.post(
        () -> {
          throw new IllegalStateException("a bug");
        });
    assertTrue(onLoop(() -> true));
    assertEquals(1, counters.value(Counter.LOOP_FAILURES));
  }

  private ConnectingSocket subscribed(SocketListener listener) {
    ConnectingSocket socket = loop.openConnecting(SUB, listener, ALONE);
    socket.subscribe(new byte[0]);
    return socket;
  }

  @Test
  void notEvenAnErrorEndsTheLoop() throws Exception {
    loop.start();
    loop.post(
        () -> {
          throw new StackOverflowError("a bug");
        });
    CountDownLatch ticked = new CountDownLatch(2);
    onLoop(
        () -> {
          loop.onTick(
              now -> {
                ticked.countDown();
                throw new NoClassDefFoundError("a bug");
              });
          return null;
        });
    await(ticked);
    assertTrue(onLoop(() -> true));
    assertTrue(counters.value(Counter.LOOP_FAILURES) >= 2);
  }

  @Test
  void aListenerThatThrowsDoesNotTakeTheOthersAlong() throws Exception {
    loop.start();
    CompletableFuture<String> heard = new CompletableFuture<>();
    SocketListener broken =
        frames -> {
          throw new AssertionError("a bug");
        };
    SocketListener fine = frames -> heard.complete(new String(frames.get(0), UTF_8));
    try (ZMQ.Socket one = contexts.backEnds().socket(SocketType.PUB);
        ZMQ.Socket other = contexts.backEnds().socket(SocketType.PUB)) {
      one.bind("inproc://one");
      other.bind("inproc://other");
      onLoop(
          () -> {
            subscribed(broken).connect(ZmqEndpoint.inproc("one"));
            subscribed(fine).connect(ZmqEndpoint.inproc("other"));
            return null;
          });
      while (counters.value(Counter.LOOP_FAILURES) == 0) {
        one.send("x"); // lost until the subscription has come
        Thread.onSpinWait();
      }
      while (!heard.isDone()) {
        other.send("y");
        Thread.onSpinWait();
      }
      assertEquals("y", heard.get());
    }
  }

  @Test
  void ticksComeWithTheTimeUntilTheyAreCancelled() throws Exception {
    AtomicLong clock = new AtomicLong();
    ZmqLoop ticking = new ZmqLoop("ticking", contexts, 0, 1500, clock::get, counters);
    ticking.start();
    loop.start();
    AtomicInteger ticks = new AtomicInteger();
    CountDownLatch ticked = new CountDownLatch(2);
    LongConsumer ticker =
        now -> {
          ticks.incrementAndGet();
          ticked.countDown();
          clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        };
    CountDownLatch first = new CountDownLatch(1);
    ticking.post(
        () -> {
          ticking.onTick(ticker);
          first.countDown();
        });
    await(first);
    clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    await(ticked);
    CompletableFuture<Integer> atCancel = new CompletableFuture<>();
    ticking.post(
        () -> {
          ticking.cancelTick(ticker);
          atCancel.complete(ticks.get());
        });
    int before = atCancel.get(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    CountDownLatch later = new CountDownLatch(1);
    CountDownLatch registered = new CountDownLatch(1);
    ticking.post(
        () -> {
          ticking.onTick(now -> later.countDown());
          registered.countDown();
        });
    await(registered);
    clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    await(later);
    assertEquals(before, ticks.get());
    assertTrue(ticking.stop(DEADLINE_MILLIS));
  }

  @Test
  void aLoopThatIsStuckIsReported() throws Exception {
    loop.start();
    CountDownLatch release = new CountDownLatch(1);
    loop.post(() -> await(release));
    assertFalse(loop.stop(1));
    release.countDown();
  }
}
