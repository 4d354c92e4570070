package org.zmqwebbridge.virtualsocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.virtualsocket.wire.OriginalWire;
import org.zmqwebbridge.virtualsocket.wire.Utf8;

/**
 * Brings a batch of publications to many members: members with the same topics, the same filter and
 * identities of equal length form a group, the batch is encoded once per group, and each member's
 * write differs in the bytes of its identity only.
 *
 * <p>A batch that takes longer than a turn may is continued in the next one, where it stopped; and
 * the next batch rests a moment, to grow. Owner thread: the loop's.
 */
final class FanOut {
  /** A batch rests for this part of the time that the one before it took. */
  private static final int REST_SHARE = 8;

  private static final int FULL_BATCH = 256;
  private static final int MEMBERS_PER_LOOK_AT_THE_CLOCK = 16;

  private record GroupKey(Topics topics, String filter, int labelLength) {}

  private static final class Group {
    private final Topics topics;
    private final byte[] filter;
    private final int labelLength;
    private final List<VirtualSocket> members = new ArrayList<>();

    Group(GroupKey key) {
      this.topics = key.topics();
      this.filter = key.filter().getBytes(UTF_8);
      this.labelLength = key.labelLength();
    }
  }

  /** A publication, and what it is in every delivery behind the identity. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Publication(byte[] topic, byte[] text, byte[] behindLabel) {}

  private final LongSupplier nanoClock;
  private final SlowReaders slowReaders;
  private final Map<GroupKey, Group> groups = new LinkedHashMap<>();
  private final Map<VirtualSocket, Integer> places = new HashMap<>(); // index in the group's list
  private final List<Publication> batch = new ArrayList<>();
  private final List<Publication> following = new ArrayList<>(); // came while it was delivered
  private final Batch block = new Batch(); // the batch, as the current group gets it

  private final List<Group> todo = new ArrayList<>(); // groups not yet delivered to, last first
  private int cursor; // members below it in the last of todo are not yet delivered to
  private boolean delivering;
  private long number; // of the current batch
  private long began; // the current batch, or the last
  private long ended; // the last one
  private long rest; // behind it, in nanoseconds

  /**
   * @param slowReaders of its endpoint; its tally counts the deliveries too
   */
  FanOut(LongSupplier nanoClock, SlowReaders slowReaders) {
    this.nanoClock = nanoClock;
    this.slowReaders = slowReaders;
  }

  private static GroupKey key(VirtualSocket socket) {
    return new GroupKey(socket.topics(), socket.filter(), socket.labelLength());
  }

  void add(VirtualSocket member) {
    Group group = groups.computeIfAbsent(key(member), Group::new);
    places.put(member, group.members.size());
    group.members.add(member);
  }

  /** Takes a member out, if it is one; the last of its group fills the gap. */
  boolean remove(VirtualSocket member) {
    Integer place = places.remove(member);
    if (place == null) {
      return false;
    }
    GroupKey key = key(member);
    Group group = groups.get(key);
    int last = group.members.size() - 1;
    boolean current = delivering && !todo.isEmpty() && todo.get(todo.size() - 1) == group;
    if (current && place < cursor) {
      // Keep those below the cursor together: the gap moves up to the cursor first.
      cursor--;
      move(group, cursor, place);
      place = cursor;
    }
    move(group, last, place);
    group.members.remove(last);
    if (group.members.isEmpty()) {
      groups.remove(key); // if it is to be delivered to, that finds nobody
    }
    return true;
  }

  private void move(Group group, int from, int to) {
    if (from != to) {
      VirtualSocket moved = group.members.get(from);
      group.members.set(to, moved);
      places.put(moved, to);
    }
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  int size() {
    return places.size();
  }

  /**
   * Adds a publication to the batch; while one is being delivered, to the next: of several
   * publishers, others have turns of the loop meanwhile.
   *
   * @param topic its first frame
   * @param text what is delivered of it, as well-formed UTF-8
   * @return the number of that batch
   */
  long add(byte[] topic, byte[] text) {
    (delivering ? following : batch)
        .add(new Publication(topic, text, OriginalWire.behindLabel(text)));
    return delivering ? number + 1 : number;
  }

  /** Whether a batch is being delivered, and this one is not done. */
  boolean isUnderWay(long batchNumber) {
    return delivering && batchNumber >= number;
  }

  /**
   * Delivers the batch, or goes on with it.
   *
   * @param deadline when to stop for this turn
   * @return whether some is left for the next turn
   */
  boolean deliver(long deadline) {
    if (!delivering && !batch.isEmpty() && !isResting()) {
      delivering = true;
      began = nanoClock.getAsLong();
      todo.addAll(groups.values());
      beginGroup();
    }
    while (!todo.isEmpty()) {
      if (!deliverToGroup(todo.get(todo.size() - 1), deadline)) {
        return true;
      }
      todo.remove(todo.size() - 1);
      beginGroup();
      if (!todo.isEmpty() && isOver(deadline)) {
        return true;
      }
    }
    if (delivering) {
      delivering = false;
      number++;
      batch.clear();
      batch.addAll(following);
      following.clear();
      ended = nanoClock.getAsLong();
      rest = (ended - began) / REST_SHARE;
    }
    return false;
  }

  /**
   * Behind a long batch, a moment passes before the next begins: what arrives meanwhile goes with
   * it, and one write for many is worth more than the moment.
   */
  private boolean isResting() {
    return batch.size() < FULL_BATCH && nanoClock.getAsLong() - ended < rest;
  }

  /** Whether there is a batch that rests. */
  boolean isWaiting() {
    return !delivering && !batch.isEmpty();
  }

  private boolean isOver(long deadline) {
    return nanoClock.getAsLong() - deadline >= 0;
  }

  private void beginGroup() {
    if (todo.isEmpty()) {
      return;
    }
    Group group = todo.get(todo.size() - 1);
    block.reset(group.labelLength);
    for (Publication publication : batch) {
      if (group.topics.includes(publication.topic())
          && Utf8.contains(publication.text(), group.filter)) {
        block.add(MessageType.TEXT, OriginalWire.BEFORE_LABEL, publication.behindLabel());
      }
    }
    cursor = block.count() == 0 ? 0 : group.members.size();
  }

  private boolean deliverToGroup(Group group, long deadline) {
    long delivered = 0;
    boolean late = false;
    while (cursor > 0 && !late) {
      group.members.get(--cursor).publications(block, slowReaders);
      delivered++;
      late = delivered % MEMBERS_PER_LOOK_AT_THE_CLOCK == 0 && isOver(deadline);
    }
    slowReaders.tally().add(Counter.DELIVERIES, delivered * block.count());
    return cursor == 0;
  }
}
