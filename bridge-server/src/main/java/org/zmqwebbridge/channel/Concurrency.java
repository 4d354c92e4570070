package org.zmqwebbridge.channel;

/** Who of several subscribers of a channel may wait there (protocol 2.23, concurrency). */
public enum Concurrency {
  /** All. */
  BROADCAST,
  /** The newest; those before it are told of the conflict. */
  LAST,
  /** The oldest; a newer one is told of the conflict. */
  FIRST
}
