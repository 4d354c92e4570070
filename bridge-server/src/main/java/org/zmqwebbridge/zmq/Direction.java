package org.zmqwebbridge.zmq;

/** Which side of a ZeroMQ connection opens it; with ZeroMQ, any type of socket may be either. */
public enum Direction {
  /** The socket connects to one address, and goes on trying. */
  CONNECT,
  /** The socket is bound, at one address or several, and peers connect to it. */
  BIND
}
