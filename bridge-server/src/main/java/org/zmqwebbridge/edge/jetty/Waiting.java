package org.zmqwebbridge.edge.jetty;

import org.zmqwebbridge.edge.SlowReaderPolicy;

/** A frame in an {@link Outbox}, whose lock guards it. */
final class Waiting {
  private final byte[] label;
  private final SlowReaderPolicy policy;
  private byte[] frame;

  /**
   * @param label whose publication it is
   * @param policy {@code null}: it is none, and must not be lost
   */
  Waiting(byte[] frame, byte[] label, SlowReaderPolicy policy) {
    this.frame = frame;
    this.label = label;
    this.policy = policy;
  }

  byte[] frame() {
    return frame;
  }

  int length() {
    return frame.length;
  }

  byte[] label() {
    return label;
  }

  SlowReaderPolicy policy() {
    return policy;
  }

  boolean isPublication() {
    return policy != null;
  }

  void replace(byte[] newer) {
    frame = newer;
  }
}
