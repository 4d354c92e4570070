package org.zmqwebbridge.channel.redis;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.zmqwebbridge.channel.MessageId;

/**
 * Where messages of a channel may be lost: at the beginning of each second in which another server
 * went on as its master.
 *
 * <p>Immutable.
 *
 * @param seconds since 1970-01-01T00:00:00Z, ascending
 */
record Failovers(List<Long> seconds) {
  static final Failovers NONE = new Failovers(List.of());

  private static final Pattern ONE = Pattern.compile("(\\d+):\\d+");

  Failovers {
    seconds = List.copyOf(seconds);
  }

  /** Reads the channel's fact {@code g}: {@code second:block}, separated by blanks. */
  static Failovers of(String fact) {
    if (fact.isEmpty()) {
      return NONE;
    }
    return new Failovers(
        ONE.matcher(fact).results().map((MatchResult one) -> Long.valueOf(one.group(1))).toList());
  }

  /** Whether something may be lost between two messages. */
  boolean isBetween(MessageId one, MessageId later) {
    for (long second : seconds) {
      if (one.seconds() < second && second <= later.seconds()) {
        return true;
      }
    }
    return false;
  }
}
