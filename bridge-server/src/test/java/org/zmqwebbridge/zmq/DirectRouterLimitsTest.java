package org.zmqwebbridge.zmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;

/** Who takes too little, says too much, or nothing. */
class DirectRouterLimitsTest extends RouterRig {
  @Test
  void whoTakesNothingIsFullAndOthersAreNot() throws Exception {
    open(10);
    try (Plain slow = present("slow", 1);
        Plain other = present("other", 2)) {
      int taken = 0;
      while (send("slow", LARGE) == Sending.SENT) {
        taken++;
      }
      assertEquals(Sending.FULL, send("slow", "x"));
      assertEquals(Sending.SENT, send("other", "x"));
      other.expect("\0\1x");
      for (int i = 0; i < taken; i++) {
        slow.expect(LARGE_HEAD + LARGE);
      }
      assertEquals("writable", next());
      assertEquals(Sending.SENT, send("slow", "more"));
      slow.expect("\0\4more");
    }
  }

  @Test
  void whoTakesNothingAndSaysNothingForLongEnds() throws Exception {
    open(10);
    try (Plain silent = present("n1", 1);
        Plain busy = present("n2", 2)) {
      for (String name : new String[] {"n1", "n2"}) {
        Sending sent = Sending.SENT;
        while (sent == Sending.SENT) {
          sent = send(name, LARGE);
        }
        assertEquals(Sending.FULL, sent);
      }
      aside.addAndGet(TimeUnit.SECONDS.toNanos(19));
      busy.say("\0\1a");
      nextWith("n2|a|");
      aside.addAndGet(TimeUnit.SECONDS.toNanos(2));
      nextWith("1 present");
      assertEquals(Sending.GONE, send("n1", "x"));
      assertNotEquals(Sending.GONE, send("n2", "x"));
      silent.leave();
    }
  }

  @Test
  void answersToPingsWaitForNobodyWithoutEnd() throws Exception {
    open(10);
    try (Plain peer = present("n1", 1).takesLittle()) {
      String ping = command("\4PING\0\0" + "c".repeat(16));
      for (int i = 0; i < 100; i++) {
        peer.say(ping.repeat(4_000));
      }
      peer.say("\0\1a");
      assertEquals("n1|a|", next());
      long waiting = onLoop(() -> router.present().get(0).output().bytes());
      assertTrue(waiting < FULL_BYTES + 100, () -> waiting + " bytes wait");
    }
  }

  @Test
  void messageThatIsTooLargeEndsItsConnectionAndIsCounted() throws Exception {
    open(10);
    try (Plain large = present("n1", 1);
        Plain many = present("n2", 2);
        Plain other = present("n3", 3)) {
      large.say("\1\1a" + "\2\0\0\0\0\0\0\3\350" + "x".repeat(5));
      large.expectEnd();
      assertEquals("2 present", next());
      many.say("\1\0".repeat(1025));
      many.expectEnd();
      assertEquals("1 present", next());
      assertEquals(2, counters.value(Counter.ZMQ_MESSAGES_TOO_LARGE));
      other.say("\0\1z");
      assertEquals("n3|z|", next());
    }
  }

  @Test
  void whoHasNeverSaidAnythingMakesRoom() throws Exception {
    open(2);
    try (Plain speaks = present("n1", 1);
        Plain silent = present("n2", 2)) {
      speaks.say("\0\1a");
      assertEquals("n1|a|", next());
      try (Plain young = new Plain()) {
        young.expectEnd(); // those who are there may still be about to speak
      }
      aside.addAndGet(TimeUnit.SECONDS.toNanos(3));
      try (Plain after = dealer("n3")) {
        silent.expectEnd();
        assertEquals(2, counters.value(Counter.PEERS_TURNED_AWAY));
        after.say("\0\1b");
        assertEquals("n3|b|", nextWith("b"));
        try (Plain fourth = new Plain()) {
          fourth.expectEnd();
        }
      }
    }
  }

  @Test
  void whatWaitsIsSentAfterTheEndAndTheAddressIsFree() throws Exception {
    open(10);
    try (Plain peer = present("n1", 1)) {
      int taken = 0;
      while (send("n1", LARGE) == Sending.SENT) {
        taken++;
      }
      onLoop(
          () -> {
            router.close(DEADLINE_MILLIS);
            return null;
          });
      assertEquals(Sending.GONE, send("n1", "x"));
      for (int i = 0; i < taken; i++) {
        peer.expect(LARGE_HEAD + LARGE);
      }
      peer.expectEnd();
    }
    open(10);
  }
}
