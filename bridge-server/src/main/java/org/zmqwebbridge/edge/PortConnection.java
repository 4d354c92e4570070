package org.zmqwebbridge.edge;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * One connection of a {@link Port}.
 *
 * <p>Owner thread: none; every method may be called from any thread and never blocks. Lifetime:
 * until {@link PortHandler#onGone}; what is sent later is silently dropped.
 */
public interface PortConnection {
  /** Unique in this process, never used again. */
  long id();

  /** The client's address: the other end of the socket, or whom a proxy's PROXY header names. */
  InetSocketAddress remoteAddress();

  /** Whether it came over TLS. */
  boolean isSecure();

  /** The client's certificate in DER, if it has one that was verified. */
  Optional<byte[]> certificate();

  /**
   * Sends bytes, after what was sent before. They are not copied while they wait, so that many
   * connections may be sent the same; a client that takes too little has its connection ended.
   *
   * @param bytes not to be changed any more
   */
  void send(byte[] bytes);

  /** As {@link #send}, but nothing need be written before {@link #flush}: many are written once. */
  default void queue(byte[] bytes) {
    send(bytes);
  }

  /** Has what was queued written. */
  default void flush() {}

  /** Reads nothing more until {@link #resume}; what has come waits, a buffer of it here. */
  void pause();

  /** Reads on. */
  void resume();

  /** Whether nothing waits: the transport has taken all that was sent. */
  boolean isDrained();

  /** Whether {@link PortHandler#onDrained} is to be called from now on. */
  void tellDrained(boolean isWanted);

  /** Ends it after what has been sent. */
  void end();

  /** Ends it at once. */
  void abort();
}
