package org.zmqwebbridge.edge;

/**
 * Opens listeners of a dialect's own.
 *
 * <p>Owner thread: the dialect's, at its start and whenever it is told another configuration.
 */
public interface Ports {
  /**
   * Binds at once; clients come in as soon as the bridge has started.
   *
   * @throws IllegalStateException if an address cannot be bound; the message says which and why
   */
  OpenPort open(Port port);
}
