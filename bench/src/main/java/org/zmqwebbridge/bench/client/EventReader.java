package org.zmqwebbridge.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads server-sent events as bridges write them, with a line feed at the end of each line. Events
 * with a name are the bridge's own, as nobody asks for others here.
 *
 * <p>Owner thread: the loop's. Lifetime: one stream's.
 */
public final class EventReader {
  /** Hears what was read, in order. */
  public interface Listener {
    /** A publication; its first line of data is between the two positions. */
    void onPublication(byte[] bytes, int from, int to);

    /** An event of the bridge's own. */
    void onOwn(String name);
  }

  private static final byte[] NOTHING = {};
  private static final byte[] DATA = "data:".getBytes(US_ASCII);
  private static final byte[] EVENT = "event:".getBytes(US_ASCII);

  private final Listener listener;
  private byte[] cut = NOTHING; // the beginning of an event
  private int dataFrom; // of the event that is read; -1: it has none so far
  private int dataTo;
  private String name; // null: it has none so far

  /** One at the beginning of its stream. */
  public EventReader(Listener listener) {
    this.listener = listener;
  }

  /**
   * Consumes a piece of the stream, and keeps the beginning of a cut event.
   *
   * @param piece with an accessible array
   */
  public void read(ByteBuffer piece) {
    if (cut.length == 0) {
      int at = piece.arrayOffset() + piece.position();
      read(piece.array(), at, at + piece.remaining());
    } else {
      byte[] all = Arrays.copyOf(cut, cut.length + piece.remaining());
      piece.get(piece.position(), all, cut.length, piece.remaining());
      read(all, 0, all.length);
    }
  }

  private void read(byte[] bytes, int from, int to) {
    int event = from; // where the one that is read begins
    int line = from;
    reset();
    for (int at = from; at < to; at++) {
      if (bytes[at] != '\n') {
        continue;
      }
      boolean comment = line == event && bytes[line] == ':';
      boolean whole = at == line;
      if (whole) {
        dispatch(bytes);
      } else {
        field(bytes, line, at);
      }
      line = at + 1;
      event = comment || whole ? line : event;
    }
    cut = event == to ? NOTHING : Arrays.copyOfRange(bytes, event, to);
  }

  private void field(byte[] bytes, int from, int to) {
    if (dataFrom < 0 && begins(bytes, from, to, DATA)) {
      dataFrom = value(bytes, from + DATA.length, to);
      dataTo = to;
    } else if (begins(bytes, from, to, EVENT)) {
      int at = value(bytes, from + EVENT.length, to);
      name = new String(bytes, at, to - at, UTF_8);
    }
  }

  private static boolean begins(byte[] bytes, int from, int to, byte[] prefix) {
    int end = from + prefix.length;
    return end <= to && Arrays.equals(bytes, from, end, prefix, 0, prefix.length);
  }

  /** After the blank that may be before it. */
  private static int value(byte[] bytes, int from, int to) {
    return from < to && bytes[from] == ' ' ? from + 1 : from;
  }

  private void reset() {
    dataFrom = -1;
    name = null;
  }

  private void dispatch(byte[] bytes) {
    if (name != null) {
      listener.onOwn(name);
    } else if (dataFrom >= 0) {
      listener.onPublication(bytes, dataFrom, dataTo);
    }
    reset();
  }
}
