package org.zmqwebbridge.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Makes a fuzzer's bytes into decisions, one byte for most of them, so that a small change of the
 * bytes is a small change of the story. When they are used up, every decision is the first one.
 *
 * <p>Owner thread: the test's.
 */
public final class Choices {
  private final byte[] bytes;
  private int at;

  public Choices(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether there is something left to decide by. */
  public boolean hasMore() {
    return at < bytes.length;
  }

  private int next() {
    return at < bytes.length ? bytes[at++] & 0xff : 0;
  }

  /**
   * A number from 0 to below a bound.
   *
   * @param bound up to 65,536
   */
  public int below(int bound) {
    return (bound <= 256 ? next() : (next() << 8) | next()) % bound;
  }

  /** Whether to do something; without bytes it is not done. */
  public boolean yes() {
    return (next() & 1) == 1;
  }

  /** One of these. */
  @SafeVarargs
  public final <T> T of(T... options) {
    return options[below(options.length)];
  }

  /**
   * So many bytes at most.
   *
   * @param most up to 65,535
   */
  public byte[] bytes(int most) {
    int length = Math.min(below(most + 1), bytes.length - at);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /** A text of so many bytes at most; what is not UTF-8 in it is U+FFFD. */
  public String text(int most) {
    return new String(bytes(most), UTF_8);
  }

  /** All that is left. */
  public byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
    at = bytes.length;
    return rest;
  }
}
