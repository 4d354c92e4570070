package org.zmqwebbridge.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SmallMapTest {
  @Test
  void holdsWhatAnyMapHolds() {
    Random random = new Random(7);
    for (int run = 0; run < 200; run++) {
      Map<Integer, Integer> small = Map.of();
      Map<Integer, Integer> any = new HashMap<>();
      for (int step = 0; step < 50; step++) {
        int key = random.nextInt(4);
        if (random.nextBoolean()) {
          small = SmallMap.with(small, key, step);
          any.put(key, step);
        } else {
          small = SmallMap.without(small, key);
          any.remove(key);
        }
        assertEquals(any, small);
      }
    }
  }

  @Test
  void whatIsNotThereChangesNothing() {
    Map<String, Integer> one = SmallMap.with(Map.of(), "a", 1);
    assertSame(one, SmallMap.without(one, "b"));
    assertEquals(Map.of(), SmallMap.without(one, "a"));
  }
}
