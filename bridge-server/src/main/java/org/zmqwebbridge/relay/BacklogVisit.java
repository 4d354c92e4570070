package org.zmqwebbridge.relay;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Concurrency;
import org.zmqwebbridge.channel.Delivery;
import org.zmqwebbridge.channel.Hold;
import org.zmqwebbridge.channel.HoldOptions;
import org.zmqwebbridge.channel.Holding;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.channel.Stretch;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.relay.wire.HttpDate;
import org.zmqwebbridge.relay.wire.PartText;
import org.zmqwebbridge.relay.wire.PlaceId;

/**
 * A subscriber that asks for the next message of several channels, or for all that is kept; waits
 * for it, or not.
 *
 * <p>Owner thread: as {@link RelayVisit}.
 */
final class BacklogVisit extends RelayVisit {
  private final List<String> ids;
  private final List<Holding> holdings = new ArrayList<>(); // its own lock
  private final Attendee attendee;
  private final AtomicReference<OneHold> claimed = new AtomicReference<>(); // that answers
  private volatile PlaceId place;
  private volatile boolean hasGap;

  /** A message, and the number of its channel. */
  private record Found(int channel, Message message) {}

  /**
   * @param ids of its channels, at least one
   */
  BacklogVisit(
      Exchange exchange,
      LocationSpec location,
      List<String> ids,
      Channels channels,
      RelayContext context) {
    super(exchange, location, ids.get(0), channels, context);
    this.ids = ids;
    this.place = PlaceId.start(ids.size());
    this.attendee = new Attendee(location, ids, channels, context, false);
  }

  @Override
  String kind() {
    return SubscriberKind.LONG_POLL.word();
  }

  @Override
  SocketType type() {
    return SocketType.SUB;
  }

  @Override
  List<String> ids() {
    return ids;
  }

  @Override
  void proceed() {
    exchange().readBody(0);
  }

  @Override
  public void onBody(byte[] none) {
    expectAnswerIn(location().subscribe().waits() ? location().subscribe().timeoutMillis() : 0);
    Optional<PlaceId> from = Whereabouts.byValidators(exchange().head(), ids.size());
    from.ifPresent(known -> place = known);
    CompletionStage<List<Stretch>> all = CompletableFuture.completedFuture(List.of());
    for (int i = 0; i < ids.size(); i++) {
      Place begin =
          from.isPresent()
              ? new Place.After(new MessageId(place.seconds(), place.tag(i)))
              : location().streams().first();
      all = all.thenCombine(channels().read(name(i), begin, most()), BacklogVisit::with);
    }
    watch(
        all.handle(
            (stretches, failure) -> {
              if (failure == null) {
                take(stretches);
              } else {
                fail(failure);
              }
              return null;
            }));
  }

  private static List<Stretch> with(List<Stretch> all, Stretch one) {
    List<Stretch> more = new ArrayList<>(all);
    more.add(one);
    return more;
  }

  private String name(int index) {
    return location().names().channel(ids.get(index));
  }

  private int most() {
    return location().streams().wholeBacklog() ? context().limits().maxMessagesPerPoll() : 1;
  }

  private void take(List<Stretch> stretches) {
    SubscribeSpec spec = location().subscribe();
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < stretches.size(); i++) {
      int channel = i;
      stretches.get(i).messages().forEach(message -> found.add(new Found(channel, message)));
    }
    hasGap = stretches.stream().anyMatch(Stretch::hasGap);
    boolean missing = stretches.stream().anyMatch(stretch -> !stretch.exists());
    if (missing && spec.unknown() != Unknown.HOLD) {
      finish(Ways.varied(HttpAnswer.empty(spec.unknown().status())));
    } else if (!found.isEmpty()) {
      if (location().streams().wholeBacklog() && !stretches.stream().allMatch(Stretch::isWhole)) {
        context().counters().increment(Counter.RELAY_BACKLOGS_CUT);
      }
      found.sort(Comparator.comparing(one -> one.message().id()));
      stretches.stream()
          .filter(stretch -> !stretch.isWhole())
          .map(Stretch::end)
          .min(Comparator.naturalOrder())
          .ifPresent(end -> found.removeIf(one -> one.message().id().isAfter(end)));
      give(location().streams().wholeBacklog() ? found : found.subList(0, 1));
    } else if (spec.waits()) {
      hold(stretches);
    } else {
      finish(ways().notYet(exchange().head()));
    }
  }

  // Waiting

  private void hold(List<Stretch> stretches) {
    SubscribeSpec spec = location().subscribe();
    attendee.arrive(grant(), exchange().head(), kind());
    for (int i = 0; i < ids.size() && !hasEnded(); i++) {
      Holding holding =
          channels()
              .hold(
                  name(i),
                  new OneHold(i),
                  new HoldOptions(
                      new Place.After(stretches.get(i).end()),
                      spec.unknown() == Unknown.HOLD,
                      ids.size() == 1 ? ways().concurrency(spec) : Concurrency.BROADCAST,
                      spec.maxSubscribers()));
      synchronized (holdings) {
        holdings.add(holding);
      }
    }
    if (hasEnded()) {
      leave();
    }
  }

  private void leave() {
    List<Holding> all;
    synchronized (holdings) {
      all = List.copyOf(holdings);
      holdings.clear();
    }
    all.forEach(Holding::leave);
  }

  @Override
  public void onLate() {
    if (location().subscribe().waits()) {
      finish(ways().late(exchange().head()));
    } else {
      super.onLate();
    }
  }

  // The messages

  private void give(List<Found> found) {
    PlaceId at = place;
    for (Found one : found) {
      at = at.after(one.channel, one.message.seconds(), one.message.id().tag());
    }
    Message first = found.get(0).message;
    HttpAnswer answer =
        found.size() == 1
            ? HttpAnswer.of(200, location().subscribe().contentType(first), first.body())
            : parts(found);
    HttpAnswer placed =
        Ways.varied(Gzip.answer(answer, null, exchange().head(), location()))
            .with("Last-Modified", HttpDate.format(at.seconds()))
            .with("Etag", at.tags());
    HttpAnswer told = hasGap ? placed.with("Zwb-Gap", "true") : placed;
    if (location().publish().forgetsReceived()) {
      forget(found, told);
    } else {
      finish(told);
    }
  }

  /** Who has its answer finds the messages gone. */
  private void forget(List<Found> found, HttpAnswer told) {
    int least = location().publish().keepsAtLeast();
    CompletableFuture<?>[] all =
        found.stream()
            .map(one -> channels().forget(name(one.channel), one.message.id(), least))
            .map(CompletionStage::toCompletableFuture)
            .toArray(CompletableFuture<?>[]::new);
    watch(
        CompletableFuture.allOf(all)
            .handle(
                (done, failure) -> {
                  finish(told);
                  return null;
                }));
  }

  private HttpAnswer parts(List<Found> found) {
    byte[] boundary = PartText.newBoundary();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(PartText.opening(boundary));
    for (Found one : found) {
      body.writeBytes(
          PartText.plain(
              location().subscribe().contentType().orElse(one.message.contentType()),
              one.message.body()));
      body.writeBytes(boundary);
    }
    body.writeBytes(PartText.ending());
    return HttpAnswer.of(200, PartText.mediaType(boundary), body.toByteArray());
  }

  @Override
  protected boolean end() {
    boolean first = super.end();
    leave();
    attendee.leave();
    return first;
  }

  /** Waits at one of the channels. */
  private final class OneHold implements Hold {
    private final int channel;

    OneHold(int channel) {
      this.channel = channel;
    }

    @Override
    public boolean isForOne() {
      return true;
    }

    @Override
    public boolean claim() {
      return claimed.compareAndSet(null, this) || claimed.get() == this;
    }

    @Override
    public void messages(Delivery delivery) {
      give(List.of(new Found(channel, delivery.messages().get(0))));
    }

    @Override
    public void gap() {
      hasGap = true;
    }

    @Override
    public void deleted() {
      end(RelayReplies.GONE);
    }

    @Override
    public void displaced() {
      end(RelayReplies.CONFLICT);
    }

    @Override
    public void failed(ChannelException why) {
      end(
          why.fault() == Fault.MISSING
              ? HttpAnswer.empty(location().subscribe().unknown().status())
              : RelayReplies.of(why));
    }

    /** Unless a message is on its way from another channel, whose publisher knows of it. */
    private void end(HttpAnswer answer) {
      if (claim()) {
        finish(Ways.varied(answer));
      }
    }
  }
}
