package org.zmqwebbridge.edge;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A {@link Batch} as WebSocket frames, one after the other, of each publication one or several:
 * encoded once for all receivers, and for each of them only the labels are overwritten.
 *
 * <p>Owner thread: that of its batch.
 */
public final class FrameBlock implements Batch.Encoding {
  private static final int FIRST_CAPACITY = 16 * 1024;

  private final FrameEncoding encoding;
  private int labelLength;
  private ByteBuffer bytes = ByteBuffer.allocateDirect(FIRST_CAPACITY);
  private int[] labels = new int[64];
  private int[] ends = new int[64];
  private byte[][] befores = new byte[64][];
  private byte[][] afters = new byte[64][];
  private byte[] firstBytes = new byte[64];
  private byte[][] rests; // of publications of several messages; null while there is none
  private int count;

  FrameBlock(FrameEncoding encoding) {
    this.encoding = encoding;
  }

  @Override
  public void encode(Batch batch) {
    labelLength = batch.labelLength();
    bytes.clear();
    count = 0;
    rests = null;
    for (int i = 0; i < batch.count(); i++) {
      encoding.add(this, batch.type(i), batch.before(i), labelLength, batch.after(i));
      if (!batch.rest(i).isEmpty()) {
        addRest(encoding.frames(batch.rest(i)));
      }
    }
  }

  /** Adds frames to the last publication. */
  private void addRest(byte[] frames) {
    rests = rests == null ? new byte[firstBytes.length][] : Arrays.copyOf(rests, firstBytes.length);
    rests[count - 1] = frames;
    ensure(frames.length);
    bytes.put(frames);
    ends[count - 1] = bytes.position();
  }

  /** Adds the frame of {@code before + label + after}, beginning with this byte. */
  void add(int firstByte, byte[] before, byte[] after) {
    int payload = before.length + labelLength + after.length;
    ensure(ServerFrameHeader.length(payload) + payload);
    ServerFrameHeader.write(bytes, firstByte, payload);
    bytes.put(before);
    firstBytes[count] = (byte) firstByte;
    befores[count] = before;
    afters[count] = after;
    labels[count] = bytes.position();
    bytes.position(bytes.position() + labelLength);
    bytes.put(after);
    ends[count++] = bytes.position();
  }

  private int length() {
    return count == 0 ? 0 : ends[count - 1];
  }

  private void ensure(int more) {
    if (bytes.remaining() < more) {
      ByteBuffer larger =
          ByteBuffer.allocateDirect(Math.max(bytes.position() + more, 2 * bytes.capacity()));
      bytes = larger.put(bytes.flip());
    }
    if (count == labels.length) {
      labels = Arrays.copyOf(labels, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      befores = Arrays.copyOf(befores, 2 * count);
      afters = Arrays.copyOf(afters, 2 * count);
      firstBytes = Arrays.copyOf(firstBytes, 2 * count);
    }
  }

  /** How many publications it holds. */
  public int count() {
    return count;
  }

  /**
   * All frames with one receiver's label, ready to be written: valid until the next call.
   *
   * @param label of the length that the batch has
   */
  public ByteBuffer labelled(byte[] label) {
    if (label.length != labelLength) {
      throw new IllegalArgumentException(
          "a label of " + label.length + " bytes in a block for " + labelLength);
    }
    bytes.clear(); // whoever had it last may have left it with less
    for (int i = 0; i < count; i++) {
      bytes.put(labels[i], label);
    }
    return bytes.limit(length()).position(0);
  }

  /** The index of the first publication that ends after a position. */
  public int publicationAt(int position) {
    int at = Arrays.binarySearch(ends, 0, count, position);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** The position after a publication. */
  public int end(int publication) {
    return ends[publication];
  }

  /** The first byte of a publication's frame. */
  public int firstByte(int publication) {
    return firstBytes[publication] & 0xff;
  }

  /** What is before the label in a publication's payload; not to be changed. */
  public byte[] before(int publication) {
    return befores[publication];
  }

  /** What is after the label in a publication's payload; not to be changed. */
  public byte[] after(int publication) {
    return afters[publication];
  }

  /**
   * The frames of a publication after its first, which has the label; {@code null} if there are
   * none. Not to be changed.
   */
  public byte[] rest(int publication) {
    return rests == null || publication >= rests.length ? null : rests[publication];
  }
}
