package org.zmqwebbridge.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.grip.Forwarding.ForwardedFor;

/** What becomes of X-Forwarded-For. */
class ForwardedForTest {
  private static final List<String> SAID = List.of("a, b", "c");

  private static String of(String rule, List<String> said) {
    return ForwardedFor.of(rule).apply(said, "me");
  }

  @Test
  void itIsKeptCutAndContinued() {
    assertEquals("a, b, c", of("", SAID));
    assertEquals("b, c", of("truncate:2", SAID));
    assertEquals("", of("truncate:0", SAID));
    assertEquals("a, b, c", of("truncate:9", SAID));
    assertEquals("a, b, c, me", of("append", SAID));
    assertEquals("me", of("truncate:0, append", SAID));
    assertEquals("me", of("append", List.of()));
    assertEquals("", of("", List.of()));
    assertEquals("a", of("", List.of(" , a ,")));
  }

  @Test
  void otherWordsAreRefused() {
    for (String wrong : List.of("cut", "truncate:", "truncate:-1", "truncate:x", "append,")) {
      assertThrows(IllegalArgumentException.class, () -> ForwardedFor.of(wrong), wrong);
    }
  }
}
