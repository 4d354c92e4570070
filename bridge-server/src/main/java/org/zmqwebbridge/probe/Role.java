package org.zmqwebbridge.probe;

import java.util.Locale;
import org.zmqwebbridge.zmq.ZmqType;

/** What the command line is: a socket of one type. */
public enum Role {
  /** Asks, and waits for the reply. */
  REQ(ZmqType.DEALER),
  /** Hears what is published. */
  SUB(ZmqType.SUB),
  /** Publishes, once somebody has subscribed. */
  PUB(ZmqType.XPUB),
  /** Hands messages over. */
  PUSH(ZmqType.PUSH);

  private final ZmqType underneath;

  Role(ZmqType underneath) {
    this.underneath = underneath;
  }

  /** The type that ZeroMQ speaks: a REQ is a DEALER that writes the empty delimiter itself. */
  ZmqType underneath() {
    return underneath;
  }

  /** The role of a word as it is typed. */
  public static Role of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** As it is typed: {@code req}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it has something to say. */
  public boolean speaks() {
    return this != SUB;
  }
}
