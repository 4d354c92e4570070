package org.zmqwebbridge.edge;

/**
 * A {@link Port} that is listened on.
 *
 * <p>Owner thread: whoever has opened it. Lifetime: until {@link #close}, or the bridge's end.
 */
public interface OpenPort {
  /** The port's number. */
  int number();

  /** Listens no more; connections stay. */
  void close();
}
