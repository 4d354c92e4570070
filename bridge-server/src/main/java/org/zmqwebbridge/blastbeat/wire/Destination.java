package org.zmqwebbridge.blastbeat.wire;

/** Whom a message is for, if not the session that it names. */
public sealed interface Destination {
  /** The longest name of a group. */
  int MAX_GROUP_BYTES = 64;

  /**
   * All sessions of a group.
   *
   * @param name a character for each byte
   */
  record Group(String name) implements Destination {}

  /** One session. */
  record Session(Sid sid) implements Destination {}
}
