package org.zmqwebbridge.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayRingTest {
  private static KeptPublication publication(long offset, int bytes, long now) {
    return KeptPublication.of(offset, List.of(new byte[bytes]), now);
  }

  @Test
  void anOffsetIsOneMoreThanTheOneBefore() {
    ReplayRing ring = new ReplayRing(KeptBounds.REPLAY);
    ring.keep(publication(1, 0, 0));
    KeptPublication other = publication(3, 0, 0);
    assertThrows(IllegalArgumentException.class, () -> ring.keep(other));
    assertThrows(IllegalArgumentException.class, () -> ring.at(2));
    assertThrows(IllegalArgumentException.class, () -> ring.at(0));
  }

  @Test
  void oneThatIsLargerThanAllThatMayBeKeptLeavesNothing() {
    ReplayRing ring = new ReplayRing(new KeptBounds(10, 1024, 10));
    ring.keep(publication(1, 10, 0));
    ring.keep(publication(2, 2000, 0));
    assertTrue(ring.isEmpty());
    assertEquals(3, ring.first());
    ring.keep(publication(3, 10, 0));
    assertEquals(3, ring.at(3).offset());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void itKeepsWhatANaiveOneKeeps(long seed) {
    Random random = new Random(seed);
    KeptBounds bounds = new KeptBounds(1 + random.nextInt(300), 1000 + random.nextInt(100_000), 1);
    ReplayRing ring = new ReplayRing(bounds);
    Deque<KeptPublication> naive = new ArrayDeque<>();
    long now = 0;
    for (int offset = 1; offset < 5000; offset++) {
      now += random.nextInt(10_000_000);
      KeptPublication newest = publication(offset, random.nextInt(500), now);
      ring.keep(newest);
      naive.add(newest);
      while (naive.size() > bounds.messages()
          || naive.stream().mapToLong(KeptPublication::cost).sum() > bounds.bytes()) {
        naive.remove();
      }
      if (random.nextInt(50) == 0) {
        now += random.nextInt(2) * 1_000_000_000L;
        ring.expire(now);
        while (!naive.isEmpty() && now - naive.peek().since() >= bounds.nanos()) {
          naive.remove();
        }
      }
      String step = "seed " + seed + ", offset " + offset;
      assertEquals(naive.size(), ring.size(), step);
      assertEquals(naive.stream().mapToLong(KeptPublication::cost).sum(), ring.bytes(), step);
      long first = offset + 1L - naive.size();
      assertEquals(first, ring.first(), step);
      for (KeptPublication each : naive) {
        assertSame(each, ring.at(first++), step);
      }
    }
  }
}
