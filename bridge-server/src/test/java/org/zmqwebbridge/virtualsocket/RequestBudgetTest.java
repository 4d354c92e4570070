package org.zmqwebbridge.virtualsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.flow.ByteBudget;

class RequestBudgetTest {
  private static final int MAX_REQUESTS = VirtualSocketLimits.DEFAULTS.maxRequestsInFlight();
  private static final int MAX_BYTES = (int) VirtualSocketLimits.DEFAULTS.maxRequestBytes();

  private final ByteBudget inAll = new ByteBudget(3L * MAX_BYTES);
  private final AtomicInteger rooms = new AtomicInteger();
  private final RequestBudget budget = budget();

  private RequestBudget budget() {
    return new RequestBudget(VirtualSocketLimits.DEFAULTS, inAll, rooms::incrementAndGet);
  }

  @Test
  void oneMoreThanTheLimitIsRefusedAndTakesNothing() {
    for (int i = 0; i < MAX_REQUESTS; i++) {
      assertTrue(budget.tryBegin(1));
    }
    assertFalse(budget.tryBegin(1));
    assertEquals(MAX_REQUESTS, inAll.taken());
    budget.end(1);
    assertTrue(budget.tryBegin(1));
  }

  @Test
  void itIsFullFromItsBytesOnAndSaysOnceWhenThereIsRoomAgain() {
    assertTrue(budget.tryBegin(MAX_BYTES - 1));
    assertFalse(budget.isFull());
    assertTrue(budget.tryBegin(1));
    assertTrue(budget.isFull());
    assertTrue(budget.tryBegin(10), "what has been read already is still taken");
    budget.end(10);
    assertEquals(0, rooms.get(), "still full");
    budget.end(1);
    assertFalse(budget.isFull());
    assertEquals(1, rooms.get());
    budget.end(MAX_BYTES - 1);
    assertEquals(1, rooms.get());
  }

  @Test
  void whatAllHaveTogetherIsRefusedAboveItsLimit() {
    RequestBudget another = budget();
    assertTrue(budget.tryBegin(2 * MAX_BYTES));
    assertFalse(another.tryBegin(MAX_BYTES + 1));
    assertTrue(another.tryBegin(MAX_BYTES));
    assertFalse(another.tryBegin(1));
    budget.end(2 * MAX_BYTES);
    assertTrue(another.tryBegin(1));
  }

  @Test
  void whateverBeginsAndEndsItComesBackToNothing() {
    Random random = new Random(7);
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      int bytes = random.nextInt(MAX_BYTES / 8);
      if (random.nextBoolean() && budget.tryBegin(bytes)) {
        open.add(bytes);
      } else if (!open.isEmpty()) {
        budget.end(open.remove(random.nextInt(open.size())));
      }
      long sum = open.stream().mapToLong(Integer::longValue).sum();
      assertEquals(sum, inAll.taken());
      assertEquals(sum >= MAX_BYTES, budget.isFull());
    }
    open.forEach(budget::end);
    assertEquals(0, inAll.taken());
  }
}
