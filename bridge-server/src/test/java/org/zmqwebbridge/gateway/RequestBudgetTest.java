package org.zmqwebbridge.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.flow.ByteBudget;

class RequestBudgetTest {
  private static final int MAX_REQUESTS = 100;
  private static final int MAX_BYTES = 4 << 20;

  private final ByteBudget inAll = new ByteBudget(3L * MAX_BYTES);
  private final AtomicInteger rooms = new AtomicInteger();
  private final RequestBudget budget = budget();

  private RequestBudget budget() {
    return new RequestBudget(MAX_REQUESTS, MAX_BYTES, inAll, rooms::incrementAndGet);
  }

  @Test
  void oneMoreThanTheLimitIsRefusedAndTakesNothing() {
    List<Charge> open = new ArrayList<>();
    for (int i = 0; i < MAX_REQUESTS; i++) {
      open.add(assertTaken(budget.tryBegin(1)));
    }
    assertNull(budget.tryBegin(1));
    assertEquals(MAX_REQUESTS, inAll.taken());
    open.get(0).end();
    assertTaken(budget.tryBegin(1));
  }

  private static Charge assertTaken(Charge charge) {
    assertNotNull(charge);
    return charge;
  }

  @Test
  void aChargeEndsOnce() {
    Charge charge = budget.tryBegin(5);
    assertTaken(budget.tryBegin(7));
    charge.end();
    charge.end();
    assertEquals(7, inAll.taken());
  }

  @Test
  void itIsFullFromItsBytesOnAndSaysOnceWhenThereIsRoomAgain() {
    Charge most = assertTaken(budget.tryBegin(MAX_BYTES - 1));
    assertFalse(budget.isFull());
    Charge last = assertTaken(budget.tryBegin(1));
    assertTrue(budget.isFull());
    Charge read = budget.tryBegin(10);
    assertNotNull(read, "what has been read already is still taken");
    read.end();
    assertEquals(0, rooms.get(), "still full");
    last.end();
    assertFalse(budget.isFull());
    assertEquals(1, rooms.get());
    most.end();
    assertEquals(1, rooms.get());
  }

  @Test
  void whatAllHaveTogetherIsRefusedAboveItsLimit() {
    RequestBudget another = budget();
    Charge one = assertTaken(budget.tryBegin(2 * MAX_BYTES));
    assertNull(another.tryBegin(MAX_BYTES + 1));
    assertTaken(another.tryBegin(MAX_BYTES));
    assertNull(another.tryBegin(1));
    one.end();
    assertTaken(another.tryBegin(1));
  }

  private record Begun(Charge charge, int bytes) {}

  @Test
  void whateverBeginsAndEndsItComesBackToNothing() {
    Random random = new Random(7);
    List<Begun> open = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      int bytes = random.nextInt(MAX_BYTES / 8);
      Charge charge = random.nextBoolean() ? budget.tryBegin(bytes) : null;
      if (charge != null) {
        open.add(new Begun(charge, bytes));
      } else if (!open.isEmpty()) {
        open.remove(random.nextInt(open.size())).charge().end();
      }
      long sum = open.stream().mapToLong(Begun::bytes).sum();
      assertEquals(sum, inAll.taken());
      assertEquals(sum >= MAX_BYTES, budget.isFull());
    }
    open.forEach(begun -> begun.charge().end());
    assertEquals(0, inAll.taken());
  }

  @Test
  void inThePlaceOfOneThatIsBeingGivenUpAnotherBeginsAndFitsOnceThatIsKnown() {
    List<Charge> open = new ArrayList<>();
    for (int i = 0; i < MAX_REQUESTS; i++) {
      open.add(assertTaken(budget.tryBegin(1)));
    }
    budget.beginLeaving();
    Charge early = assertTaken(budget.tryBegin(1));
    assertNull(budget.tryBegin(1), "one for one");
    assertFalse(early.fits(), "as long as nobody has left");
    open.get(0).end();
    budget.endLeaving();
    assertTrue(early.fits());
    assertTrue(open.get(1).fits());
    early.end();
    assertEquals(MAX_REQUESTS - 1, inAll.taken());
  }

  @Test
  void whoeverTakesThePlaceOfOneGivenUpHasItHoweverFarTheLoopIs() throws Exception {
    RequestBudget single = new RequestBudget(1, MAX_BYTES, inAll, rooms::incrementAndGet);
    ExecutorService loop = Executors.newSingleThreadExecutor();
    try {
      Charge there = assertTaken(single.tryBegin(1));
      for (int i = 0; i < 20_000; i++) {
        Charge givenUp = there;
        single.beginLeaving();
        Future<?> known =
            loop.submit(
                () -> {
                  givenUp.end();
                  single.endLeaving();
                });
        there = assertTaken(single.tryBegin(1));
        known.get();
        assertTrue(there.fits());
      }
      there.end();
      assertEquals(0, inAll.taken());
    } finally {
      loop.shutdownNow();
    }
  }

  @Test
  void whatIsGivenUpAndWasNotThereMakesNoRoom() {
    for (int i = 0; i < MAX_REQUESTS; i++) {
      assertTaken(budget.tryBegin(1));
    }
    for (int i = 0; i < 3 * MAX_REQUESTS; i++) {
      budget.beginLeaving();
    }
    List<Charge> early = new ArrayList<>();
    for (Charge next = budget.tryBegin(1); next != null; next = budget.tryBegin(1)) {
      early.add(next);
    }
    assertEquals(MAX_REQUESTS, early.size(), "at most as many again wait for the loop");
    early.forEach(charge -> assertFalse(charge.fits()));
  }
}
