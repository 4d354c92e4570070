package org.zmqwebbridge.zmq.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads frames out of a connection's bytes, of any version.
 *
 * <p>Owner thread: its creator's. Lifetime: its connection's.
 */
public final class PeerFrameReader {
  /** Hears what has come. */
  public interface Listener {
    /** How long the next frame may be. */
    long maxBytes();

    /**
     * One is longer: nothing of the connection counts from there on.
     *
     * @param begin of it, as much as was asked for
     */
    void onTooLong(byte[] begin) throws BrokenPeerException;

    /**
     * A frame of a message.
     *
     * @param body may be kept
     * @param more whether another follows
     */
    void onFrame(byte[] body, boolean more) throws BrokenPeerException;

    /** A command. */
    void onCommand(byte[] body) throws BrokenPeerException;
  }

  private static final int MAX_HEAD = 10;
  private static final long BROKEN = -1;
  private static final long UNKNOWN = -2; // the head is not whole
  private static final int ROOM = 64 * 1024;
  private static final byte[] NOTHING = {};

  private final ZmtpVersion version;
  private final int maxCutBytes;
  private final byte[] head = new byte[MAX_HEAD];
  private int headLength; // what has come of it
  private int flags; // of the frame that is being read
  private int size = -1; // of its body; -1: its head is not whole
  private byte[] body = NOTHING;
  private int filled; // of the body
  private boolean isCut; // the body is the begin of one that is too long

  /**
   * @param maxCutBytes so much of a frame that is too long is handed over; 0: nothing
   */
  public PeerFrameReader(ZmtpVersion version, int maxCutBytes) {
    this.version = version;
    this.maxCutBytes = maxCutBytes;
  }

  /**
   * Reads all that there is; memory is taken only for what has come.
   *
   * @throws BrokenPeerException if these are no frames, or one is too long
   */
  public void read(ByteBuffer bytes, Listener listener) throws BrokenPeerException {
    while (bytes.hasRemaining() || size == 0) {
      if (size < 0) {
        head[headLength++] = bytes.get();
        size = size(listener);
      } else if (isWhole(bytes)) {
        hand(listener);
      }
    }
  }

  /** That of the body; -1: the head is not whole. */
  private int size(Listener listener) throws BrokenPeerException {
    long length = version == ZmtpVersion.ONE ? lengthInOne() : lengthSinceTwo();
    if (length == UNKNOWN) {
      return -1;
    }
    headLength = 0;
    isCut = length < 0 || length > listener.maxBytes();
    if (isCut && (length < 0 || maxCutBytes == 0)) {
      throw new BrokenPeerException("a frame that is too long");
    }
    return (int) (isCut ? Math.min(length, maxCutBytes) : length);
  }

  /** A length that counts the flags, and these. */
  private long lengthInOne() {
    boolean isLong = (head[0] & 0xff) == FrameHead.LONG_IN_ONE;
    int flagsAt = isLong ? 1 + Long.BYTES : 1;
    if (headLength <= flagsAt) {
      return UNKNOWN;
    }
    flags = head[flagsAt];
    return Math.max(BROKEN, (isLong ? ByteBuffer.wrap(head).getLong(1) : head[0] & 0xff) - 1);
  }

  /** Flags, and a length. */
  private long lengthSinceTwo() throws BrokenPeerException {
    flags = head[0];
    if ((flags & ~(FrameHead.MORE | FrameHead.LONG | FrameHead.COMMAND)) != 0) {
      throw new BrokenPeerException("a frame with flags that mean nothing");
    }
    boolean isLong = (flags & FrameHead.LONG) != 0;
    if (headLength < 1 + (isLong ? Long.BYTES : 1)) {
      return UNKNOWN;
    }
    return isLong ? Math.max(BROKEN, ByteBuffer.wrap(head).getLong(1)) : head[1] & 0xff;
  }

  /** Takes what there is of the body. */
  private boolean isWhole(ByteBuffer bytes) {
    int count = Math.min(size - filled, bytes.remaining());
    if (body.length < filled + count) {
      int room = count == size ? size : Math.max(filled + count, Math.max(ROOM, 2 * filled));
      body = Arrays.copyOf(body, Math.min(size, room));
    }
    bytes.get(body, filled, count);
    filled += count;
    return filled == size;
  }

  private void hand(Listener listener) throws BrokenPeerException {
    byte[] whole = body;
    body = NOTHING;
    filled = 0;
    size = -1;
    if (isCut) {
      listener.onTooLong(whole);
    } else if (version == ZmtpVersion.THREE && (flags & FrameHead.COMMAND) != 0) {
      listener.onCommand(whole);
    } else {
      listener.onFrame(whole, (flags & FrameHead.MORE) != 0);
    }
  }
}
