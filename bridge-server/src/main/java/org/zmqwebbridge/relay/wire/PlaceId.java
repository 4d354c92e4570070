package org.zmqwebbridge.relay.wire;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where a subscriber is in its channels, as nchan's clients are told it and bring it back: {@code
 * seconds:tag} for one channel; for several {@code seconds:tags}, a tag for each with a comma
 * between, in brackets that of the message which it is the id of, and a hyphen for a channel of
 * which there is nothing from this second yet: {@code 1795207499:0,[3],-}.
 *
 * <p>Immutable.
 */
public final class PlaceId {
  /** The tag of a channel that has nothing in the second. */
  public static final int NONE = -1;

  private static final int MAX_SECONDS_DIGITS = 12;
  private static final int MAX_TAG_DIGITS = 10;

  private final long seconds;
  private final int[] tags;
  private final int current;

  private PlaceId(long seconds, int[] tags, int current) {
    this.seconds = seconds;
    this.tags = tags;
    this.current = current;
  }

  /** Before everything, in so many channels. */
  public static PlaceId start(int channels) {
    int[] none = new int[channels];
    Arrays.fill(none, NONE);
    return new PlaceId(0, none, NONE);
  }

  /**
   * That of the next message.
   *
   * @param channel in which of the channels it is, from 0
   */
  public PlaceId after(int channel, long messageSeconds, int tag) {
    if (messageSeconds < seconds) {
      return this; // one of a channel that lags; there is no word for its place
    }
    int[] next = messageSeconds == seconds ? tags.clone() : start(tags.length).tags;
    next[channel] = tag;
    return new PlaceId(messageSeconds, next, channel);
  }

  /**
   * Reads one; empty: it is none, or of another number of channels.
   *
   * @param channels at least one
   */
  public static Optional<PlaceId> parse(String text, int channels) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon > MAX_SECONDS_DIGITS) {
      return Optional.empty();
    }
    long seconds = number(text, 0, colon);
    return seconds < 0 ? Optional.empty() : parse(seconds, text.substring(colon + 1), channels);
  }

  /** Reads the tags of one, as {@code If-None-Match} brings them. */
  public static Optional<PlaceId> parse(long seconds, String tags, int channels) {
    if (seconds < 0 || tags.length() > channels * (MAX_TAG_DIGITS + 3)) {
      return Optional.empty();
    }
    int[] all = new int[channels];
    int current = NONE;
    int from = 0;
    for (int i = 0; i < channels; i++) {
      int comma = tags.indexOf(',', from);
      int to = comma < 0 ? tags.length() : comma;
      boolean last = i == channels - 1;
      if (last == comma >= 0 || from >= to) {
        return Optional.empty();
      }
      boolean bracketed = tags.charAt(from) == '[' && tags.charAt(to - 1) == ']' && to - from > 2;
      int tag = bracketed ? tag(tags, from + 1, to - 1) : tag(tags, from, to);
      if (tag < NONE) {
        return Optional.empty();
      }
      all[i] = tag;
      current = bracketed ? i : current;
      from = to + 1;
    }
    return Optional.of(new PlaceId(seconds, all, current));
  }

  private static int tag(String text, int from, int to) {
    if (to - from == 1 && text.charAt(from) == '-') {
      return NONE;
    }
    long number = to - from > MAX_TAG_DIGITS ? -1 : number(text, from, to);
    return number < 0 || number > Integer.MAX_VALUE ? NONE - 1 : (int) number;
  }

  private static long number(String text, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = 10 * number + digit - '0';
    }
    return number;
  }

  /** Since 1970-01-01T00:00:00Z. */
  public long seconds() {
    return seconds;
  }

  /** The number in that second of the last message of a channel; {@link #NONE}: there was none. */
  public int tag(int channel) {
    return tags[channel];
  }

  /** What is after the colon. */
  public String tags() {
    if (tags.length == 1) {
      return text(tags[0]);
    }
    StringBuilder text = new StringBuilder(4 * tags.length);
    for (int i = 0; i < tags.length; i++) {
      text.append(i == 0 ? "" : ",");
      text.append(i == current ? "[" + text(tags[i]) + "]" : text(tags[i]));
    }
    return text.toString();
  }

  private static String text(int tag) {
    return tag == NONE ? "-" : Integer.toString(tag);
  }

  @Override
  public String toString() {
    return seconds + ":" + tags();
  }
}
