package org.zmqwebbridge.zmq;

import zmq.Msg;
import zmq.io.Metadata;
import zmq.msg.MsgAllocator;

/**
 * Makes the frames that come by one connection, and bounds the message that they add up to. JeroMQ
 * keeps the frames of a message until its last one is there, however many that are.
 *
 * <p>It also guards against lengths that are none (issues 440 and 1005 of zeromq/jeromq), as JeroMQ
 * does itself from 0.7.0 on. Such a frame is taken for an empty one, and the peer has to live with
 * how the rest of it is read.
 *
 * <p>Owner thread: JeroMQ's I/O thread. Lifetime: its connection's.
 */
class IncomingFrames implements MsgAllocator {
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
  public final Msg allocate(int announced) {
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

  /** After the handshake: what JeroMQ knows of the peer, with each frame that it sends. */
  void onFrame(Metadata peer) {}

  /** Whether a frame, which is whole now, goes to the socket; asked once. */
  boolean passes(Msg frame) {
    return true;
  }

  private class Frame extends Msg {
    private final boolean continues = inMessage;
    private boolean judged;
    private boolean kept;

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

    @Override
    public Msg setMetadata(Metadata peer) {
      if (peer != null) {
        onFrame(peer);
      }
      return super.setMetadata(peer);
    }

    /** Asked when all of it is there: a command goes no further than JeroMQ's engine. */
    @Override
    public boolean isCommand() {
      if (!judged) {
        judged = true;
        kept = passes(this);
      }
      return !kept || super.isCommand();
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
