package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.grip.wire.ChannelRef;
import org.zmqwebbridge.observe.Counter;

/**
 * Hears channels for a while after the last who waited there was answered: who comes again is told
 * by the last id whether something was published in between.
 *
 * <p>Owner thread: none; a small lock. Lifetime: its dialect's.
 */
final class Lingering implements GripListener {
  private final Audiences audiences;
  private final HoldSettings settings;
  private final ScheduledExecutorService timer;
  private final Map<String, Stay> stays = new HashMap<>(); // lock: this
  private boolean isLooking; // lock: this

  /** One channel, until when. */
  private static final class Stay {
    private Ear ear; // null: not yet
    private long until;
  }

  Lingering(Audiences audiences, HoldSettings settings, ScheduledExecutorService timer) {
    this.audiences = audiences;
    this.settings = settings;
    this.timer = timer;
  }

  /** Hears a channel for a while. */
  void stay(String channel) {
    boolean isNew;
    synchronized (this) {
      Stay stay = stays.get(channel);
      isNew = stay == null;
      if (isNew && stays.size() >= settings.maxLingering()) {
        audiences.counters().increment(Counter.GRIP_LINGERING_REFUSED);
        return;
      }
      if (isNew) {
        stay = new Stay();
        stays.put(channel, stay);
      }
      stay.until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.lingerMillis());
    }
    if (isNew) {
      enter(channel);
      lookLater();
    }
  }

  private void enter(String channel) {
    Ear ear =
        audiences.join(channel, new ChannelRef(channel, Optional.empty(), List.of()), "", this);
    synchronized (this) {
      Stay stay = stays.get(channel);
      if (stay != null && stay.ear == null) {
        stay.ear = ear;
        return;
      }
    }
    ear.leave();
  }

  private void lookLater() {
    synchronized (this) {
      if (isLooking || stays.isEmpty()) {
        return;
      }
      isLooking = true;
    }
    long millis = Math.max(1, settings.lingerMillis() / 8);
    Future<?> unused = timer.schedule(this::look, millis, TimeUnit.MILLISECONDS);
  }

  private void look() {
    List<Ear> left = new ArrayList<>();
    synchronized (this) {
      isLooking = false;
      long now = System.nanoTime();
      for (Iterator<Stay> all = stays.values().iterator(); all.hasNext(); ) {
        Stay stay = all.next();
        if (stay.ear != null && now - stay.until >= 0) {
          all.remove();
          left.add(stay.ear);
        }
      }
    }
    left.forEach(Ear::leave);
    lookLater();
  }

  /** How many channels are heard so. */
  synchronized int size() {
    return stays.size();
  }

  @Override
  public void hear(Ear ear, Turn turn) {
    // its audience remembers the last id
  }

  @Override
  public void failed(ChannelException why) {
    // nothing is known of that channel until somebody waits there again
  }
}
