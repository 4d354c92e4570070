package org.zmqwebbridge.channel;

import org.zmqwebbridge.edge.Batch;

/**
 * How a kind of client is written messages; the same instance for all clients that want the same
 * bytes but for a label, so that they are made once.
 *
 * <p>Immutable; equal only to itself.
 */
public interface Form {
  /** Adds a message as a client of this kind gets it. */
  void add(Batch batch, Message message);

  /** How long the labels of its clients' receivers are, in bytes. */
  default int labelBytes() {
    return 0;
  }
}
