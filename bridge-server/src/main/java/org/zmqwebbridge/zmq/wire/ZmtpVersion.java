package org.zmqwebbridge.zmq.wire;

/** How a peer writes frames. */
public enum ZmtpVersion {
  /** That of ZeroMQ 2 (RFC 13). */
  ONE,
  /** That of ZeroMQ 3 (RFC 15). */
  TWO,
  /** That of ZeroMQ 4 (RFC 23 and 37). */
  THREE
}
