package org.zmqwebbridge.edge;

/**
 * What browsers may take of the edge.
 *
 * @param handshake until a connection is a WebSocket
 * @param connection from then on
 * @param exchange of HTTP requests that are held
 * @param stream of a connection of HTTP/2
 */
public record EdgeLimits(
    HandshakeLimits handshake,
    ConnectionLimits connection,
    ExchangeLimits exchange,
    StreamLimits stream) {

  /** The defaults of docs/OPERATIONS.md. */
  public static final EdgeLimits DEFAULTS =
      new EdgeLimits(HandshakeLimits.DEFAULTS, ConnectionLimits.DEFAULTS);

  /** With the defaults for HTTP requests. */
  public EdgeLimits(HandshakeLimits handshake, ConnectionLimits connection) {
    this(handshake, connection, ExchangeLimits.DEFAULTS, StreamLimits.DEFAULTS);
  }

  /** The same with other limits until a connection is a WebSocket. */
  public EdgeLimits with(HandshakeLimits other) {
    return new EdgeLimits(other, connection, exchange, stream);
  }

  /** The same with other limits from then on. */
  public EdgeLimits with(ConnectionLimits other) {
    return new EdgeLimits(handshake, other, exchange, stream);
  }

  /** The same with other limits of HTTP requests. */
  public EdgeLimits with(ExchangeLimits other) {
    return new EdgeLimits(handshake, connection, other, stream);
  }

  /** The same with other limits of HTTP/2. */
  public EdgeLimits with(StreamLimits other) {
    return new EdgeLimits(handshake, connection, exchange, other);
  }
}
