package org.zmqwebbridge.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/**
 * What is logged while it is open, by everybody in this process.
 *
 * <p>Owner thread: the test's. Lifetime: one test's; the tests of a process run one after the
 * other.
 */
public final class CapturedLog implements AutoCloseable {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  private CapturedLog() {
    System.setErr(new PrintStream(lines, true, UTF_8));
  }

  /** From now on. */
  public static CapturedLog open() {
    return new CapturedLog();
  }

  /** There is a line with these words, in this order. */
  public void expect(String... words) {
    String all = lines.toString(UTF_8);
    boolean found =
        all.lines()
            .anyMatch(
                line -> {
                  int at = 0;
                  for (String word : words) {
                    at = at < 0 ? -1 : line.indexOf(word, at);
                  }
                  return at >= 0;
                });
    assertTrue(found, () -> String.join(" … ", words) + " in " + all);
  }

  /** All of it. */
  @Override
  public String toString() {
    return lines.toString(UTF_8);
  }

  @Override
  public void close() {
    System.setErr(before);
    System.err.print(lines.toString(UTF_8));
  }
}
