package org.zmqwebbridge.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
  private final ByteBudget budget = new ByteBudget(100);

  @Test
  void asMuchAsTheLimitCanBeTakenAndNotOneMore() {
    assertTrue(budget.tryTake(60));
    assertFalse(budget.tryTake(41));
    assertEquals(60, budget.taken(), "what was refused is not taken");
    assertTrue(budget.tryTake(40));
    assertFalse(budget.tryTake(1));
    assertTrue(budget.tryTake(0));
    assertEquals(100, budget.taken());
    assertEquals(100, budget.limit());
  }

  @Test
  void whatIsGivenBackCanBeTakenAgain() {
    assertTrue(budget.tryTake(100));
    budget.give(30);
    assertFalse(budget.tryTake(31));
    assertTrue(budget.tryTake(30));
    budget.give(100);
    assertEquals(0, budget.taken());
  }

  @Test
  void whatMustBeKeptIsTakenBeyondTheLimitAndThenNothingElse() {
    budget.take(150);
    assertEquals(150, budget.taken());
    assertFalse(budget.tryTake(0));
    budget.give(50);
    assertTrue(budget.tryTake(0));
    assertFalse(budget.tryTake(1));
    assertFalse(budget.tryTake(Long.MAX_VALUE));
  }

  @Test
  void aNegativeLimitIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ByteBudget(-1));
  }

  @Test
  void manyThreadsNeverHaveMoreThanTheLimitTogether() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Integer> worker =
          () -> {
            int had = 0;
            while (had < 5_000) { // tries are not counted: anyone who holds may not be running
              if (budget.tryTake(30)) {
                assertTrue(budget.taken() <= 100);
                budget.give(30);
                had++;
              }
            }
            return had;
          };
      List<Callable<Integer>> workers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        workers.add(worker);
      }
      for (Future<Integer> each : threads.invokeAll(workers)) {
        assertEquals(5_000, each.get());
      }
      assertEquals(0, budget.taken());
    } finally {
      threads.shutdownNow();
    }
  }
}
