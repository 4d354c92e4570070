package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicIndexTest {
  private final TopicIndex<String> index = new TopicIndex<>();

  private List<String> found(String topic) {
    List<String> found = new ArrayList<>();
    index.match(topic.getBytes(UTF_8), found::add);
    found.sort(null);
    return found;
  }

  @Test
  void whoWantsAPrefixIsFoundAndNobodyElse() {
    index.add(Topic.of(""), "all");
    index.add(Topic.of("eu/"), "europe");
    index.add(Topic.of("eu/de"), "germany");
    index.add(Topic.of("us"), "america");
    assertEquals(List.of("all"), found(""));
    assertEquals(List.of("all"), found("eu"));
    assertEquals(List.of("all", "europe"), found("eu/"));
    assertEquals(List.of("all", "europe"), found("eu/fr"));
    assertEquals(List.of("all", "europe", "germany"), found("eu/dex"));
    assertEquals(List.of("all", "america"), found("us"));
  }

  @Test
  void whoHasLeftIsNotFound() {
    index.add(Topic.of("a"), "one");
    index.add(Topic.of("a"), "two");
    index.remove(Topic.of("a"), "one");
    index.remove(Topic.of("b"), "one");
    assertEquals(List.of("two"), found("ab"));
    index.remove(Topic.of("a"), "two");
    assertTrue(index.isEmpty());
    assertEquals(List.of(), found("ab"));
  }

  @Test
  void bytesAreComparedUnsigned() {
    byte[] high = {(byte) 0xff, 0};
    index.add(Topic.of(high), "high");
    index.add(Topic.of(new byte[] {0x7f}), "low");
    List<String> found = new ArrayList<>();
    index.match(new byte[] {(byte) 0xff, 0, 1}, found::add);
    assertEquals(List.of("high"), found);
  }

  static long[] seeds() {
    return new Random().longs(20).toArray();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void itFindsWhatAScanOfAllFinds(long seed) {
    Random random = new Random(seed);
    Map<String, Set<String>> all = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      String topic = text(random);
      String who = "" + random.nextInt(10);
      if (random.nextInt(3) > 0) {
        index.add(Topic.of(topic.getBytes(ISO_8859_1)), who);
        all.computeIfAbsent(topic, unused -> new TreeSet<>()).add(who);
      } else {
        index.remove(Topic.of(topic.getBytes(ISO_8859_1)), who);
        all.getOrDefault(topic, new TreeSet<>()).remove(who);
      }
      String published = text(random);
      List<String> expected = new ArrayList<>();
      all.forEach(
          (prefix, wanting) -> expected.addAll(published.startsWith(prefix) ? wanting : Set.of()));
      expected.sort(null);
      List<String> found = new ArrayList<>();
      index.match(published.getBytes(ISO_8859_1), found::add);
      found.sort(null);
      assertEquals(expected, found, published);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(7); i > 0; i--) {
      text.append("ab\u00ff".charAt(random.nextInt(3)));
    }
    return text.toString();
  }
}
