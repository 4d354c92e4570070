package org.zmqwebbridge.door;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.door.wire.EventForm;
import org.zmqwebbridge.door.wire.EventId;
import org.zmqwebbridge.door.wire.JsonArray;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.Query;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.gateway.Encoder;

/**
 * A long poll: the next publications, as soon as there are some, and the place to go on from. Only
 * where its endpoint keeps what is published between two of them.
 *
 * <p>Owner thread: as {@link DoorVisit}.
 */
final class PollVisit extends ListenVisit {
  /** What asks for one, in the query: for how many seconds. */
  static final String WAIT = "wait";

  private static final String TYPE = "application/json";
  private static final long AGAIN_MILLIS = 1_000;

  private volatile long waitMillis;
  private byte[] gap; // the loop's: what is to be said before publications; null: nothing
  private EventId gapEnd; // and the place after it
  private boolean listens; // the loop's

  PollVisit(Exchange exchange, DoorContext context) {
    super(exchange, context);
  }

  @Override
  Optional<HttpAnswer> read(RequestHead head) {
    Optional<Long> seconds = seconds(head.query());
    if (seconds.isEmpty()) {
      return Optional.of(Replies.NO_WAIT);
    }
    waitMillis = TimeUnit.SECONDS.toMillis(seconds.get());
    return keepsPlaces() ? super.read(head) : Optional.of(Replies.NO_REPLAY);
  }

  private static Optional<Long> seconds(String query) {
    try {
      String text = new String(Query.first(query, WAIT).orElseThrow(), US_ASCII);
      return Optional.of(Long.parseLong(text))
          .filter(each -> each >= 0 && each <= Integer.MAX_VALUE);
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  @Override
  Optional<String> place(RequestHead head) {
    return head.header("if-none-match").map(EventId::inTag).or(() -> super.place(head));
  }

  @Override
  String mediaType() {
    return TYPE;
  }

  @Override
  EventForm form() {
    return EventForm.LINES;
  }

  /** When there is no body, or it is read, the edge watches whether its client leaves. */
  @Override
  void begin() {
    exchange().readBody(0);
  }

  /** The edge holds it no longer than that. */
  @Override
  public void onBody(byte[] none) {
    listen();
    exchange().expectAnswerIn(Math.min(waitMillis, context().limits().pollMillis()));
  }

  @Override
  void listening(EventId id) {
    listens = true;
    if (waitMillis == 0) {
      seat().askPlace(this::nothing); // the edge looks after its deadlines now and then only
    }
  }

  @Override
  public void publications(Encoder<?> encoded, SlowReaders slowReaders) {
    EventEncoder events = (EventEncoder) encoded;
    byte[] array = events.array();
    if (gap != null) {
      JsonArray all = new JsonArray();
      all.add(gap);
      all.addAll(array);
      array = all.bytes();
    }
    answer(array, events.last());
  }

  private void answer(byte[] array, EventId place) {
    finish(HttpAnswer.of(200, TYPE, array).with("ETag", place.tag()));
  }

  @Override
  public void gap(long after, long from) {
    gapEnd = idAt(from - 1);
    gap = form().gap(gapEnd, after, from);
    seat().onLoop(this::tellGap); // after what comes with it
  }

  private void tellGap() {
    JsonArray alone = new JsonArray();
    alone.add(gap);
    answer(alone.bytes(), gapEnd);
  }

  @Override
  public boolean isDrained() {
    return !hasEnded();
  }

  // The end of the wait

  @Override
  public void onLate() {
    exchange().expectAnswerIn(AGAIN_MILLIS); // it may still be on its way to where others are
    seat().onLoop(this::askPlace);
  }

  private void askPlace() {
    if (listens) {
      seat().askPlace(this::nothing);
    }
  }

  private void nothing(long offset) {
    boolean conditional = exchange().head().header("if-none-match").isPresent();
    finish(HttpAnswer.empty(conditional ? 304 : 204).with("ETag", idAt(offset).tag()));
  }
}
