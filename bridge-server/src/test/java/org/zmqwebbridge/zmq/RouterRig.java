package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.zmq.wire.PeerType;

/** A loop with one direct ROUTER, and peers that have names. */
abstract class RouterRig extends DirectRig {
  static final int FULL_BYTES = 256 * 1024;
  static final String LARGE = "x".repeat(100_000);
  static final String LARGE_HEAD = "\2\0\0\0\0\0\1\206\240";

  final List<Sending> sendings = new CopyOnWriteArrayList<>();
  DirectRouter router;

  void open(int maxPeers) throws Exception {
    open(maxPeers, place());
  }

  void open(int maxPeers, ZmqEndpoint at) throws Exception {
    DirectOptions options =
        new DirectOptions(PeerType.ROUTER, MOST_BYTES, 1000, maxPeers, FULL_BYTES);
    router =
        onLoop(
            () -> {
              DirectRouter made = new DirectRouter(loop, options, at, listener, false, counters);
              loop.onTick(now -> made.onTick());
              return made;
            });
  }

  Sending send(String... message) throws Exception {
    byte[][] frames =
        Arrays.stream(message).map(frame -> frame.getBytes(ISO_8859_1)).toArray(byte[][]::new);
    return onLoop(() -> router.sendTo(frames));
  }

  Plain greeted() throws Exception {
    Plain peer = new Plain().say(GREETING);
    peer.expect(GREETING);
    return peer;
  }

  static String ready(String type, String name) {
    return command("\5READY\13Socket-Type\0\0\0" + sized(type) + "\10Identity\0\0\0" + sized(name));
  }

  static String command(String body) {
    return "\4" + (char) body.length() + body;
  }

  static String sized(String text) {
    return (char) text.length() + text;
  }

  /** One that is there. */
  Plain dealer(String name) throws Exception {
    Plain peer = greeted().say(ready("DEALER", name));
    peer.expect(peer.ready("ROUTER"));
    return peer;
  }

  Plain present(String name, int present) throws Exception {
    Plain peer = dealer(name);
    assertEquals(present + " present", next());
    return peer;
  }

  String nextWith(String part) throws InterruptedException {
    String said = next();
    while (!said.contains(part)) {
      said = next();
    }
    return said;
  }

  /** The loop does nothing until the latch is down. */
  CountDownLatch hold() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    loop.post(
        () -> {
          begun.countDown();
          boolean unused = awaits(held);
        });
    assertTrue(awaits(begun));
    return held;
  }

  static boolean awaits(CountDownLatch latch) {
    try {
      return latch.await(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException never) {
      throw new IllegalStateException(never);
    }
  }
}
