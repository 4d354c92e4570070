package org.zmqwebbridge.zmq;

import zmq.Msg;
import zmq.msg.MsgAllocator;

/**
 * Makes the frames that come by one connection, and notices when its peer has proved itself: JeroMQ
 * tells when a peer has greeted, but not when a handshake that follows the greeting is done.
 *
 * <p>Owner thread: JeroMQ's I/O thread. Lifetime: its connection's.
 */
final class HandshakeFrames implements MsgAllocator {
  /** An ERROR command with a status code; the one that ends a handshake well is longer. */
  private static final int ERROR_BYTES = 10;

  private final IncomingFrames frames;
  private final int commands;
  private final Runnable onDone;
  private int seen;

  /**
   * @param commands how many the peer sends before messages
   * @param onDone called once, when the last of them is on its way; if it is not what it should be,
   *     JeroMQ ends the connection as soon as it has read it
   */
  HandshakeFrames(IncomingFrames frames, int commands, Runnable onDone) {
    this.frames = frames;
    this.commands = commands;
    this.onDone = onDone;
  }

  @Override
  public Msg allocate(int announced) {
    if (seen < commands) {
      seen++;
      if (seen == commands && announced > ERROR_BYTES) {
        onDone.run();
      }
    }
    return frames.allocate(announced);
  }
}
