package org.zmqwebbridge.bench.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a server's frames from the bytes at hand, and joins fragments.
 *
 * <p>Owner thread: the loop's. Lifetime: one connection's.
 */
final class FrameReader {
  /** Hears what was read, in order; buffers are valid during the call. */
  interface Listener {
    void onText(ByteBuffer payload);

    void onBinary(ByteBuffer payload);

    void onPing(ByteBuffer payload);

    void onClose(int code, String reason);
  }

  private static final int CONTINUATION = 0x0;
  private static final int PING = 0x9;
  private static final int NO_CODE = 1005;

  private byte[] fragments; // of a message whose end has not come; null between messages

  /** Consumes every whole frame and leaves the beginning of a cut one. */
  void read(ByteBuffer bytes, Listener listener) throws IOException {
    while (bytes.remaining() >= 2) {
      int start = bytes.position();
      int first = bytes.get(start) & 0xff;
      int small = bytes.get(start + 1) & 0xff;
      int header = small < 126 ? 2 : small == 126 ? 4 : 10;
      if (small > 127) {
        throw new IOException("the server sent a masked frame");
      }
      if (bytes.remaining() < header) {
        return;
      }
      long length =
          small < 126
              ? small
              : small == 126 ? bytes.getShort(start + 2) & 0xffff : bytes.getLong(start + 2);
      if (bytes.remaining() < header + length) {
        return;
      }
      ByteBuffer payload = bytes.slice(start + header, (int) length);
      bytes.position(start + header + (int) length);
      frame(first, payload, listener);
    }
  }

  private void frame(int first, ByteBuffer payload, Listener listener) throws IOException {
    boolean last = (first & 0x80) != 0;
    int opcode = first & 0x0f;
    if (opcode == Framing.BINARY && !last) {
      throw new IOException("the server sent binary in fragments");
    }
    if ((opcode == Framing.TEXT || opcode == CONTINUATION) && (!last || fragments != null)) {
      join(payload);
      if (last) {
        ByteBuffer whole = ByteBuffer.wrap(fragments);
        fragments = null;
        listener.onText(whole);
      }
      return;
    }
    switch (opcode) {
      case Framing.TEXT -> listener.onText(payload);
      case Framing.BINARY -> listener.onBinary(payload);
      case PING -> listener.onPing(payload);
      case Framing.PONG -> {}
      case Framing.CLOSE -> close(payload, listener);
      default -> throw new IOException("the server sent a frame of opcode " + opcode);
    }
  }

  private void join(ByteBuffer payload) {
    byte[] before = fragments == null ? new byte[0] : fragments;
    fragments = Arrays.copyOf(before, before.length + payload.remaining());
    payload.get(fragments, before.length, payload.remaining());
  }

  private static void close(ByteBuffer payload, Listener listener) {
    int code = payload.remaining() < 2 ? NO_CODE : payload.getShort() & 0xffff;
    listener.onClose(code, StandardCharsets.UTF_8.decode(payload).toString());
  }
}
