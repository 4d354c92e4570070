package org.zmqwebbridge.virtualsocket.second;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.flow.BudgetShare;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.virtualsocket.second.wire.ServerControl;

/** What waits for credit is bounded, and what has to go follows the rule for slow readers. */
class CreditQueueTest {
  private final Counters counters = new Counters();
  private final ByteBudget inAll = new ByteBudget(1_000);
  private final CreditQueue queue = new CreditQueue(3, 500, new BudgetShare(inAll));

  private boolean add(String message, SlowReaderPolicy policy) {
    return queue.add(new byte[1], message.getBytes(UTF_8), new SlowReaders(policy, counters));
  }

  private String take(Credit credit) {
    Batch batch = new Batch();
    batch.reset(4);
    assertEquals(queue.moveTo(batch, credit), batch.count());
    StringBuilder taken = new StringBuilder();
    for (int i = 0; i < batch.count(); i++) {
      taken.append(new String(batch.after(i), UTF_8)).append(' ');
    }
    return taken.toString();
  }

  @Test
  void itGivesOutWhatCreditAllowsInOrder() {
    Credit credit = new Credit(0);
    assertTrue(add("a", SlowReaderPolicy.OLDEST));
    assertTrue(add("b", SlowReaderPolicy.OLDEST));
    assertEquals("", take(credit));
    assertTrue(credit.give(1));
    assertFalse(credit.give(1), "the loop is on its way already");
    assertTrue(credit.takeUp());
    assertTrue(add("c", SlowReaderPolicy.OLDEST));
    assertEquals("a b ", take(credit));
    assertEquals(0, queue.takeLost());
    assertFalse(queue.isEmpty());
  }

  @Test
  void theOldestGoOrAllButTheNewestOrNoneMay() {
    for (int i = 0; i < 5; i++) {
      assertTrue(add("o" + i, SlowReaderPolicy.OLDEST));
    }
    assertEquals(2, queue.takeLost());
    assertEquals(2, counters.value(Counter.CREDIT_OVERFLOWED));
    assertTrue(add("l", SlowReaderPolicy.LATEST));
    assertEquals(3, queue.takeLost());
    assertEquals(3, counters.value(Counter.DELIVERIES_REPLACED));
    assertTrue(add("c1", SlowReaderPolicy.CLOSE));
    assertTrue(add("c2", SlowReaderPolicy.CLOSE));
    assertFalse(add("c3", SlowReaderPolicy.CLOSE));
  }

  @Test
  void bytesAreBoundedForItAndForAllAndAreGivenBack() {
    assertTrue(add("x".repeat(400), SlowReaderPolicy.OLDEST));
    assertTrue(add("y".repeat(400), SlowReaderPolicy.OLDEST));
    assertEquals(1, queue.takeLost());
    assertTrue(inAll.tryTake(500));
    assertTrue(add("z", SlowReaderPolicy.OLDEST));
    assertEquals(1, queue.takeLost(), "others hold so much");
    assertEquals("z ", take(new Credit(1)));
    assertEquals(500, inAll.taken());
    assertTrue(add("z", SlowReaderPolicy.OLDEST));
    queue.clear();
    assertEquals(500, inAll.taken());
  }

  @Test
  void whatIsToBeSaidBetweenTwoKeepsItsPlaceAndTakesNoCredit() {
    assertTrue(add("a", SlowReaderPolicy.OLDEST));
    ServerControl gap = new ServerControl.Gap(1, 2, 3);
    queue.add(gap);
    assertTrue(add("b", SlowReaderPolicy.OLDEST));
    assertNull(queue.takeWord());
    assertEquals("a ", take(new Credit(5)));
    assertEquals(gap, queue.takeWord());
    assertEquals("b ", take(new Credit(1)));
    assertTrue(queue.isEmpty());
  }

  @Test
  void moreThanTwoToThePowerOf31IsTooMuchTogether() {
    Credit credit = new Credit(1L << 31);
    assertTrue(credit.takeUp());
    assertTrue(credit.give(1));
    assertFalse(credit.takeUp());
    Credit other = new Credit((1L << 31) - 1);
    assertTrue(other.give(1));
    assertTrue(other.takeUp());
    other.giveBack(7);
    assertTrue(other.takeUp(), "what was given back was allowed before");
  }
}
