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
 * <p>Where the begin of what is too large is asked for, JeroMQ reads that as if it were all, and
 * nothing of the connection counts from there on.
 *
 * <p>Owner thread: JeroMQ's I/O thread. Lifetime: its connection's.
 */
class IncomingFrames implements MsgAllocator {
  /** Frames of one message. */
  static final int MAX_FRAMES = 1024;

  private final long maxMessageBytes;
  private final int maxCutBytes;
  private boolean isCut;
  private boolean inMessage;
  private int frames;
  private long bytes;

  /**
   * @param maxMessageBytes of all frames of a message
   */
  IncomingFrames(long maxMessageBytes) {
    this(maxMessageBytes, 0);
  }

  /**
   * @param maxCutBytes so much of a frame that is too large goes to the socket; 0: nothing
   */
  IncomingFrames(long maxMessageBytes, int maxCutBytes) {
    this.maxMessageBytes = maxMessageBytes;
    this.maxCutBytes = maxCutBytes;
  }

  @Override
  public final Msg allocate(int announced) {
    if (isCut) {
      return new Rest();
    }
    int size = announced < 0 || announced > maxMessageBytes ? 0 : announced;
    if (!inMessage) {
      frames = 0;
      bytes = 0;
    }
    frames++;
    if (maxCutBytes > 0 && announced > 0 && bytes + announced > maxMessageBytes) {
      isCut = true;
      return new Cut(Math.min(announced, maxCutBytes));
    }
    bytes += size;
    boolean fits = frames <= MAX_FRAMES && bytes <= maxMessageBytes;
    return fits ? new Frame(size) : new Surplus(size);
  }

  /** After the handshake: what JeroMQ knows of the peer, with each frame that it sends. */
  void onFrame(Metadata peer) {}

  /** The same of a frame that was too large: the connection is to end. */
  void onCut(Metadata peer) {}

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
   * but the last one ends the message, and says to anyone who receives it what it is.
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

  /** The begin of a frame that is too large: the last of its message, and of its connection. */
  final class Cut extends Frame {
    Cut(int size) {
      super(size);
    }

    @Override
    public void setFlags(int flags) {
      super.setFlags(flags & ~MORE);
    }

    @Override
    public Msg setMetadata(Metadata peer) {
      onCut(peer);
      return super.setMetadata(peer);
    }
  }

  /** What JeroMQ takes for a frame in the rest of one that was cut: goes nowhere. */
  private static final class Rest extends Msg {
    Rest() {
      super(0);
    }

    @Override
    public boolean isCommand() {
      return true;
    }
  }
}
