package org.zmqwebbridge.gateway;

import java.util.Locale;
import org.zmqwebbridge.observe.Counter;

/**
 * Why a request of a {@link Caller} ends without its reply: one row for each, with all that is said
 * and counted about it.
 */
public enum Outcome {
  TIMEOUT(
      1401,
      Counter.REQUESTS_TIMED_OUT,
      "The service did not reply in time. It may or may not have done the work."),
  OVERFLOW(
      1402,
      Counter.REQUESTS_OVERFLOWED,
      "Too many requests are in flight. Wait for replies before sending more."),
  GATEWAY_LOST(
      1403,
      Counter.REQUESTS_GATEWAY_LOST,
      "The service's connection was lost before it replied. It may or may not have done the work."),
  TOO_LARGE(
      1404,
      Counter.REQUESTS_REPLY_TOO_LARGE,
      "The service's reply is larger than this bridge delivers to browsers."),
  SHUTDOWN(
      1406,
      Counter.REQUESTS_SHUT_DOWN,
      "The bridge is stopping. The service may or may not have done the work."),
  NOT_CONNECTED(
      1407,
      Counter.REQUESTS_NOT_CONNECTED,
      "No connected REQ socket has this identity. Connect it first."),
  MALFORMED(
      1408,
      Counter.REQUESTS_MALFORMED,
      "The request's content is not a string, or not JSON where the endpoint demands it."),
  ID_IN_USE(
      2006,
      Counter.REQUESTS_ID_IN_USE,
      "A request with this id has no outcome yet. It goes on; this one was not sent.");

  private final int number;
  private final Counter counter;
  private final String text;

  Outcome(int number, Counter counter, String text) {
    this.number = number;
    this.counter = counter;
    this.text = text;
  }

  /** What programs compare, as a word. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What programs compare, as a number. */
  public int number() {
    return number;
  }

  /** What people read. */
  public String text() {
    return text;
  }

  /** What counts it. */
  public Counter counter() {
    return counter;
  }
}
