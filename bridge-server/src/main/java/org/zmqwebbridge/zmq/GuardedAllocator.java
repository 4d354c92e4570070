package org.zmqwebbridge.zmq;

import zmq.Msg;
import zmq.msg.MsgAllocator;

/**
 * Allocates what a peer announces, if it is a length at all.
 *
 * <p>JeroMQ 0.6.0 reads a frame's length as a signed 64-bit number, refuses one that is above the
 * limit, and takes the lower 32 bits of what is left. So a length with its highest bit set passes,
 * and is either negative, which leaves the I/O thread turning in its decoder for ever, or up to two
 * gigabytes, which ends the thread with an {@code OutOfMemoryError}, and the process where it runs
 * with {@code ExitOnOutOfMemoryError}. Such a frame is taken for an empty one here, and the peer
 * has to live with how the rest of it is read.
 *
 * <p>Owner thread: any; immutable.
 */
final class GuardedAllocator implements MsgAllocator {
  private final long maxFrameBytes;

  /**
   * @param maxFrameBytes what the socket's {@code maxMsgSize} is
   */
  GuardedAllocator(long maxFrameBytes) {
    this.maxFrameBytes = maxFrameBytes;
  }

  @Override
  public Msg allocate(int bytes) {
    return new Msg(bytes < 0 || bytes > maxFrameBytes ? 0 : bytes);
  }
}
