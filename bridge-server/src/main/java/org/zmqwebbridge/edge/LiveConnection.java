package org.zmqwebbridge.edge;

import java.util.function.Supplier;

/**
 * What a client has open, as it was at one moment.
 *
 * <p>Immutable, but for what is found out later.
 *
 * @param id as log lines name it
 * @param openMillis how long it has been open
 * @param from whose it is; found out when it is asked for
 * @param bytesIn that have come
 * @param bytesOut that the transport was given; of a request, all that its connection was
 * @param messagesIn that have come whole; 0 where nothing is known of messages
 * @param messagesOut that were sent to it
 * @param waitingBytes that its client has not taken yet
 * @param waitingMessages of these
 * @param dropped publications that it has lost, because its client reads too slowly
 * @param isPaused whether it is not read from for now
 * @param occupant what it is used for, the same
 */
public record LiveConnection(
    long id,
    Kind kind,
    long openMillis,
    Supplier<From> from,
    long bytesIn,
    long bytesOut,
    long messagesIn,
    long messagesOut,
    long waitingBytes,
    int waitingMessages,
    long dropped,
    boolean isPaused,
    Supplier<Occupant> occupant) {
  /** What it is. */
  public enum Kind {
    /** A WebSocket. */
    WEBSOCKET,
    /** An answer over HTTP that goes on. */
    STREAM,
    /** A request over HTTP that has no whole answer yet. */
    REQUEST,
    /** A connection, or a stream of HTTP/2, of a listener that a dialect has by itself. */
    CLIENT
  }

  /**
   * Whose it is.
   *
   * @param address the client's, without a port, as the access log has it
   * @param path that was asked for; empty: the dialect alone knows
   * @param origin of its page; empty: it says none
   */
  public record From(String address, String path, String origin) {
    /** Of a client that has asked with this. */
    public static From of(RequestHead head) {
      return new From(
          head.remoteAddress().getAddress().getHostAddress(),
          head.path(),
          head.header("origin").orElse(""));
    }
  }
}
