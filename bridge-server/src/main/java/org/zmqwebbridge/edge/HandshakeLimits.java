package org.zmqwebbridge.edge;

/**
 * What connections may take until they are WebSockets.
 *
 * @param maxConnections over all
 * @param maxConnectionsPerAddress from one address; 0 means no limit
 * @param maxHeaderBytes of a request: its line and its headers
 * @param maxRefusedConnections that are let in at once only to be told that they are refused; 0:
 *     none is
 * @param handshakeMillis the deadline of TLS and HTTP until the upgrade
 */
public record HandshakeLimits(
    int maxConnections,
    int maxConnectionsPerAddress,
    int maxHeaderBytes,
    int maxRefusedConnections,
    long handshakeMillis) {

  /** The defaults of docs/OPERATIONS.md. */
  public static final HandshakeLimits DEFAULTS =
      new HandshakeLimits(65_536, 256, 16_384, 256, 5_000);
}
