package org.zmqwebbridge.edge;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.zmqwebbridge.flow.SlowReaders;

/**
 * Several text messages as frames, one behind the other, that are the same for many receivers but
 * for a label of fixed length in each: encoded once, and for each receiver only the labels are
 * overwritten.
 *
 * <p>Owner thread: whoever fills it; a {@link Connection} reads it only during {@link
 * Connection#send(TextBlock, byte[], SlowReaders)}. Reusable by {@link #reset}.
 */
public final class TextBlock {
  private static final int FIRST_CAPACITY = 16 * 1024;

  private int labelLength;
  private ByteBuffer bytes = ByteBuffer.allocateDirect(FIRST_CAPACITY);
  private int[] labels = new int[64];
  private int[] ends = new int[64];
  private byte[][] befores = new byte[64][];
  private byte[][] afters = new byte[64][];
  private byte[] firstBytes = new byte[64];
  private int count;
  private TextBlock deflated; // null until a receiver wants it
  private boolean deflatedIsCurrent;

  /**
   * Empties it, for receivers with labels of this length.
   *
   * @param receiversLabelLength in bytes
   */
  public void reset(int receiversLabelLength) {
    labelLength = receiversLabelLength;
    bytes.clear();
    count = 0;
    deflatedIsCurrent = false;
  }

  /** Adds the message {@code before + label + after}; neither part may change any more. */
  public void add(byte[] before, byte[] after) {
    add(ServerFrameHeader.TEXT, before, after);
  }

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
    deflatedIsCurrent = false;
  }

  private int length() {
    return count == 0 ? 0 : ends[count - 1];
  }

  private void ensure(int more) {
    int used = length();
    bytes.clear().position(used); // whoever had it last may have left it anywhere
    if (bytes.remaining() < more) {
      ByteBuffer larger = ByteBuffer.allocateDirect(Math.max(used + more, 2 * bytes.capacity()));
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

  /** How many messages it holds. */
  public int count() {
    return count;
  }

  /**
   * All frames with one receiver's label, ready to be written: valid until the next call.
   *
   * @param label of the length that this block was reset for
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

  /** The index of the first frame that ends behind a position. */
  public int frameAt(int position) {
    int at = Arrays.binarySearch(ends, 0, count, position);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** The position behind a frame. */
  public int end(int frame) {
    return ends[frame];
  }

  /**
   * The same messages for receivers that can read compressed ones: made once, whoever asks first.
   * Valid until this is reset.
   */
  public TextBlock deflated(Deflation deflation) {
    if (!deflatedIsCurrent) {
      deflated = deflated == null ? new TextBlock() : deflated;
      deflated.reset(labelLength);
      for (int i = 0; i < count; i++) {
        deflation.add(deflated, befores[i], labelLength, afters[i]);
      }
      deflatedIsCurrent = true;
    }
    return deflated;
  }

  /** The first byte of a message's frame. */
  public int firstByte(int message) {
    return firstBytes[message] & 0xff;
  }

  /** What is before the label in a message; not to be changed. */
  public byte[] before(int message) {
    return befores[message];
  }

  /** What is behind the label in a message; not to be changed. */
  public byte[] after(int message) {
    return afters[message];
  }
}
