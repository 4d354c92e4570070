package org.zmqwebbridge.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a channel's next turn comes, and what it takes; the test has the clock. */
class PendingEventsTest {
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(8);

  private long now = 1_000;
  private final PendingEvents pending = new PendingEvents(() -> now);

  private void publish(int messages, int bytes) {
    for (int i = 0; i < messages; i++) {
      Item item = new Item("text/plain", "", new byte[bytes]);
      Message message = new Message(i, new MessageId(1, i), item);
      pending.add(new ChannelEvent.Published(message, List.of()));
    }
  }

  /** A turn that takes a while. */
  private int turn(long nanos) {
    List<ChannelEvent.Published> messages = new ArrayList<>();
    assertNull(pending.take(messages));
    now += nanos;
    pending.end(messages.size());
    return messages.size();
  }

  @Test
  void aMessageAloneIsToldAtOnce() {
    publish(1, 10);
    assertEquals(0, pending.nextTurn());
    assertEquals(PendingEvents.NONE, pending.nextTurn(), "it comes already");
    assertEquals(1, turn(TURN_NANOS));
    assertEquals(PendingEvents.NONE, pending.nextTurn(), "nothing waits");
    publish(1, 10);
    assertEquals(0, pending.nextTurn(), "nor does one that follows it alone rest");
  }

  @Test
  void oneThatCameDuringATurnOfOneDoesNotRest() {
    publish(1, 10);
    assertEquals(0, pending.nextTurn());
    pending.take(new ArrayList<>());
    publish(1, 10);
    now += TURN_NANOS;
    pending.end(1);
    assertEquals(0, pending.nextTurn());
  }

  @Test
  void afterATurnOfSeveralTheNextRestsAQuarterOfItsTime() {
    publish(2, 10);
    assertEquals(0, pending.nextTurn());
    assertEquals(2, turn(TURN_NANOS));
    now += TURN_NANOS / 8;
    publish(1, 10);
    assertEquals(TURN_NANOS / 8, pending.nextTurn());
    publish(3, 10);
    assertEquals(PendingEvents.NONE, pending.nextTurn());
    assertEquals(4, turn(TURN_NANOS), "what came meanwhile goes with it");
    now += TURN_NANOS;
    publish(1, 10);
    assertEquals(0, pending.nextTurn(), "it is over");
  }

  @Test
  void severalThatCameDuringATurnOfOneRest() {
    publish(1, 10);
    assertEquals(0, pending.nextTurn());
    pending.take(new ArrayList<>());
    publish(2, 10);
    now += TURN_NANOS;
    pending.end(1);
    assertEquals(TURN_NANOS / 4, pending.nextTurn());
  }

  @Test
  void neitherAShortTurnNorAFullOneNorManyBytesMakeOneRest() {
    publish(2, 10);
    assertEquals(0, pending.nextTurn());
    turn(TimeUnit.MICROSECONDS.toNanos(80));
    publish(2, 10);
    assertEquals(0, pending.nextTurn(), "a fiftieth of a millisecond is not worth a timer");
    turn(TURN_NANOS);
    publish(256, 10);
    assertEquals(0, pending.nextTurn(), "it is full");
    assertEquals(256, turn(TURN_NANOS));
    publish(2, 40_000);
    assertEquals(80_000, pending.bytes());
    assertEquals(0, pending.nextTurn(), "what is long gains nothing");
    assertEquals(2, turn(TURN_NANOS));
    assertEquals(0, pending.bytes());
  }

  @Test
  void aTurnTakesMessagesUpToWhatIsNone() {
    publish(2, 10);
    ChannelEvent.Member member = new ChannelEvent.Member("m", true, 1);
    pending.add(member);
    publish(1, 10);
    assertEquals(0, pending.nextTurn());
    List<ChannelEvent.Published> messages = new ArrayList<>();
    assertEquals(member, pending.take(messages));
    assertEquals(2, messages.size());
    pending.end(2);
    assertEquals(0, pending.nextTurn());
    assertEquals(1, turn(0));
  }
}
