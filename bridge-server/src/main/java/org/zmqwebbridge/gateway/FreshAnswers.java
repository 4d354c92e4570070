package org.zmqwebbridge.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Tally;
import org.zmqwebbridge.zmq.BackEnd;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * The subscribers of one endpoint that want the service's own answer to a new subscription: each
 * has a short connection of its own, so many at once, and the others wait for their turns.
 *
 * <p>A subscriber leaves the fan-out, and comes back to it, only while no publication is between
 * the socket and the subscribers: what came before has been delivered to it, and what follows will
 * be. Owner thread: the loop's. Lifetime: its gateway's.
 */
final class FreshAnswers {
  private static final int CHUNK = 128;

  private record Wish(SubscriberSeat seat, Set<Topic> topics, long deadline) {}

  private final ZmqLoop loop;
  private final Supplier<GatewayLimits> limits;
  private final FanOut members;
  private final Predicate<SubscriberSeat> isParked;
  private final SlowReaders slowReaders;
  private final FreshOffer offer;
  private final Function<SocketListener, List<BackEnd>> connector;
  private final Encoders encoders = new Encoders();
  private final Deque<Wish> waiting = new ArrayDeque<>(0);
  private final List<FreshAnswer> underWay = new ArrayList<>(0);

  /**
   * @param isParked whether a subscriber is not in the fan-out, because it catches up
   * @param offer what is no answer
   * @param connector connects to each address of the service, for as long as it takes
   */
  FreshAnswers(
      ZmqLoop loop,
      Supplier<GatewayLimits> limits,
      FanOut members,
      Predicate<SubscriberSeat> isParked,
      SlowReaders slowReaders,
      FreshOffer offer,
      Function<SocketListener, List<BackEnd>> connector) {
    this.loop = loop;
    this.limits = limits;
    this.members = members;
    this.isParked = isParked;
    this.slowReaders = slowReaders;
    this.offer = offer;
    this.connector = connector;
  }

  private Tally tally() {
    return slowReaders.tally();
  }

  /** A subscriber wants an answer for these; until its turn it gets what others get. */
  void add(SubscriberSeat seat, Collection<Topic> topics) {
    if (waiting.size() >= limits.get().maxFreshWaiting()) {
      tally().increment(Counter.FRESH_OVERFLOWED);
      return;
    }
    long deadline = loop.nanoTime() + limits.get().freshNanos();
    waiting.add(new Wish(seat, new HashSet<>(topics), deadline));
    go();
  }

  /** A subscriber does not want these any more. */
  void forget(SubscriberSeat seat, Collection<Topic> topics) {
    waiting.forEach(wish -> remove(wish, seat, topics));
    underWay.stream().filter(each -> each.seat() == seat).forEach(each -> each.forget(topics));
  }

  private static void remove(Wish wish, SubscriberSeat seat, Collection<Topic> topics) {
    if (wish.seat() == seat) {
      wish.topics().removeAll(topics);
    }
  }

  /** A subscriber has left. */
  void remove(SubscriberSeat seat) {
    waiting.removeIf(wish -> wish.seat() == seat);
    for (Iterator<FreshAnswer> each = underWay.iterator(); each.hasNext(); ) {
      FreshAnswer answer = each.next();
      if (answer.seat() == seat) {
        each.remove();
        answer.close();
      }
    }
  }

  /** Whether somebody must see what comes over the shared connection. */
  boolean isUnderWay() {
    return !underWay.isEmpty();
  }

  /** Something has come over the shared connection. */
  void onShared(KeptPublication publication) {
    underWay.forEach(each -> each.onShared(publication));
  }

  void onTick(long now) {
    underWay.forEach(each -> each.onTick(now));
    go();
  }

  /** Ends those that are done and begins others, if nothing is on its way to the subscribers. */
  void go() {
    if ((waiting.isEmpty() && underWay.isEmpty())
        || members.isDelivering()
        || members.isWaiting()) {
      return;
    }
    long now = loop.nanoTime();
    for (Iterator<FreshAnswer> each = underWay.iterator(); each.hasNext(); ) {
      FreshAnswer answer = each.next();
      if (!answer.isOpen()) {
        deliver(answer, answer.takeLate());
      } else if (answer.isDone(now)) {
        end(answer, now);
      }
      if (!answer.isOpen() && answer.isSettled(now)) {
        each.remove();
        comeBack(answer);
      }
    }
    while (!waiting.isEmpty() && open() < limits.get().maxFreshConnections()) {
      begin(waiting.remove(), now);
    }
  }

  private long open() {
    return underWay.stream().filter(FreshAnswer::isOpen).count();
  }

  private void begin(Wish wish, long now) {
    SubscriberSeat seat = wish.seat();
    wish.topics().retainAll(seat.topics());
    boolean busy = underWay.stream().anyMatch(each -> each.seat() == seat);
    boolean late = now - wish.deadline() >= 0;
    if (wish.topics().isEmpty() || busy || late || isParked.test(seat)) {
      tally().add(Counter.FRESH_UNANSWERED, wish.topics().isEmpty() ? 0 : 1);
      return;
    }
    Set<Topic> held = new HashSet<>(seat.topics());
    held.removeIf(topic -> wish.topics().stream().noneMatch(each -> overlap(each, topic)));
    members.change(seat, Set.of(), held);
    tally().increment(Counter.FRESH_CONNECTIONS);
    underWay.add(
        new FreshAnswer(
            seat,
            wish.topics(),
            held,
            offer,
            loop::nanoTime,
            now + limits.get().freshNanos(),
            connector));
  }

  private static boolean overlap(Topic one, Topic other) {
    return one.isPrefixOf(other) || other.isPrefixOf(one);
  }

  private void end(FreshAnswer answer, long now) {
    if (!answer.isAnswered()) {
      tally().increment(Counter.FRESH_UNANSWERED);
    }
    deliver(answer, answer.end(now + limits.get().freshNanos()));
  }

  private void comeBack(FreshAnswer answer) {
    if (!isParked.test(answer.seat())) {
      members.change(answer.seat(), answer.held(), Set.of());
    }
  }

  private void deliver(FreshAnswer answer, List<KeptPublication> all) {
    for (int from = 0; from < all.size(); from += CHUNK) {
      deliver(answer.seat().member(), all.subList(from, Math.min(all.size(), from + CHUNK)));
    }
  }

  private void deliver(Subscriber member, List<KeptPublication> publications) {
    int maxMessageBytes = limits.get().maxMessageBytes();
    Encoder<?> encoded =
        encoders.encode(member.encoding(), publications, true, maxMessageBytes, tally());
    if (encoded.count() > 0) {
      member.publications(encoded, slowReaders);
      tally().add(Counter.DELIVERIES, encoded.count());
    }
  }

  void close() {
    waiting.clear();
    underWay.forEach(FreshAnswer::close);
    underWay.clear();
  }
}
