package org.zmqwebbridge.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.fuzz.Choices;

/** Topics let through exactly what begins with one of their prefixes, alone and together. */
class TopicsFuzzTest {
  @FuzzTest
  void includes(byte[] bytes) {
    Choices choices = new Choices(bytes);
    List<String> one = prefixes(choices);
    List<String> other = prefixes(choices);
    byte[] topic = choices.rest();
    Topics first = Topics.of(one);
    Topics second = Topics.of(other);
    assertEquals(begins(topic, one), first.includes(topic));
    assertEquals(begins(topic, one) && begins(topic, other), first.and(second).includes(topic));
    assertEquals(
        begins(topic, one) || begins(topic, other),
        Topics.anyOf(List.of(first, second)).includes(topic));
    assertEquals(first.and(second), second.and(first));
    for (String prefix : first.prefixes()) {
      assertTrue(one.contains(prefix), "nothing that nobody named");
      assertTrue(
          first.prefixes().stream().noneMatch(p -> !p.equals(prefix) && prefix.startsWith(p)));
    }
  }

  private static List<String> prefixes(Choices choices) {
    List<String> prefixes = new ArrayList<>();
    for (int count = choices.below(5); count > 0; count--) {
      prefixes.add(choices.yes() ? choices.text(6) : choices.of("", "a", "ab", "a/", "ä"));
    }
    return prefixes;
  }

  /** Slow and obvious. */
  private static boolean begins(byte[] topic, List<String> prefixes) {
    for (String prefix : prefixes) {
      byte[] start = prefix.getBytes(UTF_8);
      boolean same = start.length <= topic.length;
      for (int i = 0; same && i < start.length; i++) {
        same = start[i] == topic[i];
      }
      if (same) {
        return true;
      }
    }
    return false;
  }
}
