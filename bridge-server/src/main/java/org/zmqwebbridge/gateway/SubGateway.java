package org.zmqwebbridge.gateway;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.zmq.BackEnd;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqEndpoint;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * Many subscribers on one ZeroMQ SUB for each address of an endpoint, each subscribed to what they
 * want and may receive: a publication goes to every member whose topics its first part begins with.
 * {@link FanOut} does it for all that one turn of the loop has received, from whichever publisher.
 *
 * <p>Owner thread: the loop's.
 */
final class SubGateway extends Gateway {
  /** How long one fan-out may keep the loop from its other sockets, in one turn of it. */
  private static final long MAX_TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final GatewayContext context;
  private final long maxBackendMessageBytes; // of its sockets, as long as they are open
  private SocketOptions options;
  private final long turnNanos; // of each publisher's turn
  private final EndpointMeters meters;
  private final List<Publisher> publishers;
  private final Subscriptions subscriptions;
  private final FanOut members;
  private final KeptPublications kept;
  private final CatchUps catchUps;
  private final FreshAnswers fresh;
  private final Hearing hearing;
  private final String epoch; // of its offsets; null if they are not told
  private final Notices notices;
  private final LocalService local; // null: its services are at addresses
  private final LocalPublications localPublications; // null likewise

  SubGateway(EndpointSpec endpoint, GatewayContext context) {
    this.context = context;
    this.meters = context.counters().endpoint(endpoint.name());
    this.notices = new Notices(context.loop().nanoTime());
    GatewayLimits limits = context.limits();
    SlowReaders slowReaders = new SlowReaders(endpoint.slowReaders(), meters);
    this.kept = new KeptPublications(endpoint.offers(), meters);
    this.epoch = kept.replay() == null ? null : Long.toHexString(context.random().nextLong());
    this.members =
        new FanOut(
            context.loop()::nanoTime,
            slowReaders,
            epoch != null,
            endpoint.offers().maxConflatedBytes());
    this.catchUps =
        new CatchUps(
            context.loop()::nanoTime,
            () -> context.limits().maxMessageBytes(),
            members,
            kept,
            slowReaders);
    this.maxBackendMessageBytes = limits.maxBackendMessageBytes();
    this.options = options(endpoint);
    this.hearing =
        new Hearing(endpoint.offers().fresh(), endpoint.addresses(), limits.maxTopicsPerEndpoint());
    this.fresh =
        new FreshAnswers(
            context.loop(),
            context::limits,
            members,
            catchUps::isParked,
            slowReaders,
            endpoint.offers().fresh().orElse(FreshOffer.DEFAULTS),
            listener ->
                GatewayContext.atEach(
                    endpoint.addresses(),
                    address -> context.backEnd(options, address, listener, meters),
                    BackEnd::close));
    this.local = endpoint.channels().map(context::local).orElse(null);
    this.localPublications =
        local == null ? null : new LocalPublications(context.loop(), meters, this::onLocal);
    this.publishers =
        local != null
            ? List.of()
            : GatewayContext.atEach(
                endpoint.addresses(),
                address -> new Publisher(options, address, hearing.service(address)),
                Publisher::close);
    this.turnNanos = MAX_TURN_NANOS / Math.max(1, publishers.size());
    this.subscriptions =
        new Subscriptions(
            new Service(),
            limits.maxTopicsPerEndpoint(),
            Math.max(limits.gatewayIdleNanos(), kept.replayNanos()),
            members::arrived,
            kept::needs);
  }

  private SocketOptions options(EndpointSpec endpoint) {
    return endpoint.connecting(ZmqType.SUB, maxBackendMessageBytes);
  }

  @Override
  void retune(EndpointSpec changed) {
    options = options(changed);
    publishers.forEach(publisher -> publisher.backEnd.retune(options));
  }

  @Override
  void limitsChanged() {
    subscriptions.limit(context.limits().maxTopicsPerEndpoint());
  }

  private final class Service implements Subscriptions.Service {
    @Override
    public void subscribe(Topic topic) {
      publishers.forEach(publisher -> publisher.backEnd.subscribe(topic.bytes()));
      if (local != null) {
        local.subscribe(topic, localPublications);
      }
      hearing.subscribe(topic);
    }

    @Override
    public void unsubscribe(Topic topic) {
      publishers.forEach(publisher -> publisher.backEnd.unsubscribe(topic.bytes()));
      if (local != null) {
        local.unsubscribe(topic, localPublications);
      }
      hearing.unsubscribe(topic, context.loop().nanoTime());
      kept.onUnheard(topic, each -> subscriptions.heardSince(each) != Subscriptions.NOT_HEARD);
    }
  }

  /** A subscriber wants in; nothing was said to it before. */
  Optional<JoinError> join(SubscriberSeat seat) {
    if (!subscriptions.tryAdd(seat.needs())) {
      return Optional.of(JoinError.LIMIT);
    }
    seat.numbered(epoch, subscriptions.made());
    members.add(seat);
    seat.member().joined();
    seat.markJoined();
    notices.add(seat.member());
    return Optional.empty();
  }

  /** A subscriber has ended; does nothing for one that is no member. */
  void leave(SubscriberSeat seat) {
    if (members.remove(seat)) {
      notices.remove(seat.member());
      catchUps.remove(seat);
      fresh.remove(seat);
      hearing.remove(seat);
      subscriptions.remove(seat.needs(), context.loop().nanoTime());
    }
  }

  /** A member wants more, or what was kept. */
  void onSubscribe(SubscriberSeat seat, List<Topic> topics, SubscribeOptions options) {
    if (!seat.isSeated()) {
      return;
    }
    HeardSince heardSince = new HeardSince(options, epoch, subscriptions);
    topics.forEach(topic -> heardSince.ask(topic, seat.within(topic)));
    TakenTopics taken = TakenTopics.take(seat, topics, subscriptions);
    seat.numbered(epoch, subscriptions.made());
    List<Topic> hold = taken.hold();
    hold.forEach(topic -> seat.bound(seat.within(topic), options.perSecond()));
    if (!catchUps.isParked(seat)) {
      members.change(seat, taken.added(), Set.of());
    }
    seat.member().subscribed(hold, taken.denied(), taken.tooMany());
    if (options.heard() && !hold.isEmpty()) {
      hearing.ask(seat, hold);
    }
    if (options.asksForKept() && !hold.isEmpty()) {
      catchUps.begin(seat, options, heardSince.of(hold), epoch);
    }
    if (options.fresh() && options.after() == null && !hold.isEmpty()) {
      fresh.add(seat, hold.stream().map(seat::within).flatMap(List::stream).toList());
    }
  }

  /** A member asks where it is: said when nothing is on its way to it. */
  void onAskPlace(SubscriberSeat seat, LongConsumer told) {
    members.whenDelivered(
        () -> {
          if (seat.isSeated() && !catchUps.has(seat)) {
            told.accept(members.missedBy(seat));
          }
        });
  }

  /** A member wants less. */
  void onUnsubscribe(SubscriberSeat seat, List<Topic> topics) {
    if (!seat.isSeated()) {
      return;
    }
    Set<Topic> removed = new HashSet<>();
    for (Topic topic : topics) {
      List<Topic> left = seat.end(topic);
      removed.addAll(seat.forget(left));
      subscriptions.remove(left, context.loop().nanoTime());
    }
    catchUps.forget(seat, removed);
    fresh.forget(seat, removed);
    hearing.forget(seat, topics);
    if (!catchUps.isParked(seat)) {
      members.change(seat, Set.of(), removed);
    }
  }

  /**
   * A publication has come.
   *
   * @return the batch that it belongs to
   */
  private long take(List<byte[]> frames) {
    meters.increment(Counter.PUBLICATIONS);
    long batch = members.add(frames, context.limits().maxMessageBytes());
    if (fresh.isUnderWay()) {
      long offset = epoch == null ? Encoder.NO_OFFSET : members.arrived();
      fresh.onShared(KeptPublication.of(offset, frames, context.loop().nanoTime()));
    }
    if (kept.keeps()) {
      kept.keep(members.arrived(), frames, context.loop().nanoTime());
    }
    return batch;
  }

  /** Delivers what has come, as far as one turn of the loop allows. */
  private void deliver() {
    long deadline = context.loop().nanoTime() + turnNanos;
    members.deliver(deadline);
    catchUps.go(deadline);
    fresh.go();
    if (members.nextDue() != Conflation.NEVER) {
      context.loop().wakeBy(members.nextDue());
    }
  }

  private boolean isDelivering() {
    return members.isWaiting() || members.isDelivering() || catchUps.isReady();
  }

  /** Publications of this process have come, or it is only the turn of those before. */
  private void onLocal(List<List<byte[]>> publications) {
    publications.forEach(this::take);
    deliver();
    if (isDelivering()) {
      localPublications.turnSoon();
    }
  }

  /** One address, and the publisher there. */
  private final class Publisher implements SocketListener {
    private final BackEnd backEnd;
    private final HeardTopics heard; // null: it does not say
    private long batch = -1; // that its latest publication belongs to

    Publisher(SocketOptions options, ZmqEndpoint address, HeardTopics heard) {
      this.heard = heard;
      backEnd = context.backEnd(options, address, this, meters);
    }

    @Override
    public void onMessage(List<byte[]> frames) {
      if (heard != null && heard.isOpen()) {
        hearing.onMessage(heard, frames);
      }
      batch = take(frames);
    }

    /** Anyone who has a part in a batch that is not delivered yet publishes no more meanwhile. */
    @Override
    public boolean onBatchEnd() {
      deliver();
      return members.isUnderWay(batch);
    }

    @Override
    public boolean isWaiting() {
      return isDelivering();
    }

    @Override
    public void onPeerLost() {
      notices.onLost();
      if (heard != null) {
        heard.onLost();
      }
    }

    void close() {
      backEnd.close();
    }
  }

  @Override
  void onTick(long now) {
    publishers.forEach(publisher -> publisher.backEnd.onTick(now));
    if (localPublications != null) {
      localPublications.turnSoon(); // what is put off, and what is kept, has no socket to turn it
    }
    kept.onTick(now);
    subscriptions.onTick(now);
    catchUps.go(now + turnNanos);
    fresh.onTick(now);
    hearing.onTick(now);
    notices.onPresence(absent() == 0, now);
    notices.tellWhatWasDropped();
    gauge();
  }

  private void gauge() {
    meters.set(Gauge.SUBSCRIBERS, members.size());
    int absent = absent();
    meters.set(Gauge.SERVICE_PRESENT, absent == 0 ? 1 : 0);
    meters.set(Gauge.SERVICES_ABSENT, absent);
  }

  /** While one of them is away, publications are missed. */
  private int absent() {
    return (int) publishers.stream().filter(each -> !each.backEnd.peerIsThere()).count();
  }

  @Override
  void drain() {
    notices.tell(Notice.STOPPING);
  }

  @Override
  boolean isIdle() {
    return members.isEmpty() && kept.isEmpty();
  }

  @Override
  void close() {
    fresh.close();
    publishers.forEach(Publisher::close);
    if (local != null) {
      localPublications.close();
      subscriptions.all().forEach(topic -> local.unsubscribe(topic, localPublications));
    }
    gauge();
    meters.set(Gauge.SERVICE_PRESENT, 0);
    meters.set(Gauge.SERVICES_ABSENT, 0);
  }
}
