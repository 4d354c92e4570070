package org.zmqwebbridge.door;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.door.wire.EventForm;
import org.zmqwebbridge.door.wire.EventId;
import org.zmqwebbridge.door.wire.JsonArray;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.gateway.Encoder;
import org.zmqwebbridge.gateway.Encoding;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Tally;

/**
 * Publications as events, made once for all that hear them, in the form that is wanted: their ids
 * are the endpoint's, so that they too are the same for all.
 *
 * <p>Owner thread: the loop's.
 */
final class EventEncoder implements Encoder<EventEncoder.Prepared> {
  private static final byte[] NOTHING = {};

  /** A publication, and its events as far as somebody has wanted them. */
  static final class Prepared {
    private final EventId id; // null: it has none
    private final List<byte[]> parts;
    private final Map<EventForm, byte[]> events = new EnumMap<>(EventForm.class);

    Prepared(EventId id, List<byte[]> parts) {
      this.id = id;
      this.parts = parts;
    }

    private byte[] event(EventForm form) {
      return events.computeIfAbsent(form, each -> each.publication(id, parts));
    }
  }

  private final String epoch; // null: there are no ids
  private final Batch batch = new Batch();
  private EventForm form = EventForm.EVENTS;
  private EventId last; // null: none
  private byte[] array; // null until it is wanted

  EventEncoder(String epoch) {
    this.epoch = epoch;
  }

  @Override
  public Prepared prepare(long offset, List<byte[]> parts, int maxMessageBytes, Tally tally) {
    if (DoorVisit.bytes(parts) > maxMessageBytes) {
      tally.increment(Counter.PUBLICATIONS_TOO_LARGE);
      return null;
    }
    EventId id = epoch == null || offset == NO_OFFSET ? null : EventId.of(epoch, offset);
    return new Prepared(id, List.copyOf(parts));
  }

  @Override
  public void begin(Encoding encoding) {
    form = ((EventEncoding) encoding).form();
    batch.reset(0);
    last = null;
    array = null;
  }

  @Override
  public void add(Prepared publication) {
    batch.add(MessageType.TEXT, publication.event(form), NOTHING);
    last = publication.id;
    array = null;
  }

  @Override
  public int count() {
    return batch.count();
  }

  /** What it holds. */
  Batch batch() {
    return batch;
  }

  /** The id of the last that it holds; {@code null}: it has none. */
  EventId last() {
    return last;
  }

  /** What it holds as one JSON array, if its form is lines; not to be changed. */
  byte[] array() {
    if (array == null) {
      JsonArray all = new JsonArray();
      for (int i = 0; i < batch.count(); i++) {
        all.add(batch.before(i));
      }
      array = all.bytes();
    }
    return array;
  }
}
