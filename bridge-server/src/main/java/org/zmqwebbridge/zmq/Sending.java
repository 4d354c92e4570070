package org.zmqwebbridge.zmq;

/** What has become of a message that was to be sent to one peer without waiting. */
public enum Sending {
  /** It is on its way. */
  SENT,
  /** The peer is there and takes nothing now: {@link SocketListener#onWritable} need not follow. */
  FULL,
  /** Nobody by this routing id is connected. */
  GONE
}
