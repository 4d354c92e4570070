package org.zmqwebbridge.edge.websocket;

import java.util.List;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.OutgoingMessage;

/**
 * How a connection's messages become frames: as they are, or compressed where both sides have
 * agreed on that and it makes them shorter.
 *
 * <p>Owner thread: none. Equal only to itself: what many connections share is encoded once.
 */
public final class FrameEncoding implements Batch.Format<FrameBlock> {
  /** Nothing is compressed. */
  public static final FrameEncoding PLAIN = new FrameEncoding(Framing.FRAME, null);

  /** No frames at all, but chunks of an HTTP answer. */
  public static final FrameEncoding CHUNKED = new FrameEncoding(Framing.CHUNK, null);

  /** Nothing around them at all: what is a body already. */
  public static final FrameEncoding BARE = new FrameEncoding(Framing.NONE, null);

  private final Framing framing;
  private final Deflation deflation; // null: nothing is compressed

  private FrameEncoding(Framing framing, Deflation deflation) {
    this.framing = framing;
    this.deflation = deflation;
  }

  /** Compressed by this. */
  public static FrameEncoding deflating(Deflation deflation) {
    return new FrameEncoding(Framing.FRAME, deflation);
  }

  Framing framing() {
    return framing;
  }

  /** What ends the body of an answer, if anything does. */
  public byte[] last() {
    return framing.last();
  }

  /** A message as a frame. */
  public byte[] frame(OutgoingMessage message) {
    return deflation == null
        ? framing.whole(ServerFrameHeader.firstByte(message.type()), message.pieces())
        : deflation.frame(message);
  }

  /** Messages as frames, one after the other. */
  public byte[] frames(List<OutgoingMessage> messages) {
    byte[][] frames = new byte[messages.size()][];
    int length = 0;
    for (int i = 0; i < frames.length; i++) {
      frames[i] = frame(messages.get(i));
      length += frames[i].length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] frame : frames) {
      System.arraycopy(frame, 0, all, at, frame.length);
      at += frame.length;
    }
    return all;
  }

  /** Adds the frame of {@code before + label + after} to a block. */
  void add(FrameBlock block, MessageType type, byte[] before, int labelLength, byte[] after) {
    if (deflation == null) {
      block.add(ServerFrameHeader.firstByte(type), before, after);
    } else {
      deflation.add(block, type, before, labelLength, after);
    }
  }

  @Override
  public FrameBlock create() {
    return new FrameBlock(this);
  }
}
