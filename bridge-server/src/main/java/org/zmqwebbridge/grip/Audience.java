package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.Delivery;
import org.zmqwebbridge.channel.Hold;
import org.zmqwebbridge.channel.Holding;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.grip.wire.MalformedGripException;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.grip.wire.PublishReader;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;
import org.zmqwebbridge.observe.LineKind;

/**
 * All who hear one channel by GRIP, at this bridge: together they wait at the channel once.
 *
 * <p>Owner thread: none; a small lock for those that come and go, and deliveries come one at a
 * time. Lifetime: from the first that comes until the last has left.
 */
final class Audience implements Hold {
  private static final Logger log = LoggerFactory.getLogger(Audience.class);

  private final String channel;
  private final Audiences all;
  private final Sequence sequence; // its own lock, also while items are delivered
  private final List<Ear> ears = new ArrayList<>(1); // lock: this
  private volatile Ear[] hearing = {}; // a copy of it, made again when it has changed
  private boolean stale; // lock: this
  private Holding holding; // lock: this
  private boolean ended; // lock: this
  private boolean isAwaiting; // lock: the sequence's

  Audience(String channel, Audiences all, Sequence sequence) {
    this.channel = channel;
    this.all = all;
    this.sequence = sequence;
  }

  /** The id of the item that was delivered last; {@code null}: not known. */
  String lastId() {
    return sequence.lastId().orElse(null);
  }

  /** It is not known any more. */
  void forgetLastId() {
    sequence.forget();
  }

  /** Somebody comes; false: this one has ended, and there is another. */
  synchronized boolean enter(Ear ear) {
    if (ended) {
      return false;
    }
    ears.add(ear);
    stale = true;
    weigh();
    ear.listener().mode().ifPresent(mode -> all.stats().subscribed(mode, channel));
    return true;
  }

  /** Says how many there are. Its lock is before the channel's. */
  private void weigh() {
    if (holding != null && !ears.isEmpty()) {
      holding.standFor(ears.size() - 1);
    }
  }

  /** Begins to wait at its channel, once. */
  void begin(Holding held) {
    boolean late;
    synchronized (this) {
      holding = held;
      late = ended;
      weigh();
    }
    if (late) {
      held.leave();
    }
  }

  void leave(Ear ear) {
    Holding left = null;
    synchronized (this) {
      if (ears.remove(ear)) {
        ear.listener().mode().ifPresent(mode -> all.stats().unsubscribed(mode, channel));
        stale = true;
        weigh();
        ended = ears.isEmpty();
        left = ended ? holding : null;
      }
      if (ended) {
        all.remove(channel, this);
      }
    }
    if (left != null) {
      left.leave();
    }
  }

  synchronized int size() {
    return ears.size();
  }

  private Ear[] hearing() {
    synchronized (this) {
      if (stale) {
        hearing = ears.toArray(Ear[]::new);
        stale = false;
      }
      return hearing;
    }
  }

  // What it hears

  @Override
  public boolean isForOne() {
    return false;
  }

  @Override
  public boolean knowsFormats() {
    return true;
  }

  @Override
  public void messages(Delivery delivery) {
    List<PublishItem> items = new ArrayList<>(delivery.messages().size());
    for (Message message : delivery.messages()) {
      item(message).filter(all::isFirst).ifPresent(items::add);
    }
    synchronized (sequence) {
      deliver(sequence.add(items, all.now()));
      awaitOthers();
    }
  }

  /** What waits for others does not wait for ever. */
  private void awaitOthers() {
    if (sequence.hasWaiting() && !isAwaiting) {
      isAwaiting = true;
      Future<?> unused = all.after(sequence.untilLate(all.now()), this::onLate);
    }
  }

  private void onLate() {
    synchronized (sequence) {
      isAwaiting = false;
      deliver(sequence.late(all.now()));
      awaitOthers();
    }
  }

  /** All who are here have to ask their origins what they have missed. */
  void recover() {
    for (Ear ear : hearing()) {
      ear.listener().recover(ear);
    }
  }

  private Optional<PublishItem> item(Message message) {
    if (message.formats().isEmpty()) {
      return Optional.of(PublishItem.plain(channel, message.contentType(), message.body()));
    }
    try {
      Map<String, Object> members = StrictJson.object(message.formats());
      return Optional.of(PublishReader.item(members, Optional.of(channel)));
    } catch (MalformedTextException | MalformedGripException foreign) {
      all.counters()
          .line(
              LineKind.DIALECT_FAILED,
              more -> log.warn("a channel has had formats that cannot be read{}", more));
      return Optional.empty();
    }
  }

  /** Tells everybody who is here. */
  private void deliver(List<PublishItem> items) {
    if (items.isEmpty()) {
      return;
    }
    Ear[] told = hearing();
    if (all.paced().isLimited()) {
      items.forEach(item -> pace(item, told));
    } else {
      Turn turn = new Turn(items);
      for (Ear ear : told) {
        attempt(ear, turn);
      }
    }
    if (all.stats().isOn()) {
      items.forEach(item -> count(item, told));
    }
  }

  /** Tells them when the rate lets it; who has left by then is not told. */
  private void pace(PublishItem item, Ear[] told) {
    Turn turn = new Turn(List.of(item)); // the timer's from now on
    for (Ear ear : told) {
      all.paced()
          .add(
              ear.route(),
              () -> {
                if (ear.hasLeft()) {
                  return false;
                }
                synchronized (sequence) {
                  attempt(ear, turn);
                }
                return ear.listener().mode().isPresent();
              });
    }
  }

  /** Says to how many an item was delivered, in each format. */
  private void count(PublishItem item, Ear[] told) {
    item.stream().ifPresent(format -> count(item, "http-stream", "stream", told));
    item.response().ifPresent(format -> count(item, "http-response", "response", told));
    item.message().ifPresent(format -> count(item, "ws-message", "ws", told));
  }

  private void count(PublishItem item, String transport, String mode, Ear[] told) {
    Optional<String> wanted = Optional.of(mode);
    int count = 0;
    for (Ear ear : told) {
      count += ear.listener().mode().equals(wanted) ? 1 : 0;
    }
    if (count > 0) {
      all.stats().delivered(channel, item.id(), transport, count);
    }
  }

  /** What goes wrong with one must not keep the others from what they are to get. */
  private void attempt(Ear ear, Turn turn) {
    try {
      ear.listener().hear(ear, turn);
    } catch (RuntimeException bug) {
      all.counters()
          .line(
              LineKind.DIALECT_FAILED,
              bug,
              (more, trace) -> log.error("a subscriber of GRIP failed{}", more, trace));
      ear.leave();
    }
  }

  @Override
  public void gap() {
    forgetLastId();
    recover();
  }

  @Override
  public void deleted() {
    // a channel of GRIP has no beginning and no end: it is waited at again
    all.again(channel, this);
  }

  @Override
  public void displaced() {
    all.again(channel, this);
  }

  @Override
  public void failed(ChannelException why) {
    for (Ear ear : hearing()) {
      ear.listener().failed(why);
      ear.leave();
    }
  }
}
