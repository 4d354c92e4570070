package org.zmqwebbridge.edge;

/**
 * What browsers may take of the edge.
 *
 * @param handshake until a connection is a WebSocket
 * @param connection from then on
 */
public record EdgeLimits(HandshakeLimits handshake, ConnectionLimits connection) {

  /** The defaults of docs/OPERATIONS.md. */
  public static final EdgeLimits DEFAULTS =
      new EdgeLimits(HandshakeLimits.DEFAULTS, ConnectionLimits.DEFAULTS);

  /** The same with other limits until a connection is a WebSocket. */
  public EdgeLimits with(HandshakeLimits other) {
    return new EdgeLimits(other, connection);
  }

  /** The same with other limits from then on. */
  public EdgeLimits with(ConnectionLimits other) {
    return new EdgeLimits(handshake, other);
  }
}
