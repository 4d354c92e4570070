package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.wire.PeerType;

class DirectSocketTest extends DirectRig {
  private DirectSocket socket;

  private DirectSocket open(PeerType type, int maxPeers) throws Exception {
    ZmqEndpoint at = place();
    DirectOptions options = new DirectOptions(type, MOST_BYTES, 1000, maxPeers, 64 * 1024);
    socket =
        onLoop(
            () -> {
              DirectSocket made =
                  type == PeerType.PUSH
                      ? new DirectPush(loop, options, at, listener, false, counters)
                      : new DirectSub(loop, options, at, listener, false, counters);
              loop.onTick(now -> made.onTick());
              return made;
            });
    return socket;
  }

  private boolean send(String message) throws Exception {
    return onLoop(() -> ((DirectPush) socket).send(message.getBytes(ISO_8859_1)));
  }

  private Plain pull() throws Exception {
    Plain peer = new Plain().shake("PUSH", "PULL");
    assertTrue(next().endsWith(" present"));
    return peer;
  }

  @Test
  void messagesGoToPeersInTurn() throws Exception {
    open(PeerType.PUSH, 10);
    try (Plain first = pull();
        Plain second = pull()) {
      assertTrue(send("a"));
      assertTrue(send("b"));
      assertTrue(send("c".repeat(300)));
      first.expect("\0\1a" + "\2\0\0\0\0\0\0\1\54" + "c".repeat(300));
      second.expect("\0\1b");
    }
  }

  @Test
  void whoWasRefusedHearsOfTheFirstPeer() throws Exception {
    open(PeerType.PUSH, 10);
    assertFalse(send("nobody"));
    try (Plain peer = pull()) {
      assertEquals("writable", next());
      assertTrue(send("a"));
      peer.expect("\0\1a");
    }
  }

  @Test
  void peersOfOlderVersionsAreServedToo() throws Exception {
    open(PeerType.PUSH, 10);
    try (Plain two = new Plain().say(SIGNATURE + "\1\7\0\0")) {
      two.expect(SIGNATURE + "\3\10\0\0");
      assertEquals("1 present", next());
      assertTrue(send("hi"));
      two.expect("\0\2hi");
    }
    assertEquals("0 present", next());
    try (Plain one = new Plain().say("\1\0")) {
      one.expect(SIGNATURE);
      assertEquals("1 present", next());
      assertTrue(send("hi"));
      one.expect("\3\0hi");
    }
  }

  @Test
  void publicationsAreHeardThatBeginAsTheyShould() throws Exception {
    open(PeerType.SUB, 10);
    onLoop(
        () -> {
          ((DirectSub) socket).subscribe("me".getBytes(ISO_8859_1));
          return null;
        });
    try (Plain peer = new Plain().shake("SUB", "PUB")) {
      peer.expect("\0\3\1me");
      assertEquals("1 present", next());
      peer.say("\0\4me 1" + "\0\3you" + "\1\2me\0\0" + "\0\1m" + "\0\2me");
      assertEquals("me 1|", next());
      assertEquals("me||", next());
      assertEquals("me|", next());
    }
  }

  @Test
  void messageThatIsTooLargeEndsItsConnectionAndItsBeginIsSeen() throws Exception {
    open(PeerType.SUB, 10);
    onLoop(
        () -> {
          ((DirectSub) socket).subscribe(new byte[0]);
          return null;
        });
    try (Plain peer = new Plain().shake("SUB", "XPUB");
        Plain other = new Plain().shake("SUB", "PUB")) {
      peer.expect("\0\1\1");
      other.expect("\0\1\1");
      assertEquals("1 present", next());
      assertEquals("2 present", next());
      String part = "\1\377" + "x".repeat(255);
      peer.say(part + part + part + "\0\377" + "too long".repeat(20));
      peer.expectEnd();
      assertEquals("too large: too l", next());
      assertEquals("1 present", next());
      assertEquals(1, counters.value(Counter.ZMQ_MESSAGES_TOO_LARGE));
      other.say("\0\1z");
      assertEquals("z|", next());
    }
  }

  @Test
  void whoIsNoPeerEnds() throws Exception {
    open(PeerType.PUSH, 10);
    try (Plain other = new Plain().say(GREETING)) {
      other.expect(GREETING);
      other.say(other.ready("PUSH"));
      other.expect(other.ready("PUSH"));
      other.expectEnd();
    }
    try (Plain early = new Plain().say(GREETING)) {
      early.expect(GREETING);
      early.say("\0\1x");
      early.expect(early.ready("PUSH"));
      early.expectEnd();
    }
    assertEquals(0, counters.value(Counter.PEERS_CONNECTED));
    Await.await("both to be gone", () -> counters.value(Counter.HANDSHAKES_STALLED) == 2);
  }

  @Test
  void whoDoesNotShakeHandsInTimeEnds() throws Exception {
    open(PeerType.PUSH, 10);
    try (Plain silent = new Plain()) {
      silent.expect(SIGNATURE);
      aside.addAndGet(TimeUnit.SECONDS.toNanos(2));
      silent.expectEnd();
    }
  }

  @Test
  void moreThanSoManyAreTurnedAway() throws Exception {
    open(PeerType.PUSH, 1);
    try (Plain first = pull();
        Plain second = new Plain()) {
      second.expectEnd();
      assertEquals(1, counters.value(Counter.PEERS_TURNED_AWAY));
      assertTrue(send("a"));
      first.expect("\0\1a");
    }
  }

  @Test
  void silentPeerIsAskedAndEndsWithoutAnAnswer() throws Exception {
    open(PeerType.PUSH, 10);
    try (Plain peer = pull()) {
      aside.addAndGet(TimeUnit.SECONDS.toNanos(6));
      peer.expect("\4\7\4PING\0\226");
      peer.say("\4\5\4PONG" + "\4\11\4PING\0\1hi");
      peer.expect("\4\7\4PONGhi");
      aside.addAndGet(TimeUnit.SECONDS.toNanos(6));
      peer.expect("\4\7\4PING\0\226");
      aside.addAndGet(TimeUnit.SECONDS.toNanos(16));
      peer.expectEnd();
      assertEquals("0 present", next());
    }
  }

  @Test
  void peerThatTakesNothingGetsNoMoreThanItsRoom() throws Exception {
    open(PeerType.PUSH, 10);
    String large = "x".repeat(100_000);
    String head = "\2\0\0\0\0\0\1\206\240";
    try (Plain peer = pull()) {
      int taken = 0;
      while (send(large)) {
        taken++;
      }
      for (int i = 0; i < taken; i++) {
        peer.expect(head + large);
      }
      assertEquals("writable", next());
      assertTrue(send("more"));
      peer.expect("\0\4more");
    }
  }

  @Test
  void addressIsFreeWhenItIsClosedAndTakenWhileItIsNot() throws Exception {
    open(PeerType.PUSH, 10);
    DirectSocket before = socket;
    ExecutionException taken = assertThrows(ExecutionException.class, () -> open(PeerType.SUB, 10));
    assertTrue(taken.getMessage().contains("cannot bind tcp://127.0.0.1:" + port), taken::toString);
    onLoop(
        () -> {
          before.close(0);
          return null;
        });
    open(PeerType.SUB, 10);
  }
}
