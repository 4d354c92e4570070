package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.zmqwebbridge.zmq.BackEnd;
import org.zmqwebbridge.zmq.SocketListener;

/**
 * One subscriber's short connection to its service, which hears a new subscription and may answer
 * it; and what comes over the shared connection meanwhile.
 *
 * <p>Owner thread: the loop's. Lifetime: until {@link #close}, a second or so.
 */
final class FreshAnswer implements SocketListener {
  /** After the answer, nothing may come for so long: it may be of several messages. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long MAX_BYTES = 1 << 20;

  private final SubscriberSeat seat;
  private final Set<Topic> unanswered;
  private final Set<Topic> held;
  private final FreshOffer offer;
  private final LongSupplier nanoClock;
  private long deadline;
  private final FreshMerge merge = new FreshMerge();
  private final List<BackEnd> connections;
  private List<KeptPublication> late; // came after its end; null: it has not ended
  private long latest; // when something came over them

  /**
   * Connects, and subscribes.
   *
   * @param topics that are to be answered
   * @param held of the subscriber's topics, those that may mean the same publications
   * @param offer what is no answer
   * @param deadline in the loop's time
   * @param connector connects to each address of the service
   */
  FreshAnswer(
      SubscriberSeat seat,
      Collection<Topic> topics,
      Collection<Topic> held,
      FreshOffer offer,
      LongSupplier nanoClock,
      long deadline,
      Function<SocketListener, List<BackEnd>> connector) {
    this.seat = seat;
    this.unanswered = new HashSet<>(topics);
    this.held = new HashSet<>(held);
    this.offer = offer;
    this.nanoClock = nanoClock;
    this.deadline = deadline;
    this.connections = connector.apply(this);
    connections.forEach(service -> topics.forEach(topic -> service.subscribe(topic.bytes())));
  }

  SubscriberSeat seat() {
    return seat;
  }

  /** What the subscriber gets from here, and not as others do. */
  Set<Topic> held() {
    return held;
  }

  @Override
  public void onMessage(List<byte[]> frames) {
    if (offer.isWelcome(frames)) {
      return; // it came before the service had heard anything
    }
    latest = nanoClock.getAsLong();
    Topic topic = Topic.beginning(frames.get(0), frames.get(0).length);
    unanswered.removeIf(each -> each.isPrefixOf(topic));
    if (isHeld(topic)) {
      merge.onAnswer(KeptPublication.of(Encoder.NO_OFFSET, frames, latest));
    }
  }

  /** Something has come over the shared connection. */
  void onShared(KeptPublication publication) {
    if (!isHeld(publication.topic())) {
      return;
    }
    if (late == null) {
      merge.onShared(publication);
    } else if (!merge.hasHad(publication)) {
      late.add(publication);
    }
  }

  private boolean isHeld(Topic topic) {
    return held.stream().anyMatch(each -> each.isPrefixOf(topic));
  }

  /** The subscriber does not want these any more. */
  void forget(Collection<Topic> topics) {
    held.removeAll(topics);
    unanswered.removeAll(topics);
  }

  /** Whether its connection is open. */
  boolean isOpen() {
    return late == null;
  }

  /** Whether it has its answer, or will not have it. */
  boolean isDone(long now) {
    boolean answered = unanswered.isEmpty() && now - latest >= QUIET_NANOS;
    return answered || isLate(now) || merge.bytes() > MAX_BYTES || held.isEmpty();
  }

  private boolean isLate(long now) {
    return now - deadline >= 0;
  }

  /** Whether each topic has been answered. */
  boolean isAnswered() {
    return unanswered.isEmpty();
  }

  void onTick(long now) {
    if (isOpen()) {
      connections.forEach(service -> service.onTick(now));
    }
  }

  /**
   * Closes its connection; what the subscriber is to get, in order.
   *
   * @param settled when what it has had cannot come over the shared connection any more
   */
  List<KeptPublication> end(long settled) {
    close();
    deadline = settled;
    late = new ArrayList<>();
    List<KeptPublication> wanted = new ArrayList<>(merge.merged());
    wanted.removeIf(publication -> !isHeld(publication.topic()));
    return wanted;
  }

  /** What has come over the shared connection since, and the subscriber has not had. */
  List<KeptPublication> takeLate() {
    List<KeptPublication> taken = late;
    late = new ArrayList<>();
    return taken;
  }

  /** Whether the subscriber can get what others get. */
  boolean isSettled(long now) {
    return merge.isSettled() || isLate(now) || held.isEmpty();
  }

  /** Closes its connection, if that is open. */
  void close() {
    if (isOpen()) {
      connections.forEach(BackEnd::close);
    }
  }
}
