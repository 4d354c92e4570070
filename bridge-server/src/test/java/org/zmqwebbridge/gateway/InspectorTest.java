package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

class InspectorTest {
  private static final List<byte[]> HELLO = List.of("hello".getBytes(UTF_8));

  private final Counters counters = new Counters();
  private long now;
  private final Inspector inspector =
      new Inspector(100, 2, () -> now, InstantSource.fixed(Instant.EPOCH), counters);

  private void later(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void nothingIsKeptWhileNobodyLooks() {
    assertNull(inspector.begin(HELLO));
    inspector.look();
    assertNotNull(inspector.begin(HELLO));
    later(5_000);
    assertNull(inspector.begin(HELLO));
    assertEquals(0, counters.value(Counter.INSPECTOR_PASSED_OVER));
  }

  @Test
  void whatNobodyLooksAtAnyMoreIsForgotten() {
    inspector.look();
    inspector.end(inspector.begin(HELLO), "echo", 7, "reply", 1_500_000, HELLO);
    assertEquals(1, inspector.look().size());
    later(5_000);
    assertNull(inspector.begin(HELLO));
    assertEquals(List.of(), inspector.look());
  }

  @Test
  void onlySoManyOfASecondAreLookedAtAndTheOthersCounted() {
    inspector.look();
    later(1_000);
    assertNotNull(inspector.begin(HELLO));
    assertNotNull(inspector.begin(HELLO));
    assertNull(inspector.begin(HELLO));
    assertEquals(1, counters.value(Counter.INSPECTOR_PASSED_OVER));
    later(1_000);
    assertNotNull(inspector.begin(HELLO));
  }

  @Test
  void aRequestIsPairedWithWhatCameOfIt() {
    inspector.look();
    inspector.end(inspector.begin(HELLO), "echo", 7, "reply", 1_500_000, HELLO);
    assertEquals(
        List.of(new Inspector.Exchange(1, 0, "echo", 7, "reply", 1.5, "hello", 5, "hello", 5)),
        inspector.look());
  }

  @Test
  void onlyTheLatestAreKept() {
    inspector.look();
    Inspector.Begun begun = inspector.begin(HELLO);
    for (int i = 0; i <= Inspector.MOST; i++) {
      inspector.end(begun, "echo", 7, "timeout", 0, List.of());
    }
    List<Inspector.Exchange> kept = inspector.look();
    assertEquals(Inspector.MOST, kept.size());
    assertEquals(2, kept.get(0).serial());
  }
}
