package org.zmqwebbridge.edge.websocket;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.zmqwebbridge.edge.DeflateSettings;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.OutgoingMessage;

/**
 * Compresses messages (RFC 7692, section 7.2.1), each by itself, so that no connection keeps any
 * state between them, and what many receivers get can be compressed once.
 *
 * <p>Owner thread: none; who compresses borrows a {@link Deflater}. Lifetime: until {@link #close},
 * which frees their memory outside the heap.
 */
public final class Deflation implements AutoCloseable {
  private static final int BUFFER_BYTES = 8 * 1024;
  private static final int SYNC_MARK_BYTES = 4; // 00 00 ff ff, which the RFC takes away
  private static final int STORED_HEADER_BYTES = 5;
  private static final int MAX_STORED_BYTES = 0xffff;

  private final DeflateSettings settings;
  private final NativePool<Deflater> deflaters;

  public Deflation(DeflateSettings settings) {
    this.settings = settings;
    this.deflaters = new NativePool<>(() -> new Deflater(settings.level(), true), Deflater::end);
  }

  /** A message as a frame, compressed if that makes it shorter. */
  public byte[] frame(OutgoingMessage message) {
    byte[][] pieces = message.pieces();
    int firstByte = ServerFrameHeader.firstByte(message.type());
    int length = 0;
    for (byte[] piece : pieces) {
      length += piece.length;
    }
    if (length >= settings.minBytes()) {
      byte[] compressed = compressed(pieces);
      if (compressed.length < length) {
        return ServerFrameHeader.frame(firstByte | ServerFrameHeader.DEFLATED, compressed);
      }
    }
    return ServerFrameHeader.frame(firstByte, pieces);
  }

  /**
   * Adds the message {@code before + label + after} to a block, compressed if that makes it
   * shorter. What stands before the label, and the label, become a block of their own that is only
   * stored (RFC 1951, section 3.2.4): so the label can be overwritten, and the rest is the same for
   * all receivers.
   */
  void add(FrameBlock block, MessageType type, byte[] before, int labelLength, byte[] after) {
    int firstByte = ServerFrameHeader.firstByte(type);
    int storedLength = before.length + labelLength;
    int length = storedLength + after.length;
    if (length >= settings.minBytes() && storedLength <= MAX_STORED_BYTES) {
      byte[] compressed = compressed(after);
      if (STORED_HEADER_BYTES + storedLength + compressed.length < length) {
        block.add(firstByte | ServerFrameHeader.DEFLATED, stored(before, storedLength), compressed);
        return;
      }
    }
    block.add(firstByte, before, after);
  }

  /** The beginning of a stored block of this length. */
  private static byte[] stored(byte[] beginning, int length) {
    byte[] block = new byte[STORED_HEADER_BYTES + beginning.length];
    block[1] = (byte) length;
    block[2] = (byte) (length >> 8);
    block[3] = (byte) ~length;
    block[4] = (byte) (~length >> 8);
    System.arraycopy(beginning, 0, block, STORED_HEADER_BYTES, beginning.length);
    return block;
  }

  private byte[] compressed(byte[]... pieces) {
    Deflater deflater = deflaters.take();
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER_BYTES);
      byte[] buffer = new byte[BUFFER_BYTES];
      for (byte[] piece : pieces) {
        deflater.setInput(piece);
        drain(deflater, Deflater.NO_FLUSH, buffer, out);
      }
      drain(deflater, Deflater.SYNC_FLUSH, buffer, out);
      byte[] all = out.toByteArray();
      return Arrays.copyOf(all, all.length - SYNC_MARK_BYTES);
    } finally {
      deflater.reset();
      deflaters.giveBack(deflater);
    }
  }

  private static void drain(
      Deflater deflater, int flush, byte[] buffer, ByteArrayOutputStream out) {
    int count;
    do {
      count = deflater.deflate(buffer, 0, buffer.length, flush);
      out.write(buffer, 0, count);
    } while (count == buffer.length);
  }

  @Override
  public void close() {
    deflaters.close();
  }
}
