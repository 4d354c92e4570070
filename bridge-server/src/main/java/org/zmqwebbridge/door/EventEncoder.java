package org.zmqwebbridge.door;

import java.util.List;
import org.zmqwebbridge.door.wire.EventText;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.gateway.Encoder;
import org.zmqwebbridge.gateway.Encoding;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Tally;

/**
 * Publications as server-sent events, made once for all that hear them, in the form that is wanted.
 *
 * <p>Owner thread: the loop's.
 */
final class EventEncoder implements Encoder<EventEncoder.Prepared> {
  private static final byte[] NOTHING = {};

  /** A publication, and its events as far as somebody has wanted them. */
  static final class Prepared {
    private final List<byte[]> parts;
    private byte[] named; // null until it is wanted, as the next
    private byte[] unnamed;

    Prepared(List<byte[]> parts) {
      this.parts = parts;
    }

    private byte[] event(boolean withName) {
      if (withName) {
        named = named == null ? EventText.named(parts) : named;
        return named;
      }
      unnamed = unnamed == null ? EventText.event(parts) : unnamed;
      return unnamed;
    }
  }

  private final Batch batch = new Batch();
  private boolean named;

  @Override
  public Prepared prepare(long offset, List<byte[]> parts, int maxMessageBytes, Tally tally) {
    if (Visit.bytes(parts) > maxMessageBytes) {
      tally.increment(Counter.PUBLICATIONS_TOO_LARGE);
      return null;
    }
    return new Prepared(List.copyOf(parts));
  }

  @Override
  public void begin(Encoding encoding) {
    named = ((EventEncoding) encoding).named();
    batch.reset(0);
  }

  @Override
  public void add(Prepared publication) {
    batch.add(MessageType.TEXT, publication.event(named), NOTHING);
  }

  @Override
  public int count() {
    return batch.count();
  }

  /** What it holds. */
  Batch batch() {
    return batch;
  }
}
