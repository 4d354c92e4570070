package org.zmqwebbridge.channel;

import java.util.Optional;

/**
 * Where a message is in its channel: the second in which it was published, and its number among
 * those of that second (HTTP push relay protocol 2.23: {@code Last-Modified} and {@code Etag}).
 *
 * <p>Immutable.
 *
 * @param seconds since 1970-01-01T00:00:00Z
 * @param tag from 0
 */
public record MessageId(long seconds, int tag) implements Comparable<MessageId> {
  /** Before every message. */
  public static final MessageId NONE = new MessageId(0, -1);

  private static final int MAX_DIGITS = 30;

  /** Reads {@code seconds:tag}; empty if it is none. */
  public static Optional<MessageId> parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || text.length() > MAX_DIGITS) {
      return Optional.empty();
    }
    try {
      long seconds = Long.parseLong(text, 0, colon, 10);
      int tag = Integer.parseInt(text, colon + 1, text.length(), 10);
      return seconds < 0 || tag < -1 ? Optional.empty() : Optional.of(new MessageId(seconds, tag));
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }

  /** The id of what is published next, in this second. */
  public MessageId next(long now) {
    return now > seconds ? new MessageId(now, 0) : new MessageId(seconds, tag + 1);
  }

  @Override
  public int compareTo(MessageId other) {
    int bySecond = Long.compare(seconds, other.seconds);
    return bySecond != 0 ? bySecond : Integer.compare(tag, other.tag);
  }

  /** Whether it comes after another. */
  public boolean isAfter(MessageId other) {
    return compareTo(other) > 0;
  }

  @Override
  public String toString() {
    return seconds + ":" + tag;
  }
}
