package org.zmqwebbridge.zmq;

import zmq.Msg;
import zmq.msg.MsgAllocator;

/**
 * Makes the frames that come by one connection with CURVE or PLAIN. It notices when the peer has
 * proved itself, for JeroMQ tells only when one has greeted; and it keeps from JeroMQ 0.6.0 a first
 * command that this would be misled by ({@link Security#mayBegin}).
 *
 * <p>Owner thread: JeroMQ's I/O thread. Lifetime: its connection's.
 */
final class HandshakeFrames implements MsgAllocator {
  /** An ERROR command with a status code; the one that ends a handshake well is longer. */
  private static final int ERROR_BYTES = 10;

  private final IncomingFrames frames;
  private final Security security;
  private final Runnable onDone;
  private int seen;

  /**
   * @param onDone called once, when the last command of the handshake is on its way; if it is not
   *     what it should be, JeroMQ ends the connection as soon as it has read it
   */
  HandshakeFrames(IncomingFrames frames, Security security, Runnable onDone) {
    this.frames = frames;
    this.security = security;
    this.onDone = onDone;
  }

  @Override
  public Msg allocate(int announced) {
    int commands = security.handshakeCommands();
    if (seen >= commands) {
      return frames.allocate(announced);
    }
    seen++;
    if (seen == commands && announced > ERROR_BYTES) {
      onDone.run();
    }
    return seen == 1 ? first(announced) : frames.allocate(announced);
  }

  private Msg first(int announced) {
    Msg made = frames.allocate(announced);
    return made.size() == announced ? new FirstCommand(announced) : made;
  }

  /** Where it is not what it should be, it is empty to JeroMQ, which then ends the connection. */
  private final class FirstCommand extends Msg {
    FirstCommand(int size) {
      super(size);
    }

    @Override
    public int size() { // JeroMQ asks for it when all of the frame is there
      return security.mayBegin(this, super.size()) ? super.size() : 0;
    }
  }
}
