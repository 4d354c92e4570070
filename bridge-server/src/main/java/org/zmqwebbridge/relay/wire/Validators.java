package org.zmqwebbridge.relay.wire;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The place of a message as its subscriber brings it back: {@code If-Modified-Since} and {@code
 * If-None-Match}.
 *
 * <p>Immutable.
 *
 * @param since the second; empty: it brings none, so that the oldest message is meant
 * @param tag the number in that second; empty: it brings none
 * @param isSound whether what it brings could be read
 */
public record Validators(OptionalLong since, OptionalInt tag, boolean isSound) {

  /** Reads both, each as it is; empty: not sent. */
  public static Validators read(Optional<String> since, Optional<String> tag) {
    OptionalLong seconds =
        since.map(text -> HttpDate.parse(text.strip())).orElse(OptionalLong.empty());
    OptionalInt number = tag.map(Validators::number).orElse(OptionalInt.empty());
    return new Validators(
        seconds,
        number,
        since.isPresent() == seconds.isPresent() && tag.isPresent() == number.isPresent());
  }

  /** A number from 0 on: bare, as this protocol's own clients have it, or an entity tag. */
  static OptionalInt number(String text) {
    String bare = text.strip();
    if (bare.startsWith("W/\"")) {
      bare = bare.substring(2);
    }
    if (bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"")) {
      bare = bare.substring(1, bare.length() - 1);
    }
    return digits(bare);
  }

  private static OptionalInt digits(String text) {
    if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalInt.empty();
    }
    long number = Long.parseLong(text);
    return number > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) number);
  }
}
