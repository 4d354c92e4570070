package org.zmqwebbridge.edge.websocket;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.EncodedPublication;
import org.zmqwebbridge.edge.SharedTail;
import org.zmqwebbridge.flow.ByteBudget;

/**
 * A {@link Batch} as WebSocket frames, one after the other, of each publication one or several:
 * encoded once for all receivers, and for each of them only the labels are overwritten.
 *
 * <p>Owner thread: that of its batch.
 */
public final class FrameBlock implements Batch.Encoding {
  private static final int FIRST_CAPACITY = 16 * 1024;

  private final FrameEncoding encoding;
  private final Framing framing;
  private int labelLength;
  private byte[] current; // the label that all frames have now; null: none
  private ByteBuffer bytes = ByteBuffer.allocateDirect(FIRST_CAPACITY);
  private int[] labels = new int[64];
  private int[] ends = new int[64];
  private byte[][] befores = new byte[64][];
  private byte[][] afters = new byte[64][];
  private byte[] firstBytes = new byte[64];
  private byte[][] rests; // of publications of several messages; null while there is none
  private Frames[] publications; // each made once, for all that cannot have it yet; or null
  private SharedTail[] tails; // the same, for all that have its beginning; or null
  private int count;

  FrameBlock(FrameEncoding encoding) {
    this.encoding = encoding;
    this.framing = encoding.framing();
  }

  @Override
  public void encode(Batch batch) {
    labelLength = batch.labelLength();
    bytes.clear();
    current = null;
    count = 0;
    rests = null;
    publications = null;
    tails = null;
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
    ensure(framing.length(payload));
    framing.begin(bytes, firstByte, payload);
    bytes.put(before);
    firstBytes[count] = (byte) firstByte;
    befores[count] = before;
    afters[count] = after;
    labels[count] = bytes.position();
    bytes.position(bytes.position() + labelLength);
    bytes.put(after);
    framing.end(bytes);
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
    bytes.clear(); // the one that had it last may have left it with less
    if (!Arrays.equals(label, current)) { // pages mostly have the same channel
      putAtEach(label);
      current = label;
    }
    return bytes.limit(length()).position(0);
  }

  /** In one or two writes for each frame where it is short, which most are: a copy costs more. */
  private void putAtEach(byte[] label) {
    if (label.length < Integer.BYTES || label.length > 2 * Integer.BYTES) {
      for (int i = 0; i < count; i++) {
        bytes.put(labels[i], label);
      }
      return;
    }
    ByteBuffer word = ByteBuffer.wrap(label);
    int behind = label.length - Integer.BYTES; // where the second write begins, over the first
    int first = word.getInt(0);
    int last = word.getInt(behind);
    for (int i = 0; i < count; i++) {
      bytes.putInt(labels[i], first);
      bytes.putInt(labels[i] + behind, last);
    }
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

  /** Whether a publication's label is before this position. */
  public boolean isInTail(int publication, int position) {
    return position >= tailStart(publication);
  }

  private int tailStart(int publication) {
    return labels[publication] + labelLength;
  }

  /**
   * What is after the label in a publication, kept for one more receiver that does not have it yet.
   *
   * @param budget what counts it
   * @return {@code null} if it is too short for that, or the budget does not allow it
   */
  public SharedTail holdTail(int publication, ByteBudget budget) {
    int start = tailStart(publication);
    int length = ends[publication] - start;
    if (length < SharedTail.LEAST_BYTES) {
      return null;
    }
    if (tails == null) {
      tails = new SharedTail[count];
    }
    if (tails[publication] == null) {
      ByteBuffer copy = ByteBuffer.allocateDirect(length);
      ByteBuffer all = bytes.duplicate().clear();
      tails[publication] = new SharedTail(copy.put(0, all, start, length), budget);
    }
    return tails[publication].tryHold() ? tails[publication] : null;
  }

  /** One publication by itself, for a receiver that cannot have it yet. */
  public EncodedPublication publication(int index) {
    if (publications == null) {
      publications = new Frames[count];
    }
    if (publications[index] == null) {
      publications[index] =
          new Frames(
              framing,
              firstBytes[index] & 0xff,
              befores[index],
              afters[index],
              rests == null || index >= rests.length ? null : rests[index]);
    }
    return publications[index];
  }

  /**
   * The frames of one publication.
   *
   * @param rest what follows its first frame, which has the label; {@code null}: nothing
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Frames(Framing framing, int firstByte, byte[] before, byte[] after, byte[] rest)
      implements EncodedPublication {
    @Override
    public int length(byte[] label) {
      int payload = before.length + label.length + after.length;
      int first = framing.length(payload);
      return rest == null ? first : first + rest.length;
    }

    @Override
    public byte[] head(byte[] label) {
      int payload = before.length + label.length + after.length;
      ByteBuffer head = ByteBuffer.allocate(framing.length(payload) - after.length);
      framing.begin(head, firstByte, payload);
      head.put(before).put(label);
      return Arrays.copyOf(head.array(), head.position());
    }

    @Override
    public byte[] bytes(byte[] label) {
      byte[] first = framing.whole(firstByte, before, label, after);
      if (rest == null) {
        return first;
      }
      byte[] all = Arrays.copyOf(first, first.length + rest.length);
      System.arraycopy(rest, 0, all, first.length, rest.length);
      return all;
    }
  }
}
