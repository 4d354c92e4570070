package org.zmqwebbridge.channel.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.channel.StoreListener;
import org.zmqwebbridge.channel.Stretch;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * A channel that this bridge follows: tells its listener of every message in the order of the
 * offsets. What was not heard is read from the log before anything later is told, or told as a gap.
 *
 * <p>Owner thread: none; the lock of this object, with which the listener is told.
 */
final class Followed {
  private static final int MAX_AHEAD = 1_024;

  /** What a followed channel asks of its store. */
  interface Asks {
    /** Reads what has not been told, and hands it to {@link #filled}. */
    void fill(Followed followed);

    /** In a moment, unless it has been told until there by then, finds out what is on its way. */
    void suspect(Followed followed, long offset);

    /** Does what need not be done at once. */
    Executor executor();
  }

  private final String name;
  private final Keys keys;
  private final StoreListener listener;
  private final Asks asks;
  private final Counters counters;
  private final Window window;
  private final Reach reach;
  private final Liveness liveness = new Liveness();

  // All below: the lock of this object
  private final TreeMap<Long, Frame.Told> ahead = new TreeMap<>(); // heard, and not yet their turn
  private List<CompletableFuture<Void>> waiting = new ArrayList<>(1);
  private String epoch = ""; // none: there is no such channel
  private long last; // offset of what was told
  private MessageId lastId = MessageId.NONE;
  private Failovers failovers = Failovers.NONE; // of this epoch and those before it
  private boolean toldSince; // the last gap, that is: something
  private long proven; // what is not in the log until there is lost
  private boolean exists;
  private boolean live; // it is known where it is
  private boolean filling;
  private boolean fillAgain;
  private boolean owing; // it could not be read
  private boolean ended;

  private volatile boolean requested;

  Followed(
      String name,
      Keys keys,
      StoreListener listener,
      Asks asks,
      Counters counters,
      RedisLimits limits) {
    this.name = name;
    this.keys = keys;
    this.listener = listener;
    this.asks = asks;
    this.counters = counters;
    this.window = new Window(limits);
    this.reach = new Reach(asks.executor());
  }

  String name() {
    return name;
  }

  Keys keys() {
    return keys;
  }

  Liveness liveness() {
    return liveness;
  }

  /** Ends when all is told that happens from then on. */
  synchronized CompletionStage<Void> followed() {
    if (live) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> one = new CompletableFuture<>();
    waiting.add(one);
    return one;
  }

  /** It is not followed any more; nothing is told. */
  synchronized void end() {
    ended = true;
    reach.giveUp();
  }

  // What is heard

  /** A message, by publish/subscribe or because this bridge has published it itself. */
  synchronized void told(Frame.Told frame, boolean isHeard) {
    long offset = frame.message().offset();
    if (!live) {
      wait(offset, frame, isHeard);
      return;
    }
    if (epoch.isEmpty() && !ended) {
      begin(frame.epoch());
    }
    if (!frame.epoch().equals(epoch)) {
      wait(offset, frame, isHeard);
      fill(last);
    } else if (offset == last + 1) {
      tell(frame.message(), frame.retention());
      drain();
    } else if (offset > last) {
      wait(offset, frame, isHeard);
      if (isHeard) {
        counters.increment(Counter.REDIS_HOLES);
        fill(offset - 1);
      } else {
        asks.suspect(this, offset - 1);
      }
    }
  }

  private void wait(long offset, Frame.Told frame, boolean isHeard) {
    if (ahead.size() < MAX_AHEAD) {
      ahead.put(offset, frame);
    } else if (isHeard) {
      ahead.clear(); // they are read from the log
      ahead.put(offset, frame);
    } // otherwise it will be heard in its turn
  }

  /** Somebody has made it. */
  private void begin(String newEpoch) {
    epoch = newEpoch;
    last = 0;
    proven = 0;
    lastId = MessageId.NONE;
    failovers = Failovers.NONE;
    exists = true;
    window.restart();
  }

  synchronized void deleted(Frame.Deleted frame) {
    if (!live || !frame.epoch().equals(epoch) || frame.offset() > last + 1) {
      fill(frame.offset());
    } else if (frame.offset() == last + 1) {
      delete(frame.offset());
      drain();
    }
  }

  private void delete(long offset) {
    last = offset;
    exists = false;
    window.restart();
    if (!ended) {
      listener.deleted(name);
    }
  }

  synchronized void probed(Frame.Probe frame) {
    if (live && (!frame.epoch().equals(epoch) || frame.offset() > last)) {
      fill(frame.offset());
    }
  }

  synchronized void forgotten(MessageId id) {
    window.forget(id);
  }

  synchronized void member(Frame.Member frame) {
    if (live && !ended) {
      listener.member(name, frame.name(), frame.joined());
    }
  }

  // What was not heard

  /** What is not in the log until there is lost. */
  synchronized void fill(long until) {
    proven = Math.max(proven, until);
    if (filling) {
      fillAgain = true;
      return;
    }
    filling = true;
    asks.fill(this);
  }

  /** Subscribed: what was published before was perhaps not heard. */
  synchronized void subscribed() {
    fill(last);
  }

  /** The arguments by which Redis finds what has not been told. */
  synchronized Position position() {
    return new Position(epoch, last, lastId, live);
  }

  /** Redis has said where the channel is: what it said of last may still be on its way here. */
  synchronized void compare(Missed now, Position asked) {
    if (isOutdated(asked)) {
      return;
    }
    if (!live || !now.epoch().equals(epoch)) {
      fill(proven);
    } else if (now.offset() > last) {
      asks.suspect(this, now.offset());
    }
  }

  /** It could not be read; it is asked for again by the next check. */
  synchronized void notFilled() {
    filling = false;
    fillAgain = false;
    owing = true;
  }

  /** Whether it is to be read again. */
  synchronized boolean isOwing() {
    return owing || !live;
  }

  /** Redis has answered what was not told. */
  synchronized void filled(Missed missed, Position asked) {
    filling = false;
    owing = false;
    if (ended) {
      return;
    }
    if (isOutdated(asked)) {
      fill(proven);
      return;
    }
    if (!live) {
      settle(missed);
    } else if (!missed.epoch().equals(epoch)) {
      change(missed);
    }
    failovers = missed.failovers();
    drain();
    if (missed.deleted() > last && missed.deleted() <= Math.max(proven, last + 1)) {
      delete(missed.deleted());
    }
    exists = exists && missed.exists(); // an answer may be older than what was heard
    boolean more = tellAll(missed) && !missed.isWhole();
    if (!more && last < missed.offset()) {
      if (last < proven) {
        skipTo(Math.min(proven, missed.offset()));
      }
      if (last < missed.offset()) {
        asks.suspect(this, missed.offset());
      }
    }
    drain();
    if (more || fillAgain) {
      fillAgain = false;
      fill(proven);
    }
  }

  /** False: what is not in the log may still be on its way here, and is before the rest. */
  private boolean tellAll(Missed missed) {
    for (Message message : missed.messages()) {
      drain();
      if (message.offset() > last) {
        if (message.offset() - 1 > Math.max(last, proven)) {
          return false;
        }
        skipTo(message.offset() - 1);
        tell(message, missed.retention());
      }
    }
    return true;
  }

  /** Something was heard since Redis was asked that makes its answer one about another life. */
  private boolean isOutdated(Position asked) {
    return live && !asked.epoch().equals(epoch);
  }

  private void settle(Missed missed) {
    epoch = missed.epoch();
    last = missed.offset();
    lastId = missed.last();
    proven = last;
    exists = missed.exists();
    window.restart(lastId, missed.retention());
    live = true;
    List<CompletableFuture<Void>> all = waiting;
    waiting = new ArrayList<>(0);
    all.forEach(one -> one.completeAsync(() -> null, asks.executor())); // not with this lock
  }

  /** Another life of the channel, or of its server: what was told last may be lost. */
  private void change(Missed missed) {
    boolean wasThere = !epoch.isEmpty() && (exists || !missed.epoch().isEmpty());
    MessageId from = lastId;
    begin(missed.epoch());
    if (!wasThere) {
      return;
    }
    gap();
    lastId = from;
    last = missed.messages().isEmpty() ? missed.offset() : missed.messages().get(0).offset() - 1;
    proven = last;
  }

  /** What comes before is lost. */
  private void skipTo(long offset) {
    if (offset > last) {
      last = offset;
      window.restart();
      gap();
    }
  }

  private void gap() {
    toldSince = false;
    counters.increment(Counter.REDIS_GAPS);
    reach.giveUp();
    listener.gap(name);
  }

  private void drain() {
    while (!ahead.isEmpty() && ahead.firstKey() <= last + 1) {
      Frame.Told next = ahead.pollFirstEntry().getValue();
      if (next.message().offset() == last + 1 && next.epoch().equals(epoch)) {
        tell(next.message(), next.retention());
      }
    }
  }

  private void tell(Message message, Retention retention) {
    if (toldSince && failovers.isBetween(lastId, message.id())) {
      window.restart();
      gap();
    }
    toldSince = true;
    last = message.offset();
    lastId = message.id();
    exists = true;
    window.add(message, retention);
    int count = ended ? 0 : listener.published(name, message);
    reach.told(last, count);
  }

  // What this bridge publishes, and who comes back for more

  /**
   * This bridge has published it.
   *
   * @return how many here are given it; -1: nobody knows
   */
  synchronized CompletableFuture<Integer> published(Frame.Told frame) {
    long offset = frame.message().offset();
    CompletableFuture<Integer> count = new CompletableFuture<>();
    if (!live || ended) {
      count.complete(-1);
      return count;
    }
    told(frame, false);
    if (frame.epoch().equals(epoch) && offset <= last) {
      count.complete(reach.of(offset));
    } else {
      reach.await(offset, count);
    }
    return count;
  }

  /** Nobody waits any more to know how many were given it. */
  synchronized void unwanted(long offset) {
    reach.unwanted(offset);
  }

  /** What is kept after an id, if that is known here. */
  synchronized Optional<Stretch> after(MessageId id, int max, long now) {
    if (!live || !exists || ended) {
      return Optional.empty();
    }
    Optional<Stretch> known = window.after(id, max, now);
    requested |= known.isPresent();
    return known;
  }

  /** It is not there any more, which will be told in its turn. */
  synchronized void gone() {
    exists = false;
  }

  /** Whether the channel is there, as far as is known here. */
  synchronized boolean exists() {
    return live && exists && !ended;
  }

  synchronized boolean isLive() {
    return live;
  }

  synchronized boolean isTold(long offset) {
    return last >= offset;
  }

  /** Whether somebody has asked for messages here since this was asked. */
  boolean takeRequested() {
    boolean was = requested;
    requested = false;
    return was;
  }

  boolean isRequested() {
    return requested;
  }
}
