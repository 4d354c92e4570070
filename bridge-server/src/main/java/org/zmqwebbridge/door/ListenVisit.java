package org.zmqwebbridge.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.door.wire.EventForm;
import org.zmqwebbridge.door.wire.EventId;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.Query;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.gateway.Encoding;
import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.gateway.SubscribeOptions;
import org.zmqwebbridge.gateway.Subscriber;
import org.zmqwebbridge.gateway.SubscriberSeat;
import org.zmqwebbridge.gateway.Topic;
import org.zmqwebbridge.observe.Counter;

/**
 * Somebody who wants to hear publications: those that come, or, where the endpoint keeps them,
 * those since a place that the client names. A place that is none there is as one from before all
 * that is kept, and something is lost.
 *
 * <p>Owner thread: as {@link DoorVisit}.
 */
abstract class ListenVisit extends DoorVisit implements Subscriber {
  private static final byte[] NO_BODY = {};
  private static final String NOWHERE = "";

  private volatile Topics allowed = Topics.NONE;
  private volatile List<Topic> topics = List.of();
  private volatile String comesBackTo; // what the client says; null: it does not come back
  private volatile SubscriberSeat seat; // null until it sits

  ListenVisit(Exchange exchange, DoorContext context) {
    super(exchange, context, Doors.SUBSCRIBE);
  }

  @Override
  boolean allow(Grant grant) {
    allowed = endpoint().topicsFor(grant.principal()).and(grant.topics());
    return !allowed.isNone();
  }

  @Override
  void proceed() {
    RequestHead head = exchange().head();
    Optional<HttpAnswer> refusal;
    try {
      refusal = read(head);
    } catch (IllegalArgumentException malformed) {
      refusal = Optional.of(Replies.NO_QUERY);
    }
    if (refusal.isPresent()) {
      refuse(Counter.DOORS_MALFORMED, refusal.get());
    } else if (head.method().equals("HEAD")) {
      finish(HttpAnswer.of(200, mediaType(), NO_BODY));
    } else {
      begin();
    }
  }

  /** It sits down. */
  void listen() {
    comesBackTo = keepsPlaces() ? place(exchange().head()).orElse(null) : null;
    List<Topic> first = comesBackTo == null ? topics : List.of();
    seat = context().gateways().seat(endpoint(), this, allowed, first);
    sit(seat);
  }

  /**
   * Reads what is wanted.
   *
   * @return what is wrong with it
   * @throws IllegalArgumentException if the query is not encoded as such are
   */
  Optional<HttpAnswer> read(RequestHead head) {
    DoorLimits limits = context().limits();
    topics = Query.values(head.query(), "topic").stream().map(Topic::of).toList();
    if (topics.size() > limits.maxTopics()
        || topics.stream().anyMatch(topic -> topic.length() > limits.maxTopicBytes())) {
      return Optional.of(Replies.TOO_MANY_TOPICS);
    }
    topics = topics.isEmpty() ? List.of(Topic.of("")) : topics;
    return Optional.empty();
  }

  /** Of what it answers with. */
  abstract String mediaType();

  /** It may {@link #listen}. */
  abstract void begin();

  boolean keepsPlaces() {
    return endpoint().offers().replay().isPresent();
  }

  /** The place that the client names: first what a client has kept by itself. */
  Optional<String> place(RequestHead head) {
    return head.header("last-event-id")
        .filter(id -> !id.isEmpty())
        .or(() -> Query.first(head.query(), "lastEventId").map(id -> new String(id, ISO_8859_1)))
        .filter(id -> !id.isEmpty());
  }

  SubscriberSeat seat() {
    return seat;
  }

  @Override
  void onMessage(List<byte[]> parts) {
    // the one that subscribes sends none
  }

  abstract EventForm form();

  @Override
  public Encoding encoding() {
    return new EventEncoding(form(), seat.epoch());
  }

  // The place

  /** What a client may say to come back to an offset; {@code null}: there are no places. */
  EventId idAt(long offset) {
    SubscribeOptions.Place place = seat.placeAt(offset);
    return place.epoch() == null
        ? null
        : new EventId(place.epoch(), place.offset(), place.subscriptions());
  }

  @Override
  public void joined() {
    if (comesBackTo == null) {
      listening(idAt(seat.missed()));
    } else {
      context().counters().increment(Counter.DOORS_RESUMED);
      seat.subscribe(topics, new SubscribeOptions(false, place(), 0));
    }
  }

  private SubscribeOptions.Place place() {
    return EventId.parse(comesBackTo)
        .filter(id -> id.epoch().equals(seat.epoch()) && id.offset() <= seat.missed())
        .map(id -> new SubscribeOptions.Place(id.epoch(), id.offset(), id.subscriptions()))
        .orElseGet(this::nowhere);
  }

  private SubscribeOptions.Place nowhere() {
    context().counters().increment(Counter.DOORS_PLACE_UNKNOWN);
    return new SubscribeOptions.Place(NOWHERE, 0);
  }

  @Override
  public void subscribed(List<Topic> hold, List<Topic> denied, List<Topic> tooMany) {
    if (tooMany.isEmpty()) {
      listening(null);
    } else {
      refused(JoinError.LIMIT);
    }
  }

  /**
   * It hears what comes from now on.
   *
   * @param id the place where it begins; {@code null}: the one that the client has named, or there
   *     are none
   */
  abstract void listening(EventId id);
}
