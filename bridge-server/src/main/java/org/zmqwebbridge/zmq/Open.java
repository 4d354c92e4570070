package org.zmqwebbridge.zmq;

import org.zeromq.ZMQ;

/** No protection at all: NULL (RFC 23). */
final class Open extends Security {
  static final Security TO_ALL = new Open();

  private Open() {}

  @Override
  public boolean isNone() {
    return true;
  }

  @Override
  void secure(ZMQ.Socket socket) {
    // as JeroMQ makes it
  }

  @Override
  int handshakeCommands() {
    return 1; // READY
  }

  @Override
  public String toString() {
    return "NULL";
  }
}
