package org.zmqwebbridge.gateway;

import java.util.Locale;
import org.zmqwebbridge.observe.Counter;

/**
 * Why somebody may not use an endpoint: one row for each, with all that is said and counted about
 * it. The texts are fixed: they tell the page's author what to do, and nobody anything about the
 * network behind the bridge.
 */
public enum JoinError {
  MALFORMED(
      2001,
      Counter.CONNECTS_MALFORMED,
      "The connect's content is not a JSON object with zmq_conn_string (an endpoint's name or"
          + " tcp://host:port) and socket_type (2 SUB, 3 REQ, 4 REP)."),
  NOT_ALLOWED(
      1302,
      Counter.CONNECTS_DENIED,
      "This page may not open this endpoint with this socket type. Ask the bridge's operator which"
          + " endpoints are open to it."),
  IN_USE(
      1303,
      Counter.CONNECTS_IN_USE,
      "A socket with this identity is connected already. Choose another identity."),
  NO_IDENTITY(
      1307,
      Counter.CONNECTS_MALFORMED,
      "Anyone who asks at this endpoint names the page that it asks. Give the socket an identity."),
  LIMIT(
      1304,
      Counter.CONNECTS_OVER_LIMIT,
      "A limit of the bridge is reached. Close sockets that are not needed, or try later."),
  UNAVAILABLE(
      1305,
      Counter.CONNECTS_UNAVAILABLE,
      "The bridge cannot open this socket now. Try again later.");

  private final int number;
  private final Counter counter;
  private final String text;

  JoinError(int number, Counter counter, String text) {
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
