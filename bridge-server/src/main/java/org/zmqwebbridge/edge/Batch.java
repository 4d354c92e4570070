package org.zmqwebbridge.edge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Publications for many receivers, the same for all of them but for a label of fixed length at a
 * fixed place in each: made once, encoded once by each transport that has such a receiver, and then
 * only the labels differ.
 *
 * <p>Owner thread: the one that fills it; a {@link Connection} reads it only during {@link
 * Connection#send(Batch, Receiver, SlowReaders)}. Reusable by {@link #reset}.
 */
public final class Batch {
  /** What a transport makes of a batch; kept with it, and made again after a reset. */
  public interface Encoding {
    /** Becomes the encoding of all that the batch holds, in the place of what it was before. */
    void encode(Batch batch);
  }

  /**
   * One way to encode; equal only to itself.
   *
   * @param <E> what it makes
   */
  public interface Format<E extends Encoding> {
    /** An empty encoding. */
    E create();
  }

  private static final int FIRST_CAPACITY = 64;

  /** An encoding in one format, and whether it is of what the batch holds now. */
  private static final class Encoded {
    private final Format<?> format;
    private final Encoding encoding;
    private boolean current;

    Encoded(Format<?> format, Encoding encoding) {
      this.format = format;
      this.encoding = encoding;
    }
  }

  private int labelLength;
  private MessageType[] types = new MessageType[FIRST_CAPACITY];
  private byte[][] befores = new byte[FIRST_CAPACITY][];
  private byte[][] afters = new byte[FIRST_CAPACITY][];
  private List<List<OutgoingMessage>> rests; // null while every publication is one message
  private int count;
  private int messages;
  private Encoded[] encodings = {}; // few: one for each format that a receiver has wanted

  /**
   * Empties it, for receivers with labels of this length.
   *
   * @param receiversLabelLength in bytes
   */
  public void reset(int receiversLabelLength) {
    labelLength = receiversLabelLength;
    count = 0;
    messages = 0;
    rests = null;
    outdate();
  }

  private void outdate() {
    for (Encoded encoded : encodings) {
      encoded.current = false;
    }
  }

  /**
   * Adds a publication of several messages: {@code before + label + after}, and the rest, the same
   * for all receivers. A slow reader loses all of them or none.
   */
  public void add(MessageType type, byte[] before, byte[] after, List<OutgoingMessage> rest) {
    add(type, before, after);
    rests = rests == null ? new ArrayList<>() : rests;
    while (rests.size() < count - 1) {
      rests.add(List.of());
    }
    rests.add(List.copyOf(rest));
    messages += rest.size();
  }

  /** Adds the publication {@code before + label + after}; neither part may change any more. */
  public void add(MessageType type, byte[] before, byte[] after) {
    if (count == types.length) {
      types = Arrays.copyOf(types, 2 * count);
      befores = Arrays.copyOf(befores, 2 * count);
      afters = Arrays.copyOf(afters, 2 * count);
    }
    types[count] = type;
    befores[count] = before;
    afters[count++] = after;
    messages++;
    outdate();
  }

  /** How many publications it holds. */
  public int count() {
    return count;
  }

  /** How many messages these are. */
  public int messages() {
    return messages;
  }

  /** How long the labels of its receivers are, in bytes. */
  public int labelLength() {
    return labelLength;
  }

  /** Whether a publication is text or binary. */
  public MessageType type(int publication) {
    return types[publication];
  }

  /** What is before the label in a publication; not to be changed. */
  public byte[] before(int publication) {
    return befores[publication];
  }

  /** What is after the label in a publication; not to be changed. */
  public byte[] after(int publication) {
    return afters[publication];
  }

  /** The messages of a publication after its first; mostly none. */
  public List<OutgoingMessage> rest(int publication) {
    return rests == null || publication >= rests.size() ? List.of() : rests.get(publication);
  }

  /**
   * All that it holds, in this format: made by the first call after a change. Valid until the next
   * change.
   */
  @SuppressWarnings("unchecked") // an encoding is kept beside the format that has made it
  public <E extends Encoding> E encoded(Format<E> format) {
    for (Encoded encoded : encodings) {
      if (encoded.format == format) {
        return (E) current(encoded);
      }
    }
    E made = format.create();
    encodings = Arrays.copyOf(encodings, encodings.length + 1);
    encodings[encodings.length - 1] = new Encoded(format, made);
    return (E) current(encodings[encodings.length - 1]);
  }

  private Encoding current(Encoded encoded) {
    if (!encoded.current) {
      encoded.encoding.encode(this);
      encoded.current = true;
    }
    return encoded.encoding;
  }
}
