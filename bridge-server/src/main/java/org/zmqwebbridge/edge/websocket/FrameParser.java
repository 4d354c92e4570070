package org.zmqwebbridge.edge.websocket;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.flow.BudgetShare;
import org.zmqwebbridge.flow.ByteBudget;

/**
 * Reads a client's frames (RFC 6455, section 5) from a stream of bytes, joins fragments, and
 * enforces the limits before anything is stored.
 *
 * <p>Where permessage-deflate was agreed on, a compressed message (RFC 7692, section 6.1) is
 * inflated once it has come whole.
 *
 * <p>A message that lies whole in the bytes at hand is handed over where it lies; only what is cut
 * by a read or by fragmentation is copied. Between messages nothing is kept but a few numbers.
 *
 * <p>Owner thread: the connection's reader.
 */
public final class FrameParser {
  /** Hears what was read, in order. Buffers are valid during the call only. */
  public interface Listener {
    void onMessage(MessageType type, ByteBuffer payload);

    void onPing(ByteBuffer payload);

    void onPong();

    void onClose(ByteBuffer payload);
  }

  private static final int MAX_HEADER = 14;
  private static final int MAX_CONTROL = 125;
  private static final int FIRST_STORED = 4096;

  private final int maxMessageBytes;
  private final int maxFragments;
  private final BudgetShare share; // of the budget: what stored takes
  private final Inflation inflation; // null: no message is compressed

  private byte[] stored; // what a message has so far; null between messages
  private int storedLength;
  private int fragments;
  private boolean inMessage;
  private MessageType type;
  private boolean compressed;

  private byte[] cut; // the beginning of a header or control frame that a read has cut off
  private int cutLength;

  private boolean closed; // by a close frame; what follows it is not read

  private boolean inPayload; // of a data frame
  private boolean fin;
  private int left;
  private int mask;

  /**
   * @param budget what all connections may keep of messages that have not come whole
   */
  public FrameParser(int maxMessageBytes, int maxFragments, ByteBudget budget) {
    this(maxMessageBytes, maxFragments, budget, null);
  }

  /**
   * @param inflation {@code null} if permessage-deflate was not agreed on
   */
  public FrameParser(
      int maxMessageBytes, int maxFragments, ByteBudget budget, Inflation inflation) {
    this.maxMessageBytes = maxMessageBytes;
    this.maxFragments = maxFragments;
    this.share = new BudgetShare(budget);
    this.inflation = inflation;
  }

  /**
   * Reads all of the bytes up to a close frame, unmasking them in place.
   *
   * @param bytes with an accessible array
   * @throws FrameException if the peer breaks the protocol or a limit; nothing can be read after it
   */
  public void parse(ByteBuffer bytes, Listener listener) throws FrameException {
    while (bytes.hasRemaining() && !closed && !inPayload && cutLength > 0) {
      resume(bytes, listener);
    }
    while (bytes.hasRemaining() && !closed) {
      if (inPayload) {
        payload(bytes, listener);
      } else if (!frame(bytes, listener)) {
        keep(bytes);
        return;
      }
    }
  }

  /** Completes a header or control frame that the last read has cut off, byte by byte. */
  private void resume(ByteBuffer bytes, Listener listener) throws FrameException {
    cut[cutLength++] = bytes.get();
    ByteBuffer whole = ByteBuffer.wrap(cut, 0, cutLength);
    if (frame(whole, listener)) {
      cutLength = 0;
      cut = null;
    }
  }

  private void keep(ByteBuffer bytes) {
    cut = new byte[MAX_HEADER + MAX_CONTROL];
    cutLength = bytes.remaining();
    bytes.get(cut, 0, cutLength);
  }

  /**
   * Reads one header, and of a control frame all.
   *
   * @return false if more bytes are needed; then none is consumed
   */
  private boolean frame(ByteBuffer bytes, Listener listener) throws FrameException {
    int start = bytes.position();
    int available = bytes.remaining();
    if (available < 2) {
      return false;
    }
    int first = bytes.get(start) & 0xff;
    int second = bytes.get(start + 1) & 0xff;
    check(first, second);
    int header = 2 + (second == 0xfe ? 2 : second == 0xff ? 8 : 0) + 4;
    if (available < header) {
      return false;
    }
    long length = length(bytes, start, second);
    mask = bytes.getInt(start + header - 4);
    if ((first & 0x08) != 0) {
      return control(bytes, listener, first & 0x0f, header, (int) length);
    }
    begin(first, length);
    bytes.position(start + header);
    if (left == 0) {
      payload(bytes, listener);
    }
    return true;
  }

  private void check(int first, int second) throws FrameException {
    int opcode = first & 0x0f;
    boolean control = (first & 0x08) != 0;
    boolean last = (first & 0x80) != 0;
    if ((first & 0x70) != 0 && !isCompressed(first)) {
      throw FrameException.protocol("a reserved bit is set");
    }
    if ((second & 0x80) == 0) {
      throw FrameException.protocol("a frame is not masked");
    }
    if (!OpCode.isKnown(opcode)) {
      throw FrameException.protocol("a reserved opcode");
    }
    if (control && (!last || (second & 0x7f) > MAX_CONTROL)) {
      throw FrameException.protocol("a control frame is fragmented or longer than 125 bytes");
    }
    if (!control && (opcode == OpCode.CONTINUATION) != inMessage) {
      throw FrameException.protocol(
          inMessage ? "a new message inside a fragmented one" : "a continuation of nothing");
    }
  }

  /** RSV1 alone, on the first frame of a message, where that was agreed on. */
  private boolean isCompressed(int first) {
    int opcode = first & 0x0f;
    return inflation != null
        && (first & 0x70) == 0x40
        && (opcode == OpCode.TEXT || opcode == OpCode.BINARY);
  }

  private static long length(ByteBuffer bytes, int start, int second) throws FrameException {
    int small = second & 0x7f;
    if (small < 126) {
      return small;
    }
    long length = small == 126 ? bytes.getShort(start + 2) & 0xffff : bytes.getLong(start + 2);
    if (length < (small == 126 ? 126 : 65_536)) {
      throw FrameException.protocol("a length that is negative or not in its shortest form");
    }
    return length;
  }

  private boolean control(ByteBuffer bytes, Listener listener, int opcode, int header, int length) {
    if (bytes.remaining() < header + length) {
      return false;
    }
    bytes.position(bytes.position() + header);
    unmask(bytes, length);
    ByteBuffer payload = slice(bytes, length);
    switch (opcode) {
      case OpCode.PING -> listener.onPing(payload);
      case OpCode.PONG -> listener.onPong();
      default -> {
        closed = true;
        listener.onClose(payload);
      }
    }
    return true;
  }

  private void begin(int first, long length) throws FrameException {
    if (!inMessage) {
      inMessage = true;
      type = (first & 0x0f) == OpCode.TEXT ? MessageType.TEXT : MessageType.BINARY;
      compressed = (first & 0x40) != 0;
      fragments = 0;
      storedLength = 0;
    }
    if (storedLength + length > maxMessageBytes || ++fragments > maxFragments) {
      throw FrameException.tooBig();
    }
    fin = (first & 0x80) != 0;
    left = (int) length;
    inPayload = true;
  }

  private void payload(ByteBuffer bytes, Listener listener) throws FrameException {
    int here = Math.min(left, bytes.remaining());
    unmask(bytes, here);
    left -= here;
    if (fin && left == 0 && storedLength == 0) {
      inPayload = false;
      inMessage = false;
      ByteBuffer message = slice(bytes, here);
      if (compressed) {
        inflate(message, listener);
      } else {
        listener.onMessage(type, message);
      }
      return;
    }
    store(bytes, here);
    if (left > 0) {
      mask = Integer.rotateLeft(mask, 8 * (here & 3)); // the key goes on where the read was cut
      return;
    }
    inPayload = false;
    if (fin) {
      inMessage = false;
      ByteBuffer message = ByteBuffer.wrap(stored, 0, storedLength);
      if (compressed) {
        inflate(message, listener);
        return;
      }
      try {
        listener.onMessage(type, message);
      } finally {
        release();
      }
    }
  }

  private void inflate(ByteBuffer message, Listener listener) throws FrameException {
    try {
      int held = stored == null ? 0 : stored.length;
      listener.onMessage(type, inflation.inflate(message, maxMessageBytes, share, held));
    } finally {
      release();
    }
  }

  private void store(ByteBuffer bytes, int count) throws FrameException {
    int needed = storedLength + count;
    if (stored == null) {
      ensure(Math.max(needed, Math.min(needed + left, FIRST_STORED)));
    } else if (stored.length < needed) {
      ensure((int) Math.min(maxMessageBytes, Math.max(needed, 2L * stored.length)));
    }
    bytes.get(stored, storedLength, count);
    storedLength = needed;
  }

  /** Makes room by what has come, not by what was announced. */
  private void ensure(int capacity) throws FrameException {
    if (!share.tryHold(capacity)) {
      throw FrameException.overloaded();
    }
    stored = stored == null ? new byte[capacity] : Arrays.copyOf(stored, capacity);
  }

  /** Lets go of what is stored; nothing more is read, or a new message begins. */
  public void release() {
    stored = null;
    storedLength = 0;
    share.release();
  }

  private static ByteBuffer slice(ByteBuffer bytes, int length) {
    ByteBuffer slice = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    return slice;
  }

  /** Section 5.3, eight bytes at a time. */
  private void unmask(ByteBuffer bytes, int count) {
    int at = bytes.position();
    int end = at + count;
    long wide = ((long) mask << 32) | (mask & 0xffffffffL);
    for (; at + 8 <= end; at += 8) {
      bytes.putLong(at, bytes.getLong(at) ^ wide);
    }
    for (int shift = 24; at < end; at++, shift = (shift - 8) & 31) {
      bytes.put(at, (byte) (bytes.get(at) ^ (mask >>> shift)));
    }
  }
}
