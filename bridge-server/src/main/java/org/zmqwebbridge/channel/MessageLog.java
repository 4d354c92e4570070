package org.zmqwebbridge.channel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The messages of one channel in memory, oldest first: a ring that grows as it must.
 *
 * <p>Owner thread: none; the one that has its lock, which is this object's.
 */
final class MessageLog {
  private static final int FIRST_CAPACITY = 4;
  private static final int MAX_KEYS = 256;

  private Message[] ring = {};
  private int head;
  private int count;
  private long bytes; // of bodies
  private long published; // in all
  private MessageId last = MessageId.NONE;
  private MessageId dropped = MessageId.NONE; // the newest that is not kept any more
  private Retention retention = Retention.NOTHING;
  private long requested = -1; // in seconds; -1: never
  private long usedAt; // in seconds
  private boolean exists; // otherwise it has been deleted, or nobody has made it yet
  private Map<String, Message> keys; // null: there are none; the newest last

  boolean exists() {
    return exists;
  }

  /** It is there, from now on. */
  void create(long now) {
    exists = true;
    usedAt = now;
  }

  /** Empties it; what is published in it later has later ids. */
  void delete(long now) {
    drop(count);
    exists = false;
    requested = -1;
    usedAt = now;
    keys = null;
    ring = new Message[0];
  }

  int count() {
    return count;
  }

  long bytes() {
    return bytes;
  }

  MessageId last() {
    return last;
  }

  /** Whether nothing has happened for so long, and nothing is kept. */
  boolean isIdle(long now, long seconds) {
    return count == 0 && now - usedAt >= seconds;
  }

  /** How many bytes another message would need that are not there yet. */
  long growth(int length, Retention wanted) {
    return wanted.maxMessages() == 0 ? 0 : length;
  }

  /** The message that had this key; {@code null}: none. */
  Message byKey(String key) {
    return keys == null ? null : keys.get(key);
  }

  /** Adds a message, and drops what is not kept any more. */
  Message add(Item item, Retention wanted, long now) {
    retention = wanted;
    usedAt = now;
    last = last.next(now);
    published++;
    Message message = new Message(published, last, item);
    if (wanted.maxMessages() == 0) {
      drop(count);
      dropped = last;
      return message;
    }
    if (count == ring.length) {
      grow();
    }
    ring[(head + count++) % ring.length] = message;
    bytes += message.body().length;
    trim(now);
    return message;
  }

  /** Remembers what has been published with a key. */
  void remember(String key, Message message) {
    if (keys == null) {
      keys =
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Message> eldest) {
              return size() > MAX_KEYS;
            }
          };
    }
    keys.put(key, message);
  }

  private void grow() {
    Message[] larger = new Message[Math.max(FIRST_CAPACITY, ring.length + ring.length / 2)];
    for (int i = 0; i < count; i++) {
      larger[i] = at(i);
    }
    ring = larger;
    head = 0;
  }

  private Message at(int index) {
    return ring[(head + index) % ring.length];
  }

  /** Drops what is not kept any more. */
  void trim(long now) {
    int over = Math.max(0, count - retention.maxMessages());
    long left = bytes;
    for (int i = 0; i < over; i++) {
      left -= at(i).body().length;
    }
    while (over < count && (left > retention.maxBytes() || isOld(at(over), now))) {
      left -= at(over++).body().length;
    }
    drop(over);
  }

  private boolean isOld(Message message, long now) {
    return retention.maxAgeSeconds() > 0 && now - message.seconds() >= retention.maxAgeSeconds();
  }

  private void drop(int oldest) {
    for (int i = 0; i < oldest; i++) {
      Message gone = ring[head];
      bytes -= gone.body().length;
      dropped = gone.id();
      ring[head] = null;
      head = (head + 1) % ring.length;
      count--;
    }
    if (count == 0) {
      head = 0;
    }
  }

  /** Forgets one message, if it is the oldest of more than so many. */
  void forget(MessageId id, int least) {
    if (count > least && at(0).id().equals(id)) {
      MessageId before = dropped;
      drop(1);
      dropped = before; // somebody has had it
    }
  }

  /** Somebody asks for messages. */
  Stretch read(Place place, int max, long now) {
    requested = now;
    usedAt = now;
    trim(now);
    int first = index(place);
    int some = Math.min(Math.max(0, max), count - first);
    List<Message> messages = new ArrayList<>(some);
    for (int i = 0; i < some; i++) {
      messages.add(at(first + i));
    }
    MessageId asked = place instanceof Place.After after ? after.id() : before(first);
    MessageId end = some == 0 ? asked : messages.get(some - 1).id();
    boolean hasGap = !asked.equals(MessageId.NONE) && dropped.isAfter(asked);
    return new Stretch(true, messages, end, first + some == count, hasGap);
  }

  /**
   * The id after which a message is the next; of those that were published, whether kept or not.
   */
  private MessageId before(int index) {
    if (index == count) {
      return last;
    }
    MessageId id = at(index).id();
    return index > 0 ? at(index - 1).id() : new MessageId(id.seconds(), id.tag() - 1);
  }

  private int index(Place place) {
    if (place instanceof Place.Nth nth) {
      int number = nth.number();
      return number == 0
          ? count
          : number > 0 ? Math.min(count, number - 1) : Math.max(0, count + number);
    }
    MessageId after = ((Place.After) place).id();
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (at(middle).isAfter(after)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  ChannelState state(long now, int subscribers) {
    return new ChannelState(count, requested < 0 ? -1 : now - requested, subscribers, last);
  }

  @Override
  public String toString() {
    return count + " messages" + Arrays.asList(last, dropped);
  }
}
