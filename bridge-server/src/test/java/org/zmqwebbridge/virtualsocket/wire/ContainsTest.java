package org.zmqwebbridge.virtualsocket.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** A filter is found wherever {@code String.contains} finds it, whatever its length. */
class ContainsTest {
  @Test
  void aNeedleIsFoundExactlyWhereAStringFindsIt() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String text = text(random, 300); // two letters, so that much matches halfway
      String needle =
          random.nextBoolean() ? text(random, 100) : part(random, text) + text(random, 3);
      assertEquals(
          text.contains(needle),
          Utf8.contains(text.getBytes(UTF_8), needle.getBytes(UTF_8)),
          () -> "seed " + seed + ": \"" + needle + "\" in \"" + text + "\"");
    }
  }

  private static String text(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(most); length > 0; length--) {
      text.append(random.nextInt(40) == 0 ? 'b' : 'a');
    }
    return text.toString();
  }

  private static String part(Random random, String text) {
    int start = random.nextInt(text.length() + 1);
    return text.substring(start, start + random.nextInt(text.length() - start + 1));
  }
}
