package org.zmqwebbridge.zmq;

import zmq.Msg;
import zmq.msg.MsgAllocator;

/**
 * Makes the frames that come by one connection, and bounds the message that they add up to. JeroMQ
 * keeps the frames of a message until its last one is there, however many that are.
 *
 * <p>It also guards against lengths that are none, which JeroMQ 0.6.0 lets through to the allocator
 * (issues 440 and 1005 of zeromq/jeromq). Such a frame is taken for an empty one, and the peer has
 * to live with how the rest of it is read.
 *
 * <p>Owner thread: JeroMQ's I/O thread. Lifetime: its connection's.
 */
final class IncomingFrames implements MsgAllocator {
  /** Frames of one message. */
  static final int MAX_FRAMES = 1024;

  private final long maxMessageBytes;
  private boolean inMessage;
  private int frames;
  private long bytes;

  /**
   * @param maxMessageBytes of all frames of a message
   */
  IncomingFrames(long maxMessageBytes) {
    this.maxMessageBytes = maxMessageBytes;
  }

  @Override
  public Msg allocate(int announced) {
    int size = announced < 0 || announced > maxMessageBytes ? 0 : announced;
    if (!inMessage) {
      frames = 0;
      bytes = 0;
    }
    frames++;
    bytes += size;
    boolean fits = frames <= MAX_FRAMES && bytes <= maxMessageBytes;
    return fits ? new Frame(size) : new Surplus(size);
  }

  private class Frame extends Msg {
    private final boolean continues = inMessage;

    Frame(int size) {
      super(size);
      inMessage = false; // until its flags say that more follow; ZMTP 2 says nothing otherwise
    }

    @Override
    public void setFlags(int flags) {
      super.setFlags(flags);
      if ((flags & COMMAND) != 0) {
        inMessage = continues; // commands may come between frames
      } else if ((flags & MORE) != 0) {
        inMessage = true;
      }
    }
  }

  /**
   * A frame of a message that is too large. As a command it goes no further than JeroMQ's engine;
   * but the last one ends the message, and says to whoever receives it what it is.
   */
  final class Surplus extends Frame {
    Surplus(int size) {
      super(size);
    }

    @Override
    public boolean isCommand() {
      return hasMore() || super.isCommand();
    }
  }
}
