package org.zmqwebbridge.edge.outgoing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

class OutboxTest {
  private static final boolean REPLY = false;
  private static final boolean PUBLICATION = true;
  private static final int OVERFLOW = -1;
  private static final byte[] LABEL = {'l'};
  private static final Receiver READER = new Receiver(LABEL);
  private static final Receiver OTHER = new Receiver(LABEL); // though it has the same label

  private final Counters counters = new Counters();
  private final ByteBudget budget = new ByteBudget(10_000);
  private final Outbox outbox = new Outbox(100, 5, budget);

  private static byte[] bytes(String text) {
    return Frames.utf8(text);
  }

  /** How many were dropped for it, or OVERFLOW. */
  private int add(String frame, boolean droppable) {
    return add(outbox, frame, droppable);
  }

  private int add(Outbox to, String frame, boolean droppable) {
    long before = counters.value(Counter.DELIVERIES_DROPPED);
    CloseReason impossible =
        droppable
            ? to.add(
                new QueuedMessage(
                    new ReadyPublication(bytes(frame)),
                    null,
                    READER,
                    new SlowReaders(SlowReaderPolicy.OLDEST, counters)))
            : to.add(bytes(frame));
    int dropped = (int) (counters.value(Counter.DELIVERIES_DROPPED) - before);
    assertTrue(impossible == null || impossible == CloseReason.REPLIES_OVERFLOW);
    return impossible == null ? dropped : OVERFLOW;
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
    assertEquals(0, add("x".repeat(60), REPLY));
    assertEquals(OVERFLOW, add("y".repeat(60), REPLY));
  }

  @Test
  void manyShortRepliesFitAsLongAsTheirBytesDoAndLeaveNoRoomForPublications() {
    for (int i = 0; i < 50; i++) {
      assertEquals(0, add("r!", REPLY));
    }
    assertEquals(OVERFLOW, add("r", REPLY));
    outbox.clear();
    for (int i = 1; i <= 7; i++) {
      assertEquals(0, add("r" + i, REPLY));
    }
    assertEquals(1, add("p", PUBLICATION));
    assertEquals("r1r2r3r4r5r6r7", take(100));
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
  void oneReplyThatIsLargerThanTheQueueMayBeTheLast() {
    assertEquals(0, add("x".repeat(1000), REPLY));
    assertEquals(10, take(10).length());
    outbox.end(bytes("(close)"));
    assertNull(outbox.hold(10), "the transport takes it slowly");
    assertEquals(990 + "(close)".length(), take(2000).length());
    assertTrue(outbox.isFinished());
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
    outbox.addPing(Frames.hex("8900"));
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
    Outbox box = new Outbox(300, 8, budget);
    StringBuilder out = new StringBuilder();
    List<String> added = new ArrayList<>();
    List<Boolean> droppable = new ArrayList<>();
    int dropped = 0;
    for (int i = 0; i < 5_000; i++) {
      if (random.nextInt(3) > 0) {
        boolean publication = random.nextInt(5) > 0 || box.isCongested();
        String frame = "<" + i + "-".repeat(random.nextInt(60)) + ">";
        int now = add(box, frame, publication);
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

  // The policies

  private CloseReason publish(String frame, Receiver receiver, SlowReaderPolicy policy) {
    SlowReaders slowReaders = new SlowReaders(policy, counters);
    return outbox.add(
        new QueuedMessage(new ReadyPublication(bytes(frame)), null, receiver, slowReaders));
  }

  @Test
  void aNewerPublicationReplacesTheOneThatWaitsInItsPlace() {
    publish("a1", READER, SlowReaderPolicy.LATEST);
    add("reply", REPLY);
    publish("b1", OTHER, SlowReaderPolicy.LATEST);
    publish("a2", READER, SlowReaderPolicy.LATEST);
    publish("a3 longer", READER, SlowReaderPolicy.LATEST);
    assertEquals(2, counters.value(Counter.DELIVERIES_REPLACED));
    assertEquals("a3 longerreplyb1", take(100));
    assertTrue(outbox.isEmpty());
    assertFalse(outbox.isCongested());
    publish("a4", READER, SlowReaderPolicy.LATEST);
    assertEquals("a4", take(100), "what was taken is not replaced");
    assertEquals(0, counters.value(Counter.DELIVERIES_DROPPED));
  }

  @Test
  void whatHasBegunIsFollowedByTheNewestOnly() {
    publish("begun", READER, SlowReaderPolicy.LATEST);
    assertEquals("be", take(2));
    for (int i = 1; i <= 1000; i++) {
      assertNull(publish("p" + i, READER, SlowReaderPolicy.LATEST));
    }
    assertEquals(999, counters.value(Counter.DELIVERIES_REPLACED));
    assertEquals("gunp1000", take(100));
  }

  @Test
  void theNewestIsDroppedTooIfThereIsNoRoom() {
    publish("p1", READER, SlowReaderPolicy.LATEST);
    publish("p".repeat(60), READER, SlowReaderPolicy.LATEST);
    assertEquals(1, add("r".repeat(60), REPLY));
    assertEquals("r".repeat(60), take(100));
    publish("p3", READER, SlowReaderPolicy.LATEST);
    publish("p".repeat(101), READER, SlowReaderPolicy.LATEST);
    publish("p5", READER, SlowReaderPolicy.LATEST);
    assertEquals("p5", take(100), "what was dropped is not looked for");
    outbox.clear();
    publish("p6", READER, SlowReaderPolicy.LATEST);
    outbox.clear();
    publish("p7", READER, SlowReaderPolicy.LATEST);
    assertEquals("p7", take(100));
  }

  @Test
  void wherePublicationsMayNotBeMissedTheConnectionMustEnd() {
    for (int i = 1; i <= 4; i++) {
      assertNull(publish("c" + i, READER, SlowReaderPolicy.CLOSE));
    }
    add("p", PUBLICATION);
    assertEquals(CloseReason.MISSED_PUBLICATION, publish("c5", READER, SlowReaderPolicy.CLOSE));
    assertEquals(0, counters.value(Counter.DELIVERIES_DROPPED));
  }

  @Test
  void whatMayBeDroppedGoesBeforeWhatMayNotIfItIsOlder() {
    add("p", PUBLICATION);
    for (int i = 1; i <= 5; i++) {
      assertNull(publish("c" + i, READER, SlowReaderPolicy.CLOSE));
    }
    assertEquals("c1c2c3c4c5", take(100));
  }

  // The budget of all

  private static long cost(int frames, int bytes) {
    return bytes + (long) Outbox.FRAME_OVERHEAD * frames;
  }

  @Test
  void whatPassesThroughCostsNothing() {
    add("one", REPLY);
    add("two", PUBLICATION);
    take(2);
    assertEquals(0, budget.taken());
  }

  @Test
  void whatWaitsForABrowserThatTakesNoMoreIsCharged() {
    add("one", REPLY);
    add("four", PUBLICATION);
    assertNull(outbox.hold(1000));
    assertEquals(cost(2, 1007), budget.taken());
    add("seven", REPLY);
    assertEquals(cost(3, 1012), budget.taken());
    outbox.letGo();
    assertEquals(cost(3, 12), budget.taken());
    take(5);
    assertEquals(cost(2, 9), budget.taken());
    take(100);
    assertEquals(0, budget.taken());
    add("free again", REPLY);
    assertEquals(0, budget.taken());
  }

  @Test
  void everyWayOutGivesBack() {
    List<Runnable> ways =
        List.of(
            outbox::clear,
            () -> take(1000),
            () -> {
              take(2);
              outbox.clear();
              take(1000);
            },
            () -> publish("replaced by this", READER, SlowReaderPolicy.LATEST),
            outbox::discard);
    for (Runnable way : ways) {
      publish("p1", READER, SlowReaderPolicy.LATEST);
      add("p2", PUBLICATION);
      add("reply", REPLY);
      outbox.hold(300);
      assertEquals(cost(3, 309), budget.taken());
      way.run();
      outbox.letGo();
      take(1000);
      assertEquals(0, budget.taken());
    }
    add("late", REPLY);
    outbox.hold(300);
    assertEquals(0, budget.taken(), "nothing is held after the end");
    assertTrue(outbox.isEmpty() && outbox.isFinished());
  }

  @Test
  void itsOwnOldestPublicationsGoWhenAllTogetherHaveTooMuch() {
    outbox.hold(0);
    add("p1", PUBLICATION);
    add("reply", REPLY);
    add("p2", PUBLICATION);
    budget.take(10_000 - budget.taken());
    assertEquals(1, add("p3", PUBLICATION), "as long as p1");
    assertEquals(2, add("p4 is longer than one of them", PUBLICATION));
    assertEquals("replyp4 is longer than one of them", take(100));
    budget.give(budget.taken());
  }

  @Test
  void aReplyForWhichAllTogetherHaveNoRoomEndsTheConnection() {
    outbox.hold(0);
    add("p1", PUBLICATION);
    budget.take(10_000 - budget.taken());
    assertEquals(CloseReason.OVERLOADED, outbox.add(bytes("a longer reply")));
    assertEquals(1, counters.value(Counter.DELIVERIES_DROPPED));
    long others = 10_000 - cost(1, 2);
    outbox.discard();
    assertEquals(others, budget.taken());
  }

  @Test
  void whatHasBegunAndFindsNoRoomEndsTheConnection() {
    assertEquals(CloseReason.OVERLOADED, outbox.hold(10_001));
    outbox.discard();
    assertEquals(0, budget.taken());
  }

  @Test
  void aPublicationThatMayNotBeMissedIsNotDroppedForTheOthersEither() {
    outbox.hold(0);
    publish("c", READER, SlowReaderPolicy.CLOSE);
    budget.take(10_000 - budget.taken());
    assertEquals(CloseReason.MISSED_PUBLICATION, outbox.add(bytes("reply")));
  }

  @Test
  void whatWasLostIsToldPerLabelOnceItsBrowserReadsAgain() {
    for (int i = 0; i < 8; i++) {
      publish("p" + i, READER, SlowReaderPolicy.OLDEST);
    }
    publish("o1", OTHER, SlowReaderPolicy.LATEST);
    publish("o2", OTHER, SlowReaderPolicy.LATEST);
    assertEquals(0, outbox.takeDropped(READER), "too much waits");
    take(100);
    assertEquals(4, outbox.takeDropped(READER));
    assertEquals(0, outbox.takeDropped(READER), "told once");
    assertEquals(1, outbox.takeDropped(OTHER));
    outbox.replaced(OTHER, 3, counters);
    outbox.replaced(OTHER, 0, counters);
    assertEquals(3, outbox.takeDropped(OTHER));
  }

  @Test
  void whoMayMissNothingAndCanEndAloneEndsAndTheOthersLoseNothing() {
    List<String> missed = new ArrayList<>();
    Receiver alone = new Receiver(LABEL, () -> missed.add("alone"));
    publish("a1", alone, SlowReaderPolicy.CLOSE);
    publish("o1", OTHER, SlowReaderPolicy.OLDEST);
    publish("a2", alone, SlowReaderPolicy.CLOSE);
    add("reply", REPLY);
    publish("o2", OTHER, SlowReaderPolicy.OLDEST);
    assertFalse(outbox.hasMissing());
    assertNull(publish("a3", alone, SlowReaderPolicy.CLOSE));
    assertTrue(outbox.hasMissing());
    outbox.takeMissing().forEach(Receiver::missed);
    assertEquals(List.of("alone"), missed);
    assertNull(publish("a4", alone, SlowReaderPolicy.CLOSE), "nothing more of it");
    assertEquals(List.of(), outbox.takeMissing(), "told once");
    assertEquals("o1replyo2", take(100));
    assertEquals(0, counters.value(Counter.DELIVERIES_DROPPED));
    outbox.forget(alone);
    publish("again", alone, SlowReaderPolicy.CLOSE);
    assertEquals("again", take(100));
  }

  @Test
  void whatWaitsForAReceiverThatHasEndedIsDroppedButForWhatHasBegun() {
    publish("begun", READER, SlowReaderPolicy.OLDEST);
    publish("waits", READER, SlowReaderPolicy.OLDEST);
    publish("latest", READER, SlowReaderPolicy.LATEST);
    publish("other", OTHER, SlowReaderPolicy.OLDEST);
    assertEquals("be", take(2));
    outbox.forget(READER);
    assertEquals("gunother", take(100));
    assertTrue(outbox.isEmpty());
    publish("latest", READER, SlowReaderPolicy.LATEST);
    outbox.forget(READER);
    assertTrue(outbox.isEmpty());
  }

  @Test
  void whatWaitsAndWhatWasLostIsTold() {
    assertEquals(0, outbox.bytes());
    for (int i = 1; i <= 6; i++) {
      int unused = add("p" + i, PUBLICATION);
    }
    assertEquals(6, outbox.added());
    assertEquals(1, outbox.dropped());
    assertEquals(5, outbox.count());
    assertEquals(10, outbox.bytes());
    assertEquals("p2p3p4p5p6", take(100));
    assertEquals(0, outbox.count());
    assertNull(outbox.hold(7));
    assertEquals(7, outbox.bytes());
  }
}
