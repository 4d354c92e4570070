package org.zmqwebbridge.it;

import java.util.stream.Stream;

/** The sizes that stock clients send and receive, and a bridge that takes them. */
public final class Sizes {
  /** What the bridge takes. */
  public static final int MOST = 4 << 20;

  private Sizes() {}

  /**
   * In bytes: one, both sides of where the length of a WebSocket message is written another way, of
   * where Chromium begins to send fragments, and the most.
   */
  public static int[] all() {
    return new int[] {1, 125, 126, 65_535, 65_536, 200_000, MOST};
  }

  /** What such a bridge is configured by. */
  public static String[] settings() {
    return new String[] {
      "limits.maxMessageBytes=" + MOST,
      "limits.maxQueuedBytes=" + 2 * MOST,
      "limits.maxRequestBytes=" + 2 * MOST
    };
  }

  /** A setting, and more of them. */
  static String[] and(String first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }
}
