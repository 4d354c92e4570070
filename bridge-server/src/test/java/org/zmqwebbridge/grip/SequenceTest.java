package org.zmqwebbridge.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.grip.wire.PublishItem.Action;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

class SequenceTest {
  private static final long WAIT = 5_000;

  private final Counters counters = new Counters();
  private final Sequence sequence = new Sequence(WAIT, counters);

  private static PublishItem item(String id, String previous, boolean unordered) {
    return new PublishItem(
        "c",
        Optional.ofNullable(id),
        Optional.ofNullable(previous),
        unordered,
        Map.of(),
        Optional.empty(),
        Optional.of(new PublishItem.Stream(Action.SEND, new byte[1], Optional.empty())),
        Optional.empty());
  }

  private String add(long now, String id, String previous) {
    return ids(sequence.add(List.of(item(id, previous, false)), now));
  }

  private static String ids(List<PublishItem> items) {
    return String.join(",", items.stream().map(item -> item.id().orElse("-")).toList());
  }

  @Test
  void itemsThatFollowOnTheLastComeAtOnce() {
    assertEquals("1", add(0, "1", null));
    assertEquals("2", add(0, "2", "1"));
    assertEquals("-", add(0, null, "2"));
    assertEquals("9", add(0, "9", "8"), "after one without id, nothing is known");
    assertEquals(Optional.of("9"), sequence.lastId());
  }

  @Test
  void oneThatIsEarlyWaitsForTheOneBefore() {
    assertEquals("1", add(0, "1", null));
    assertEquals("", add(0, "4", "3"));
    assertEquals("", add(0, "3", "2"));
    assertTrue(sequence.hasWaiting());
    assertEquals("2,3,4", add(0, "2", "1"));
    assertFalse(sequence.hasWaiting());
  }

  @Test
  void itDoesNotWaitForEver() {
    assertEquals("1", add(0, "1", null));
    assertEquals("", add(10, "3", "2"));
    assertEquals("", add(20, "4", "3"));
    assertEquals("", ids(sequence.late(WAIT + 9)));
    assertEquals(WAIT - 90, sequence.untilLate(100));
    assertEquals("3,4", ids(sequence.late(WAIT + 10)));
    assertEquals(1, counters.value(Counter.GRIP_ITEMS_LATE));
  }

  @Test
  void soManyWaitAndNoneTwiceForTheSame() {
    assertEquals("1", add(0, "1", null));
    for (int i = 0; i < Sequence.MOST_WAITING; i++) {
      assertEquals("", add(0, "x" + i, "y" + i));
    }
    assertEquals("", add(0, "z", "more"));
    assertEquals("", add(0, "z", "y0"));
    assertEquals(2, counters.value(Counter.GRIP_ITEMS_UNORDERED));
  }

  @Test
  void whatIsUnorderedPassesBy() {
    assertEquals("1", add(0, "1", null));
    assertEquals("5", ids(sequence.add(List.of(item("5", "4", true)), 0)));
    assertEquals(Optional.of("1"), sequence.lastId());
  }

  @Test
  void anIdIsNewOnceWithinItsTime() {
    SeenIds seen = new SeenIds(100);
    assertTrue(seen.isNew("c", "1", 0));
    assertFalse(seen.isNew("c", "1", 99));
    assertTrue(seen.isNew("d", "1", 99));
    assertTrue(seen.isNew("c", "1", 100));
    seen.forget("c", "1");
    assertTrue(seen.isNew("c", "1", 100));
    SeenIds none = new SeenIds(0);
    assertTrue(none.isNew("c", "1", 0));
    assertTrue(none.isNew("c", "1", 0), "none is remembered");
  }

  @Test
  void soManyIdsAreRemembered() {
    SeenIds seen = new SeenIds(100);
    for (int i = 0; i < SeenIds.MOST + 10; i++) {
      assertTrue(seen.isNew("c", "" + i, 0));
    }
    assertEquals(SeenIds.MOST, seen.size());
  }
}
