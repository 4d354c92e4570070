package org.zmqwebbridge.door;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.door.wire.EventForm;
import org.zmqwebbridge.door.wire.EventId;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.Query;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.StreamHandler;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.gateway.Encoder;

/**
 * Publications as a stream of events, until somebody ends it.
 *
 * <p>Owner thread: as {@link DoorVisit}.
 */
final class SubscribeVisit extends ListenVisit implements StreamHandler {
  private static final byte[] NO_LABEL = {};
  private static final byte[] TOPIC = "topic".getBytes(US_ASCII);

  private final Receiver receiver = new Receiver(NO_LABEL);
  private volatile EventForm form = EventForm.EVENTS;
  private volatile ByteStream stream; // null until it is let in
  private volatile long lastSaid;
  private long place = -1; // the loop's: the last that was told alone

  SubscribeVisit(Exchange exchange, DoorContext context) {
    super(exchange, context);
  }

  @Override
  Optional<HttpAnswer> read(RequestHead head) {
    List<String> accept = head.headers().getOrDefault("accept", List.of());
    boolean named =
        Query.values(head.query(), "event").stream().anyMatch(value -> Arrays.equals(value, TOPIC));
    form = EventForm.of(String.join(",", accept), named);
    return super.read(head);
  }

  @Override
  String mediaType() {
    return form.mediaType();
  }

  @Override
  EventForm form() {
    return form;
  }

  @Override
  void begin() {
    listen();
  }

  @Override
  void listening(EventId id) {
    HttpAnswer head =
        HttpAnswer.of(200, form.mediaType(), NO_LABEL).with("X-Accel-Buffering", "no");
    stream = exchange().stream(head, this);
    if (stream != null) {
      say(form.opening(id, context().limits().heartbeatMillis()));
      if (hasEnded()) {
        stream.end();
      }
    }
  }

  private void say(byte[] event) {
    lastSaid = System.nanoTime();
    stream.send(event);
  }

  @Override
  public void publications(Encoder<?> encoded, SlowReaders slowReaders) {
    if (stream != null) {
      lastSaid = System.nanoTime();
      stream.send(((EventEncoder) encoded).batch(), receiver, slowReaders);
    }
  }

  @Override
  public void gap(long after, long from) {
    if (stream != null) {
      say(form.gap(idAt(from - 1), after, from));
    }
  }

  @Override
  public boolean isDrained() {
    return stream == null || stream.isDrained();
  }

  @Override
  public void onTick(long nanoTime) {
    if (stream == null) {
      return;
    }
    long dropped = stream.takeDropped(receiver);
    if (dropped > 0) {
      say(form.dropped(dropped));
    }
    long silent = TimeUnit.NANOSECONDS.toMillis(nanoTime - lastSaid);
    if (silent >= context().limits().heartbeatMillis()) {
      say(form.heartbeat());
      if (keepsPlaces()) {
        seat().askPlace(this::tell);
      }
    }
  }

  /** Who hears nothing of much that is published comes back to where that is, not to before it. */
  private void tell(long offset) {
    if (offset > place) {
      place = offset;
      stream.send(form.place(idAt(offset)));
    }
  }

  @Override
  public void onClosed() {
    onGone();
  }

  @Override
  protected boolean end() {
    boolean first = super.end();
    ByteStream streamed = stream;
    if (first && streamed != null) {
      streamed.end();
    }
    return first;
  }
}
