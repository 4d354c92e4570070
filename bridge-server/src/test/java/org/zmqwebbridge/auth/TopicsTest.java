package org.zmqwebbridge.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopicsTest {
  private static boolean includes(Topics topics, String topic) {
    return topics.includes(topic.getBytes(UTF_8));
  }

  @Test
  void aTopicIsIncludedIfItBeginsWithAPrefix() {
    Topics topics = Topics.of("eu/", "ü");
    assertTrue(includes(topics, "eu/"));
    assertTrue(includes(topics, "eu/a"));
    assertTrue(includes(topics, "über"));
    assertFalse(includes(topics, "eu"));
    assertFalse(includes(topics, "us/eu/"));
    assertFalse(includes(topics, ""));
    assertFalse(topics.includes(new byte[] {(byte) 0xc3}), "half an ü");
  }

  @Test
  void theEmptyPrefixIsEverythingAndNoPrefixIsNothing() {
    assertEquals(Topics.ALL, Topics.of("", "eu/"));
    assertTrue(includes(Topics.ALL, ""));
    assertTrue(Topics.of().isNone());
    assertFalse(includes(Topics.NONE, ""));
    assertEquals(Topics.NONE, Topics.of("a").and(Topics.of("b")));
  }

  @Test
  void whatAShorterPrefixCoversIsLeftOut() {
    assertEquals(List.of("a", "b/"), Topics.of("b/", "ab", "a", "a", "abc", "b/c").prefixes());
  }

  @Test
  void aPrefixIsTextOfAtMost255BytesAndThereAreAtMost128() {
    assertThrows(IllegalArgumentException.class, () -> Topics.of("ü".repeat(128)));
    assertThrows(IllegalArgumentException.class, () -> Topics.of("\ud83d"));
    Topics.of("ü".repeat(127) + "x");
    assertThrows(IllegalArgumentException.class, () -> Topics.of(Collections.nCopies(129, "a")));
  }

  @Test
  void bothIncludeExactlyWhatEachIncludes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      Topics one = any(random);
      Topics other = any(random);
      String topic = word(random);
      assertEquals(
          includes(one, topic) && includes(other, topic),
          includes(one.and(other), topic),
          () -> "seed " + seed + ": " + one + ", " + other + ", \"" + topic + "\"");
      assertEquals(
          includes(one, topic) || includes(other, topic),
          includes(Topics.anyOf(List.of(one, other)), topic),
          () -> "seed " + seed + ": " + one + ", " + other + ", \"" + topic + "\"");
    }
  }

  private static Topics any(Random random) {
    List<String> prefixes = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      prefixes.add(word(random));
    }
    return Topics.of(prefixes);
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      word.append(random.nextBoolean() ? 'a' : 'b');
    }
    return word.toString();
  }
}
