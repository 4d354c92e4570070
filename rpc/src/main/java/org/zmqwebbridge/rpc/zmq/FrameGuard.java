package org.zmqwebbridge.rpc.zmq;

import org.zeromq.ZMQ;
import zmq.Msg;
import zmq.msg.MsgAllocator;

/**
 * Makes the frames that come to a socket, and bounds their size. JeroMQ 0.6.0 lets lengths that are
 * none through to the allocator (issues 440 and 1005 of zeromq/jeromq): they are taken for empty
 * frames. Every socket of this project that is not the bridge's own has this guard.
 *
 * <p>Owner thread: JeroMQ's I/O thread. Lifetime: its socket's; it has no state.
 */
public final class FrameGuard implements MsgAllocator {
  private final long maxFrameBytes;

  /**
   * @param maxFrameBytes the largest frame that is kept
   */
  public FrameGuard(long maxFrameBytes) {
    this.maxFrameBytes = maxFrameBytes;
  }

  /**
   * Guards a socket, and has JeroMQ refuse larger frames. To be called before it binds or connects.
   *
   * @param maxFrameBytes the largest frame that a peer may send
   */
  public static void guard(ZMQ.Socket socket, long maxFrameBytes) {
    socket.setMsgAllocator(new FrameGuard(maxFrameBytes));
    socket.setMaxMsgSize(maxFrameBytes);
  }

  @Override
  public Msg allocate(int announced) {
    return new Msg(announced < 0 || announced > maxFrameBytes ? 0 : announced);
  }
}
