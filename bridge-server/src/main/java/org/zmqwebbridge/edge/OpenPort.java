package org.zmqwebbridge.edge;

/**
 * A {@link Port} that is listened on.
 *
 * <p>Owner thread: the one that has opened it. Lifetime: until {@link #close}, or the bridge's end.
 */
public interface OpenPort {
  /** The port's number. */
  int number();

  /**
   * From the next connection on, speaks TLS by this; not for one that speaks in the clear.
   *
   * @throws IllegalArgumentException if it cannot be used; the message says why
   */
  void renew(PortTls tls);

  /** Listens no more; connections stay. */
  void close();
}
