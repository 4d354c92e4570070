package org.zmqwebbridge.channel.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.channel.Stretch;

/**
 * The latest messages of a followed channel, as long as Redis keeps them too: for those who come
 * back for the next one.
 *
 * <p>Owner thread: none; its channel's lock.
 */
final class Window {
  private static final MessageId UNKNOWN = new MessageId(Long.MAX_VALUE, 0);
  private static final int CLOCKS_DIFFER_SECONDS = 2;

  private final RedisLimits limits;
  private final ArrayDeque<Message> messages = new ArrayDeque<>(1);
  private Retention retention = Retention.NOTHING;
  private MessageId floor = MessageId.NONE; // all that is kept after it is here
  private long bytes;

  Window(RedisLimits limits) {
    this.limits = limits;
  }

  /** Begins again: nothing is known of what was until there. */
  void restart(MessageId from, Retention known) {
    messages.clear();
    bytes = 0;
    floor = from;
    retention = known;
  }

  /** Begins again, with what comes after the next message. */
  void restart() {
    restart(UNKNOWN, retention);
  }

  void add(Message message, Retention known) {
    retention = known;
    if (floor.equals(UNKNOWN)) {
      floor = message.id();
      return;
    }
    messages.add(message);
    bytes += message.body().length;
    long mostBytes = Math.min(known.maxBytes(), limits.maxWindowBytes());
    int most = Math.min(known.maxMessages(), limits.maxWindowMessages());
    while (!messages.isEmpty() && (messages.size() > most || bytes > mostBytes)) {
      Message gone = messages.remove();
      floor = gone.id();
      bytes -= gone.body().length;
    }
  }

  /** Somebody has had it, and nobody else shall. */
  void forget(MessageId id) {
    if (messages.removeIf(one -> one.id().equals(id))) {
      bytes = messages.stream().mapToLong(one -> one.body().length).sum();
    }
  }

  /**
   * What is kept after an id; empty: that must be read.
   *
   * @param now in seconds
   */
  Optional<Stretch> after(MessageId id, int max, long now) {
    if (!isKnown(id)) { // it may be one that a master gave that is none any more
      return Optional.empty();
    }
    List<Message> some = new ArrayList<>();
    boolean whole = true;
    for (Message message : messages) {
      if (!message.isAfter(id)) {
        continue;
      }
      if (isAlmostOld(message, now)) {
        return Optional.empty();
      }
      if (some.size() == max) {
        whole = false;
        break;
      }
      some.add(message);
    }
    MessageId end = some.isEmpty() ? id : some.get(some.size() - 1).id();
    return Optional.of(new Stretch(true, some, end, whole, false));
  }

  private boolean isKnown(MessageId id) {
    return floor.equals(id) || messages.stream().anyMatch(one -> one.id().equals(id));
  }

  private boolean isAlmostOld(Message message, long now) {
    return retention.maxAgeSeconds() > 0
        && now - message.seconds() >= retention.maxAgeSeconds() - CLOCKS_DIFFER_SECONDS;
  }
}
