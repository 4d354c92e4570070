package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {
  private static final boolean REPLY = false;
  private static final boolean PUBLICATION = true;

  private final Outbox outbox = new Outbox(100, 5);

  private static byte[] bytes(String text) {
    return Masked.utf8(text);
  }

  private int add(String frame, boolean droppable) {
    return outbox.add(bytes(frame), droppable);
  }

  private static String take(Outbox from, int room) {
    ByteBuffer target = ByteBuffer.allocate(room);
    from.take(target);
    byte[] taken = new byte[target.flip().remaining()];
    target.get(taken);
    return new String(taken, UTF_8);
  }

  private String take(int room) {
    return take(outbox, room);
  }

  @Test
  void whatGoesInComesOutInOrderWhateverTheRoom() {
    add("one", REPLY);
    add("two", PUBLICATION);
    add("three", REPLY);
    assertEquals("on", take(2));
    assertEquals("etwoth", take(6));
    assertFalse(outbox.isEmpty());
    assertEquals("ree", take(100));
    assertTrue(outbox.isEmpty());
    assertEquals("", take(100));
  }

  @Test
  void theOldestPublicationIsDroppedForWhatIsNew() {
    for (int i = 1; i <= 5; i++) {
      assertEquals(0, add("p" + i, PUBLICATION));
    }
    assertEquals(1, add("p6", PUBLICATION));
    assertEquals(1, add("reply", REPLY));
    assertEquals("p3p4p5p6reply", take(100));
  }

  @Test
  void asManyAreDroppedAsItsBytesNeed() {
    add("a".repeat(30), PUBLICATION);
    add("reply", REPLY);
    add("b".repeat(30), PUBLICATION);
    assertEquals(2, add("c".repeat(90), PUBLICATION));
    assertEquals("reply" + "c".repeat(90), take(100));
  }

  @Test
  void aPublicationThatFindsOnlyRepliesIsDroppedItself() {
    for (int i = 1; i <= 5; i++) {
      add("r" + i, REPLY);
    }
    assertEquals(1, add("late", PUBLICATION));
    assertEquals("r1r2r3r4r5", take(100));
  }

  @Test
  void aFrameThatHasBegunIsNeverDropped() {
    add("begun", PUBLICATION);
    assertEquals("be", take(2));
    for (int i = 1; i <= 4; i++) {
      add("p" + i, PUBLICATION);
    }
    assertEquals(1, add("p5", PUBLICATION));
    assertEquals("gunp2p3p4p5", take(100));
    add("again", PUBLICATION);
    assertEquals("a", take(1));
    outbox.clear();
    assertEquals("gain", take(100));
    assertTrue(outbox.isEmpty());
  }

  @Test
  void repliesAloneOverflow() {
    for (int i = 1; i <= 5; i++) {
      assertEquals(0, add("r" + i, REPLY));
    }
    assertEquals(Outbox.OVERFLOW, add("r6", REPLY));
    outbox.clear();
    assertTrue(outbox.isEmpty());
    assertEquals(0, add("x".repeat(60), REPLY));
    assertEquals(Outbox.OVERFLOW, add("y".repeat(60), REPLY));
  }

  @Test
  void oneReplyMayBeLargerThanTheQueueIfItIsAlone() {
    assertEquals(0, add("x".repeat(1000), REPLY));
    assertEquals(1000, take(2000).length());
    add("p", PUBLICATION);
    assertEquals(1, add("x".repeat(1000), REPLY));
    assertEquals(1000, take(2000).length());
  }

  @Test
  void aPongGoesAheadOfDataButNotInsideAFrame() {
    add("one", PUBLICATION);
    add("two", REPLY);
    outbox.addPong(bytes("(older)"));
    outbox.addPong(bytes("(pong)"));
    assertEquals("(pong)o", take(7));
    outbox.addPong(bytes("(again)"));
    assertEquals("ne(again)two", take(100));
    outbox.addPong(bytes("(alone)"));
    assertFalse(outbox.isEmpty());
    assertEquals("(alone)", take(100));
    assertTrue(outbox.isEmpty());
  }

  @Test
  void aPongForWhichThereIsNoRoomIsNotOvertaken() {
    add("one", REPLY);
    outbox.addPong(bytes("(pong)"));
    assertEquals("", take(5));
    assertEquals("(pong)one", take(100));
  }

  @Test
  void nothingFollowsTheCloseFrameAndNothingTakesItAway() {
    add("reply", REPLY);
    outbox.end(bytes("(close)"));
    outbox.end(bytes("(another)"));
    assertEquals(0, add("late", REPLY));
    outbox.addPong(bytes("(pong)"));
    outbox.addPing();
    assertFalse(outbox.isFinished());
    outbox.clear();
    outbox.clear();
    assertFalse(outbox.isFinished());
    assertEquals("(cl", take(3));
    assertFalse(outbox.isFinished());
    outbox.clear();
    assertEquals("ose)", take(100));
    assertTrue(outbox.isFinished());
    assertTrue(outbox.isEmpty());
  }

  @Test
  void aPongThatWaitsWhenTheEndComesGoesBeforeTheCloseFrame() {
    add("begun", REPLY);
    take(1);
    outbox.addPong(bytes("(pong)"));
    outbox.end(bytes("(close)"));
    assertEquals("egun(pong)(close)", take(100));
    assertTrue(outbox.isEmpty());
  }

  @Test
  void theCloseFrameMakesItsRoomAmongPublications() {
    for (int i = 1; i <= 5; i++) {
      add("p" + i, PUBLICATION);
    }
    outbox.end(bytes("(close)"));
    assertEquals("p2p3p4p5(close)", take(100));
  }

  @Test
  void onlyTheFirstAfterATakeMustSeeToTheFlush() {
    add("one", REPLY);
    assertTrue(outbox.promise());
    add("two", REPLY);
    assertFalse(outbox.promise());
    take(3);
    add("three", REPLY);
    assertTrue(outbox.promise(), "a take had begun: whether it saw this one is not known");
    assertFalse(outbox.promise());
    outbox.clear();
    add("four", REPLY);
    assertTrue(outbox.promise());
  }

  @Test
  void whoeverFindsItsFrameTakenAlreadyPromisesNothing() {
    add("one", REPLY);
    take(3); // by another thread
    assertFalse(outbox.promise());
    add("two", REPLY);
    assertTrue(outbox.promise(), "otherwise nobody would write it");
  }

  @Test
  void moreThanHalfOfEitherLimitIsCongestion() {
    add("x".repeat(50), REPLY);
    add("", REPLY);
    assertFalse(outbox.isCongested());
    add("y", PUBLICATION);
    assertTrue(outbox.isCongested());
    take(100);
    assertFalse(outbox.isCongested());
    outbox.rest();
    assertFalse(outbox.isCongested());
    add("1", REPLY);
    add("2", REPLY);
    assertFalse(outbox.isCongested());
    add("3", REPLY);
    assertTrue(outbox.isCongested());
  }

  @Test
  void restKeepsWhatWaits() {
    outbox.rest();
    add("one", REPLY);
    outbox.rest();
    assertEquals("one", take(100));
    outbox.rest();
    add("two", REPLY);
    assertEquals("two", take(100));
  }

  /** Frames are named <n> and have their size in bytes; what comes out must be a subsequence. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverIsDroppedIsDroppedWholeAndTheRestIsInOrder(long seed) {
    Random random = new Random(seed);
    Outbox box = new Outbox(300, 8);
    StringBuilder out = new StringBuilder();
    List<String> added = new ArrayList<>();
    List<Boolean> droppable = new ArrayList<>();
    int dropped = 0;
    for (int i = 0; i < 5_000; i++) {
      if (random.nextInt(3) > 0) {
        boolean publication = random.nextInt(5) > 0 || box.isCongested();
        String frame = "<" + i + "-".repeat(random.nextInt(60)) + ">";
        int now = box.add(bytes(frame), publication);
        assertTrue(now >= 0, "no overflow");
        dropped += now;
        added.add(frame);
        droppable.add(publication);
      } else {
        out.append(take(box, 1 + random.nextInt(200)));
      }
    }
    out.append(take(box, 10_000));
    assertTrue(dropped > 100 && box.isEmpty());
    assertSubsequence(out.toString(), added, droppable, dropped);
  }

  private static void assertSubsequence(
      String out, List<String> added, List<Boolean> droppable, int dropped) {
    int at = 0;
    int missing = 0;
    for (int i = 0; i < added.size(); i++) {
      if (out.startsWith(added.get(i), at)) {
        at += added.get(i).length();
      } else {
        assertTrue(droppable.get(i), "a reply is missing: " + added.get(i));
        missing++;
      }
    }
    assertEquals(out.length(), at);
    assertEquals(dropped, missing);
  }
}
