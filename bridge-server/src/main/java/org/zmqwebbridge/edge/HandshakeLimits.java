package org.zmqwebbridge.edge;

import java.util.function.Consumer;

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

  /** The same with another {@code maxConnections}. */
  public HandshakeLimits withMaxConnections(int most) {
    return with(edit -> edit.maxConnections = most);
  }

  /** The same with another {@code maxConnectionsPerAddress}. */
  public HandshakeLimits withMaxConnectionsPerAddress(int most) {
    return with(edit -> edit.maxConnectionsPerAddress = most);
  }

  /** The same with another {@code maxHeaderBytes}. */
  public HandshakeLimits withMaxHeaderBytes(int bytes) {
    return with(edit -> edit.maxHeaderBytes = bytes);
  }

  /** The same with another {@code maxRefusedConnections}. */
  public HandshakeLimits withMaxRefusedConnections(int most) {
    return with(edit -> edit.maxRefusedConnections = most);
  }

  /** The same with another {@code handshakeMillis}. */
  public HandshakeLimits withHandshakeMillis(long millis) {
    return with(edit -> edit.handshakeMillis = millis);
  }

  private HandshakeLimits with(Consumer<Edit> change) {
    Edit edit = new Edit(this);
    change.accept(edit);
    return edit.limits();
  }

  /** All of them, while one is replaced. */
  private static final class Edit {
    private int maxConnections;
    private int maxConnectionsPerAddress;
    private int maxHeaderBytes;
    private int maxRefusedConnections;
    private long handshakeMillis;

    Edit(HandshakeLimits from) {
      maxConnections = from.maxConnections();
      maxConnectionsPerAddress = from.maxConnectionsPerAddress();
      maxHeaderBytes = from.maxHeaderBytes();
      maxRefusedConnections = from.maxRefusedConnections();
      handshakeMillis = from.handshakeMillis();
    }

    HandshakeLimits limits() {
      return new HandshakeLimits(
          maxConnections,
          maxConnectionsPerAddress,
          maxHeaderBytes,
          maxRefusedConnections,
          handshakeMillis);
    }
  }
}
