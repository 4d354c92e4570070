package org.zmqwebbridge.it.ledger;

import java.util.List;
import java.util.Random;
import java.util.Set;

/** What a request asks of its service. */
enum Kind {
  /** To be sent back. */
  ECHO,
  /** No answer at all. */
  MUTE,
  /** An answer after the deadline. */
  LATE,
  /** An answer that is larger than a page may get. */
  LARGE,
  /** An answer that is larger than the bridge takes, and breaks the connection. */
  HUGE;

  private static final int ONE_IN = 2_000;
  private static final int ONE_LARGE_IN = 500;

  /** That of a client's first request: a quarter of all clients each, so that none is missing. */
  static Kind first(int client) {
    return List.of(ECHO, MUTE, LATE, LARGE).get(client % 4);
  }

  /** Any but {@link #HUGE}, most of them to be sent back. */
  static Kind any(Random random) {
    if (random.nextInt(ONE_LARGE_IN) == 0) {
      return LARGE;
    }
    return switch (random.nextInt(ONE_IN)) {
      case 0 -> MUTE;
      case 1 -> LATE;
      default -> ECHO;
    };
  }

  /** The errors that such a request may end in, if its socket is connected. */
  boolean mayEndIn(String code) {
    return Set.of("timeout", "gateway_lost").contains(code)
        || (this == LARGE && code.equals("too_large"));
  }
}
