package org.zmqwebbridge.it.fault;

/** Whose ZeroMQ is at the other end. */
enum Peer {
  /** Java's, in this process: its end is the abrupt end of its sockets. */
  JEROMQ,
  /** The original, in a Python process: its end is {@code kill -9}. */
  LIBZMQ
}
