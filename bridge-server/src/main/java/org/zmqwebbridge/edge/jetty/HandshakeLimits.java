package org.zmqwebbridge.edge.jetty;

/**
 * What connections may take until they are WebSockets.
 *
 * @param maxConnections over all
 * @param maxConnectionsPerAddress from one address; 0 means no limit
 * @param handshakeMillis the deadline of TLS and HTTP until the upgrade
 */
public record HandshakeLimits(
    int maxConnections, int maxConnectionsPerAddress, long handshakeMillis) {

  /** The defaults of docs/OPERATIONS.md. */
  public static final HandshakeLimits DEFAULTS = new HandshakeLimits(65_536, 256, 5_000);
}
