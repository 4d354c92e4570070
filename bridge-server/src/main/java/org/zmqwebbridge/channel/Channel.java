package org.zmqwebbridge.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;

/**
 * A name, and those who wait there: what is published is queued under a small lock and delivered in
 * turns, all that has come since the last one together.
 *
 * <p>Owner thread: none for the queue and lists; deliveries are one after the other, on executors.
 */
final class Channel {
  private static final Logger log = LoggerFactory.getLogger(Channel.class);
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final String name;
  private final Channels channels;
  private final LongSupplier nanoClock;

  // All below: the lock of this object
  private CompletionStage<Void> followed;
  private final Holdings holdings;
  private final PendingEvents pending;
  private long gaps;
  private long emptySince;
  private boolean ended;

  Channel(String name, Channels channels, LongSupplier nanoClock) {
    this.name = name;
    this.channels = channels;
    this.nanoClock = nanoClock;
    this.emptySince = nanoClock.getAsLong();
    this.pending = new PendingEvents(nanoClock);
    this.holdings = new Holdings(channels.limits().maxPendingBytes());
    this.followed = channels.store().follow(name);
  }

  String name() {
    return name;
  }

  long pendingBytes() {
    return pending.bytes();
  }

  // Who is here

  /** Somebody comes; false: this channel has ended, and there is another of its name. */
  boolean enter(Holding holding) {
    HoldOptions options = holding.options();
    List<Holding> displaced = List.of();
    ChannelException refused = null;
    synchronized (this) {
      if (ended) {
        return false;
      }
      if (options.concurrency() == Concurrency.FIRST && count() > 0) {
        refused = new ChannelException(Fault.OCCUPIED, "somebody else waits there already");
      } else if (options.concurrency() == Concurrency.LAST) {
        displaced = holdings.takeAll();
      } else if (options.isFull(count())) {
        refused = new ChannelException(Fault.TOO_MANY_SUBSCRIBERS, "it has all it may have");
      }
      if (refused == null) {
        holdings.enter(holding);
        counted();
      } else {
        holding.end();
      }
    }
    displaced.forEach(one -> attempt(one, Hold::displaced));
    if (refused != null) {
      ChannelException why = refused;
      channels.counters().increment(Counter.HOLDS_REFUSED);
      attempt(holding, hold -> hold.failed(why));
    } else {
      new Entrance(this, holding, channels).begin(followed());
    }
    return true;
  }

  /** What has failed once is tried again by anyone who comes next. */
  private synchronized CompletionStage<Void> followed() {
    if (followed.toCompletableFuture().isCompletedExceptionally()) {
      followed = channels.store().follow(name);
    }
    return followed;
  }

  /**
   * It has had all that is kept until a place, and waits for what comes after, unless something has
   * come since it entered that it has not had.
   *
   * @param had it has had what has come until there
   * @param told how many gaps there were when it began to read
   * @return what that is, and which members have come or left since it {@link #listen listens}
   */
  synchronized Arrears settle(Holding holding, MessageId place, MessageId had, long told) {
    if (holding.isOver()) {
      return Arrears.NONE;
    }
    return gaps == told ? holdings.settle(holding, place, had) : Arrears.UNREAD;
  }

  /** It hears from now on which members come and leave, though it may still have to read. */
  synchronized void listen(Holding holding) {
    holdings.listen(holding);
  }

  synchronized void leave(Holding holding) {
    if (!holding.isOver()) {
      holdings.leave(holding);
      counted();
    }
  }

  /** Its number has changed. */
  private void counted() {
    if (count() == 0) {
      emptySince = nanoClock.getAsLong();
    }
    channels.store().subscribers(name, heads());
  }

  /** One of those who are here stands for so many others. */
  synchronized void stand(Holding holding, int others) {
    if (!holding.isOver() && holding.others() != others) {
      holdings.stand(holding, others);
      counted();
    }
  }

  synchronized int count() {
    return holdings.count();
  }

  /** The same, with those whom they stand for. */
  synchronized int heads() {
    return holdings.heads();
  }

  /** Those that have had all that is kept. */
  synchronized int waiting() {
    return holdings.waiting();
  }

  synchronized boolean endIfIdle(long now) {
    ended = count() == 0 && pending.isEmpty() && now - emptySince >= LINGER_NANOS;
    return ended;
  }

  // What happens

  synchronized int published(Message message) {
    holdings.published(message);
    int before = count();
    if (before == 0) {
      return 0;
    }
    List<Holding> claimed = holdings.claim(message);
    if (count() < before) {
      counted();
    }
    add(new ChannelEvent.Published(message, claimed));
    return claimed.size() + holdings.takers(message);
  }

  /** Those who still read what is kept have it told where they are with that. */
  synchronized void gap() {
    gaps++;
    add(new ChannelEvent.Gap(holdings.restart()));
  }

  /** How many there were. */
  synchronized long gaps() {
    return gaps;
  }

  synchronized void deleted() {
    add(new ChannelEvent.Deleted(holdings.takeAll()));
    counted();
  }

  synchronized void member(String member, boolean joined) {
    add(holdings.member(member, joined));
  }

  private void add(ChannelEvent event) {
    pending.add(event);
    schedule(pending.nextTurn());
  }

  /**
   * Has the next turn come.
   *
   * @param nanos after so long; {@link PendingEvents#NONE}: not
   */
  private void schedule(long nanos) {
    try {
      if (nanos == 0) {
        channels.executor().execute(this::turn);
      } else if (nanos != PendingEvents.NONE) {
        Future<?> unused =
            channels
                .timer()
                .schedule(
                    () -> channels.executor().execute(this::turn), nanos, TimeUnit.NANOSECONDS);
      }
    } catch (RejectedExecutionException stopped) {
      // nobody is told anything any more
    }
  }

  // Deliveries, one turn after the other

  private void turn() {
    List<ChannelEvent.Published> messages = new ArrayList<>();
    ChannelEvent other;
    Holding[] listening;
    synchronized (this) {
      listening = holdings.listening();
      other = pending.take(messages);
    }
    deliver(messages, listening);
    if (other != null) {
      tell(other, listening);
    }
    synchronized (this) {
      pending.end(messages.size());
      schedule(pending.nextTurn());
    }
  }

  private void deliver(List<ChannelEvent.Published> published, Holding[] listening) {
    if (published.isEmpty()) {
      return;
    }
    List<Message> messages = published.stream().map(ChannelEvent.Published::message).toList();
    Delivery whole = new Delivery(name, messages);
    Delivery plain = whole.plain();
    for (Holding holding : listening) {
      deliver(holding.hold().knowsFormats() ? whole : plain, holding);
    }
    for (ChannelEvent.Published one : published) {
      if (!one.claimed().isEmpty()) {
        Delivery single = new Delivery(name, List.of(one.message()));
        one.claimed().forEach(poll -> answer(single, poll));
      }
    }
  }

  private void deliver(Delivery whole, Holding holding) {
    if (whole == null) {
      return;
    }
    MessageId from = holding.from();
    Delivery part = whole.messages().get(0).isAfter(from) ? whole : whole.after(from);
    if (part != null && !holding.isOver()) {
      attempt(holding, hold -> hold.messages(part));
    }
  }

  private void answer(Delivery single, Holding poll) {
    if (end(poll)) {
      attempt(poll, hold -> hold.messages(single));
    }
  }

  private synchronized boolean end(Holding holding) {
    boolean first = !holding.isOver();
    holding.end();
    return first;
  }

  private void tell(ChannelEvent event, Holding[] listening) {
    if (event instanceof ChannelEvent.Deleted deleted) {
      deleted.whoWasThere().forEach(holding -> attempt(holding, Hold::deleted));
    } else if (event instanceof ChannelEvent.Gap gap) {
      for (Holding holding : gap.whoWaited()) {
        holding.restart();
        attempt(holding, Hold::gap);
      }
    } else if (event instanceof ChannelEvent.Member member) {
      for (Holding holding : listening) {
        if (member.number() > holding.members()) {
          attempt(holding, hold -> hold.member(member.name(), member.joined()));
        }
      }
    }
  }

  /** What goes wrong with one must not keep the others from what they are to get. */
  void attempt(Holding holding, Consumer<Hold> call) {
    try {
      call.accept(holding.hold());
    } catch (RuntimeException bug) {
      channels
          .counters()
          .line(
              LineKind.DIALECT_FAILED,
              bug,
              (more, trace) -> log.error("a subscriber of a channel failed{}", more, trace));
      leave(holding);
    }
  }

  /** It cannot enter. */
  void fail(Holding holding, ChannelException why) {
    boolean here;
    synchronized (this) {
      here = !holding.isOver();
      leave(holding);
    }
    if (here) {
      attempt(holding, hold -> hold.failed(why));
    }
  }
}
