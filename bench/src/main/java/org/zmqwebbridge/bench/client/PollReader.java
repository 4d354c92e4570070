package org.zmqwebbridge.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Finds the publications in what a long poll was answered with, a JSON array of objects with the
 * member {@code message}. Within a text that name would stand between escaped quotes.
 */
public final class PollReader {
  /** Hears of each publication, in order. */
  public interface Listener {
    /** What it says begins at the first of the two positions, without its quote. */
    void onPublication(byte[] bytes, int from, int to);
  }

  private static final byte[] MESSAGE = "\"message\":".getBytes(US_ASCII);

  private PollReader() {}

  /** Reads a whole body. */
  public static void read(byte[] bytes, int length, Listener listener) {
    int last = length - MESSAGE.length;
    for (int at = 0; at < last; at++) {
      int value = at + MESSAGE.length;
      if (bytes[at] == '"' && Arrays.equals(bytes, at, value, MESSAGE, 0, MESSAGE.length)) {
        listener.onPublication(bytes, bytes[value] == '"' ? value + 1 : value, length);
      }
    }
  }
}
