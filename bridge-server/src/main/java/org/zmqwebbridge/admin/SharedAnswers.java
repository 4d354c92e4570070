package org.zmqwebbridge.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Answers that all who ask the same within a second have in common, so that what is looked at costs
 * the same however many look, and nothing while nobody does.
 *
 * <p>Owner thread: none; its lock lets one question at a time be answered.
 */
public final class SharedAnswers implements ManagementQuery {
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MAX_QUESTIONS = 16;

  private record Kept(ManagementAnswer answer, long since) {}

  private final ManagementQuery source;
  private final LongSupplier nanoTime;
  private final Map<Map<String, String>, Kept> kept = new LinkedHashMap<>(); // oldest first

  /**
   * @param nanoTime the clock
   */
  public SharedAnswers(ManagementQuery source, LongSupplier nanoTime) {
    this.source = source;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized ManagementAnswer read(Map<String, String> fields) {
    long now = nanoTime.getAsLong();
    kept.values().removeIf(old -> now - old.since() >= NANOS);
    Kept known = kept.get(fields);
    if (known != null) {
      return known.answer();
    }
    ManagementAnswer answer = source.read(fields);
    if (kept.size() >= MAX_QUESTIONS) {
      kept.remove(kept.keySet().iterator().next());
    }
    kept.put(Map.copyOf(fields), new Kept(answer, now));
    return answer;
  }
}
