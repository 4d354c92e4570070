package org.zmqwebbridge.blastbeat.wire;

import java.util.Optional;

/** What a node has said is no message; says why. */
public final class MalformedNodeMessageException extends Exception {
  private static final long serialVersionUID = 1;

  private final Fault fault;
  private final transient Sid sid; // null if it names none

  MalformedNodeMessageException(Fault fault, String why, Sid sid) {
    super(why, null, false, false);
    this.fault = fault;
    this.sid = sid;
  }

  /** What is wrong with it. */
  public Fault fault() {
    return fault;
  }

  /** The session that it names. */
  public Optional<Sid> sid() {
    return Optional.ofNullable(sid);
  }
}
