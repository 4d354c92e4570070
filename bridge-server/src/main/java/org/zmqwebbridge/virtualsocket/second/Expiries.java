package org.zmqwebbridge.virtualsocket.second;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * When what one page was granted ends, for its connection and its sockets: says so a minute before,
 * once for each moment (PROTOCOL-2.md, section 2).
 *
 * <p>Owner thread: none; its own lock, under which numbers are compared. What it says is said by
 * the one that calls. Lifetime: its session's.
 */
final class Expiries {
  private static final Duration WARNING = Duration.ofMinutes(1);
  private static final Instant NEVER = Instant.MAX;

  /** How many go by one moment, and whether the page knows. */
  private static final class Moment {
    private int grants;
    private boolean told;
  }

  private final LongConsumer page;
  private final TreeMap<Instant, Moment> moments = new TreeMap<>();
  private volatile Instant nextWarning = NEVER;

  /**
   * @param page is told a moment, in seconds since 1970
   */
  Expiries(LongConsumer page) {
    this.page = page;
  }

  /** Something was granted until then; nothing is said if it has no end. */
  void add(Optional<Instant> expiry, Instant now) {
    expiry.ifPresent(
        moment -> {
          change(moment, 1);
          warn(now);
        });
  }

  /** Something that was granted until then is not needed any more. */
  void remove(Optional<Instant> expiry) {
    expiry.ifPresent(moment -> change(moment, -1));
  }

  private synchronized void change(Instant expiry, int by) {
    Moment moment = moments.computeIfAbsent(expiry, unused -> new Moment());
    moment.grants += by;
    if (moment.grants == 0) {
      moments.remove(expiry);
    }
    lookAhead();
  }

  private void lookAhead() {
    nextWarning =
        moments.entrySet().stream()
            .filter(moment -> !moment.getValue().told)
            .map(moment -> moment.getKey().minus(WARNING))
            .findFirst()
            .orElse(NEVER);
  }

  /** Whether there is anything to wait for. */
  boolean isEmpty() {
    return nextWarning.equals(NEVER);
  }

  /** To be called now and then. */
  void warn(Instant now) {
    for (Optional<Instant> due = takeDue(now); due.isPresent(); due = takeDue(now)) {
      page.accept(due.get().getEpochSecond());
    }
  }

  private synchronized Optional<Instant> takeDue(Instant now) {
    if (now.isBefore(nextWarning)) {
      return Optional.empty();
    }
    Optional<Instant> due =
        moments.entrySet().stream()
            .filter(moment -> !moment.getValue().told)
            .map(moment -> moment.getKey())
            .findFirst();
    due.ifPresent(moment -> moments.get(moment).told = true);
    lookAhead();
    return due;
  }
}
