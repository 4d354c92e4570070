package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * <p>Owner thread: none; a small lock for who comes and goes, and deliveries come one at a time.
 * Lifetime: from the first that comes until the last has left.
 */
final class Audience implements Hold {
  private static final Logger log = LoggerFactory.getLogger(Audience.class);

  private final String channel;
  private final Audiences all;
  private final List<Ear> ears = new ArrayList<>(1); // lock: this
  private volatile Ear[] hearing = {}; // a copy of it, made anew when it has changed
  private boolean stale; // lock: this
  private Holding holding; // lock: this
  private boolean ended; // lock: this
  private volatile String lastId; // of its last item; null: not known

  Audience(String channel, Audiences all) {
    this.channel = channel;
    this.all = all;
  }

  /** Somebody comes; false: this one has ended, and there is another. */
  synchronized boolean enter(Ear ear) {
    if (ended) {
      return false;
    }
    ears.add(ear);
    stale = true;
    return true;
  }

  /** Begins to wait at its channel, once. */
  void begin(Holding held) {
    boolean late;
    synchronized (this) {
      holding = held;
      late = ended;
    }
    if (late) {
      held.leave();
    }
  }

  void leave(Ear ear) {
    Holding left = null;
    synchronized (this) {
      if (ears.remove(ear)) {
        stale = true;
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
      item(message).ifPresent(items::add);
    }
    deliver(items);
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
  void deliver(List<PublishItem> items) {
    if (items.isEmpty()) {
      return;
    }
    remember(items);
    Turn turn = new Turn(items);
    for (Ear ear : hearing()) {
      attempt(ear, turn);
    }
  }

  private void remember(List<PublishItem> items) {
    for (PublishItem item : items) {
      lastId = item.id().orElse(lastId);
    }
  }

  /** The id of its last item; {@code null}: not known. */
  String lastId() {
    return lastId;
  }

  /** It is not known any more. */
  void forgetLastId() {
    lastId = null;
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
      leave(ear);
    }
  }

  @Override
  public void gap() {
    forgetLastId();
    for (Ear ear : hearing()) {
      ear.listener().recover(ear);
    }
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
      leave(ear);
    }
  }
}
