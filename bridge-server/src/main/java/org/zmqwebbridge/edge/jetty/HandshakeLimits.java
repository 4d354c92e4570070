package org.zmqwebbridge.edge.jetty;

/**
 * What connections may take until they are WebSockets.
 *
 * @param maxConnections over all
 * @param maxConnectionsPerAddress from one address; 0 means no limit
 * @param maxHeaderBytes of a request: its line and its headers
 * @param handshakeMillis the deadline of TLS and HTTP until the upgrade
 */
public record HandshakeLimits(
    int maxConnections, int maxConnectionsPerAddress, int maxHeaderBytes, long handshakeMillis) {

  /** The defaults of docs/OPERATIONS.md. */
  public static final HandshakeLimits DEFAULTS = new HandshakeLimits(65_536, 256, 8192, 5_000);
}
