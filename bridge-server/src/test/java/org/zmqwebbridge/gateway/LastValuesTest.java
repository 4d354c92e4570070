package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

class LastValuesTest {
  private final Counters counters = new Counters();
  private long offset;

  private KeptPublication publication(String topic, String body, long now) {
    return KeptPublication.of(++offset, List.of(topic.getBytes(UTF_8), body.getBytes(UTF_8)), now);
  }

  private static List<String> all(LastValues values, String prefix) {
    List<String> found = new ArrayList<>();
    KeptPublication next = values.next(Topic.of(prefix), null);
    while (next != null) {
      found.add(next.topic() + "=" + new String(next.parts().get(1), UTF_8));
      next = values.next(Topic.of(prefix), next.topic());
    }
    return found;
  }

  @Test
  void theLastOfEachTopicIsKeptAndATopicIsTheWholeFirstPart() {
    LastValues values = new LastValues(KeptBounds.LAST_VALUES, counters);
    values.keep(publication("a", "1", 0));
    values.keep(publication("ab", "2", 0));
    values.keep(publication("a", "3", 0));
    values.keep(publication("b", "4", 0));
    values.keep(publication("", "5", 0));
    assertEquals(List.of("a=3", "ab=2"), all(values, "a"));
    assertEquals(List.of("ab=2"), all(values, "ab"));
    assertEquals(List.of("=5", "a=3", "ab=2", "b=4"), all(values, ""));
    assertNull(values.next(Topic.of("c"), null));
  }

  @Test
  void theTopicThatWasSilentLongestGoesWhenThereAreTooMany() {
    LastValues values = new LastValues(new KeptBounds(2, 1 << 20, 10), counters);
    values.keep(publication("a", "1", 0));
    values.keep(publication("b", "2", 0));
    values.keep(publication("a", "3", 0));
    values.keep(publication("c", "4", 0));
    assertEquals(List.of("a=3", "c=4"), all(values, ""));
    assertEquals(1, counters.value(Counter.LAST_VALUES_EVICTED));
  }

  @Test
  void oneThatIsLargerThanAllThatMayBeKeptIsNotKeptAndNeitherIsWhatItReplaces() {
    LastValues values = new LastValues(new KeptBounds(10, 1024, 10), counters);
    values.keep(publication("a", "1", 0));
    values.keep(publication("a", "x".repeat(2000), 0));
    assertTrue(values.isEmpty());
    assertEquals(0, values.bytes());
  }

  @Test
  void aValueGoesWhenItsTimeIsOver() {
    LastValues values = new LastValues(new KeptBounds(10, 1 << 20, 1), counters);
    values.keep(publication("a", "1", 0));
    values.keep(publication("b", "2", 500_000_000));
    values.expire(999_999_999);
    assertEquals(2, values.size());
    values.expire(1_000_000_000);
    assertEquals(List.of("b=2"), all(values, ""));
    assertEquals(0, counters.value(Counter.LAST_VALUES_EVICTED));
  }

  @Test
  void whatIsNotHeardAnyMoreIsForgotten() {
    LastValues values = new LastValues(KeptBounds.LAST_VALUES, counters);
    values.keep(publication("news/a", "1", 0));
    values.keep(publication("news/b", "2", 0));
    values.keep(publication("other", "3", 0));
    values.forget(Topic.of("news/"), topic -> topic.equals(Topic.of("news/b")));
    assertEquals(List.of("news/b=2", "other=3"), all(values, ""));
  }

  /** Against a list of all that has come, in which the last of each topic is looked for. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void itKeepsWhatANaiveOneKeeps(long seed) {
    Random random = new Random(seed);
    KeptBounds bounds = new KeptBounds(1 + random.nextInt(12), 1000 + random.nextInt(4000), 1);
    LastValues values = new LastValues(bounds, counters);
    List<KeptPublication> naive = new ArrayList<>(); // one for each topic, the oldest first
    long now = 0;
    for (int step = 0; step < 2000; step++) {
      now += random.nextInt(20_000_000);
      KeptPublication newest =
          publication("t" + random.nextInt(20), "x".repeat(random.nextInt(400)), now);
      values.keep(newest);
      naive.removeIf(old -> old.topic().equals(newest.topic()));
      naive.add(newest);
      while (naive.size() > bounds.messages()
          || naive.stream().mapToLong(KeptPublication::cost).sum() > bounds.bytes()) {
        naive.remove(0);
      }
      if (random.nextInt(5) == 0) {
        long time = now;
        values.expire(now);
        naive.removeIf(old -> time - old.since() >= bounds.nanos());
      }
      List<String> expected =
          naive.stream()
              .map(each -> each.topic() + "=" + new String(each.parts().get(1), UTF_8))
              .filter(text -> text.startsWith("t1"))
              .sorted()
              .toList();
      List<String> actual = all(values, "t1").stream().sorted().toList();
      assertEquals(expected, actual, "seed " + seed + ", step " + step);
      assertEquals(
          naive.stream().mapToLong(KeptPublication::cost).sum(), values.bytes(), "seed " + seed);
    }
  }
}
