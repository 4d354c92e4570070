package org.zmqwebbridge.edge;

/**
 * A WebSocket on a connection that another HTTP server has accepted.
 *
 * <p>Owner thread: the other server's, one call of each kind at a time. Lifetime: opened once, soon
 * after its 101 was asked for; otherwise it ends by itself.
 */
public interface Guest {
  /** The 101 is written, or is written before all that follows. */
  void open(GuestTransport transport);

  /** What {@link GuestTransport#awaitReadable} waited for. */
  void onReadable();

  /** What {@link GuestTransport#awaitWritable} waited for. */
  void onWritable();

  /** The connection has ended, or is about to. */
  void onFailed(Throwable cause);

  /** Whether the connection is still to be kept. */
  boolean isOpen();
}
