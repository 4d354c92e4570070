package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.zmqwebbridge.flow.BatchRest;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counter;

/**
 * Brings a batch of publications to many subscribers: those with the same topics that want the same
 * bytes form a group, and a dialect's encoder encodes the batch once for each.
 *
 * <p>A batch that takes longer than a turn may is continued in the next one, where it stopped; and
 * the next batch rests a moment, to grow. Who is in which group changes between batches only, but
 * for those who come and go. Owner thread: the loop's.
 */
final class FanOut {
  private static final int MEMBERS_PER_LOOK_AT_THE_CLOCK = 16;

  private final LongSupplier nanoClock;
  private final SlowReaders slowReaders;
  private final Encoders encoders = new Encoders();
  private final SubscriberGroups groups;
  private final List<Publication> batch = new ArrayList<>();
  private final List<Publication> following = new ArrayList<>(); // came while it was delivered
  private final List<Runnable> changes = new ArrayList<>(); // for when it is delivered
  private final boolean tellsOffsets;
  private final Conflation conflation;
  private final Encoders latecomers = new Encoders();
  private int members;
  private long arrived; // how many publications have come
  private long begun; // how many are in batches that have been begun

  private final List<SubscriberGroup> todo = new ArrayList<>(); // not yet delivered to, last first
  private Encoder<?> encoded; // the batch, as the last of todo gets it
  private long firstOffset; // of it; of a group that is conflated only
  private int cursor; // members below it in the last of todo are not yet delivered to
  private boolean delivering;
  private long number; // of the current batch
  private long began; // the current batch, or the last
  private final BatchRest rest = new BatchRest();

  /**
   * @param slowReaders of its endpoint; its tally counts the deliveries too
   */
  FanOut(LongSupplier nanoClock, SlowReaders slowReaders) {
    this(nanoClock, slowReaders, false, 0);
  }

  /**
   * @param slowReaders of its endpoint; its tally counts the deliveries too
   * @param tellsOffsets whether subscribers are told a publication's offset: how many had come
   * @param maxConflatedBytes what may wait because not so many a second are wanted
   */
  FanOut(
      LongSupplier nanoClock,
      SlowReaders slowReaders,
      boolean tellsOffsets,
      long maxConflatedBytes) {
    this.tellsOffsets = tellsOffsets;
    this.conflation = new Conflation(maxConflatedBytes, slowReaders.tally());
    this.groups = new SubscriberGroups(encoders, conflation);
    this.nanoClock = nanoClock;
    this.slowReaders = slowReaders;
  }

  void add(SubscriberSeat seat) {
    members++;
    enter(seat, seat.topics());
  }

  private void enter(SubscriberSeat seat, Set<Topic> topics) {
    groups.enter(seat, topics, arrived);
    seat.missed(missedBy(seat));
  }

  /** Takes a member out, if it is one. */
  boolean remove(SubscriberSeat seat) {
    if (!seat.isSeated()) {
      return false;
    }
    members--;
    exit(seat);
    return true;
  }

  /** Those below the cursor stay together: the gap is made at the cursor. */
  private void exit(SubscriberSeat seat) {
    boolean current = delivering && !todo.isEmpty() && todo.get(todo.size() - 1) == seat.group();
    if (current && seat.place() < cursor) {
      cursor--;
      groups.swap(seat, cursor);
    }
    groups.exit(seat);
  }

  /** A member's topics change, from the next batch on. */
  void change(SubscriberSeat seat, Set<Topic> added, Set<Topic> removed) {
    if (delivering) {
      changes.add(() -> change(seat, added, removed));
    } else if (seat.isSeated() && isOfOneUnbounded(seat)) {
      groups.change(seat, added, removed);
    } else if (seat.isSeated()) {
      Set<Topic> topics = new HashSet<>(seat.group().topics());
      topics.addAll(added);
      topics.removeAll(removed);
      deliverToLatecomer(seat, conflation.waiting(seat.group()));
      exit(seat);
      enter(seat, topics);
    }
  }

  /** Runs when no batch is being delivered. */
  void whenDelivered(Runnable what) {
    if (delivering) {
      changes.add(what);
    } else {
      what.run();
    }
  }

  private static boolean isOfOneUnbounded(SubscriberSeat seat) {
    return seat.group().isOfOne() && !seat.group().isConflated() && !seat.isConflated();
  }

  boolean isEmpty() {
    return members == 0;
  }

  int size() {
    return members;
  }

  /**
   * Adds a publication to the batch; while one is being delivered, to the next: of several
   * publishers, others have turns of the loop meanwhile.
   *
   * @param parts valid during this call only
   * @return the number of that batch
   */
  long add(List<byte[]> parts, int maxMessageBytes) {
    arrived++;
    long offset = tellsOffsets ? arrived : Encoder.NO_OFFSET;
    Object[] prepared = encoders.prepare(offset, parts, maxMessageBytes, slowReaders.tally());
    if (prepared != null) {
      Publication publication =
          new Publication(arrived, parts.get(0), Publication.bytes(parts), prepared);
      (delivering ? following : batch).add(publication);
    }
    return delivering ? number + 1 : number;
  }

  /** How many publications have come: the offset of the last. */
  long arrived() {
    return arrived;
  }

  /**
   * How many of these a member does not hear that subscribes to them now: it hears exactly those
   * that follow.
   */
  long missedBy(SubscriberSeat seat) {
    int encoder = encoders.number(seat.member().encoding(), arrived);
    return Math.max(begun, encoders.since(encoder));
  }

  /** Whether a batch is being delivered. */
  boolean isDelivering() {
    return delivering;
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
    if (!delivering && batch.isEmpty()) {
      begun = arrived; // what came was for nobody
    }
    if (!delivering && ((!batch.isEmpty() && !isResting()) || isDue())) {
      delivering = true;
      begun = arrived;
      began = nanoClock.getAsLong();
      conflation.due(began, this::put);
      batch.forEach(this::match);
      beginGroup();
    }
    while (!todo.isEmpty()) {
      if (!deliverToGroup(todo.get(todo.size() - 1), deadline)) {
        return true;
      }
      todo.remove(todo.size() - 1).matched.clear();
      beginGroup();
      if (!todo.isEmpty() && isOver(deadline)) {
        return true;
      }
    }
    if (delivering) {
      endBatch();
    }
    return false;
  }

  private void endBatch() {
    delivering = false;
    number++;
    batch.clear();
    batch.addAll(following);
    following.clear();
    rest.begin(began, nanoClock.getAsLong());
    changes.forEach(Runnable::run);
    changes.clear();
  }

  private boolean isResting() {
    return rest.left(batch.size(), nanoClock.getAsLong()) > 0;
  }

  private boolean isDue() {
    return conflation.nextDue() != Conflation.NEVER && conflation.isDue(nanoClock.getAsLong());
  }

  /** When something is due next that was held back; {@link Conflation#NEVER}. */
  long nextDue() {
    return conflation.nextDue();
  }

  /** Whether there is a batch that rests. */
  boolean isWaiting() {
    return !delivering && !batch.isEmpty();
  }

  private boolean isOver(long deadline) {
    return nanoClock.getAsLong() - deadline >= 0;
  }

  /** Finds the groups that a publication is for. */
  private void match(Publication publication) {
    groups.match(
        publication.topic(),
        group -> {
          if (group.isNew(publication) && passes(group, publication)) {
            put(group, publication);
          }
        });
  }

  private boolean passes(SubscriberGroup group, Publication publication) {
    int perSecond = group.perSecond(publication.topic());
    return perSecond == 0 || conflation.passes(group, publication, perSecond, began);
  }

  private void put(SubscriberGroup group, Publication publication) {
    if (group.matched.isEmpty()) {
      todo.add(group);
    }
    group.matched.add(publication);
  }

  private void beginGroup() {
    if (todo.isEmpty()) {
      return;
    }
    SubscriberGroup group = todo.get(todo.size() - 1);
    encoded = encoders.encode(group);
    firstOffset = group.firstOffset();
    cursor = encoded.count() == 0 ? 0 : group.members.size();
  }

  private boolean deliverToGroup(SubscriberGroup group, long deadline) {
    long delivered = 0;
    boolean late = false;
    while (cursor > 0 && !late) {
      SubscriberSeat seat = group.members.get(--cursor);
      if (group.isConflated() && seat.missed() >= firstOffset) {
        deliverToLatecomer(seat, group.matched);
      } else {
        seat.member().publications(encoded, slowReaders);
      }
      delivered++;
      late = delivered % MEMBERS_PER_LOOK_AT_THE_CLOCK == 0 && isOver(deadline);
    }
    slowReaders.tally().add(Counter.DELIVERIES, delivered * encoded.count());
    return cursor == 0;
  }

  /** What has waited from before a member came is not for it. */
  private void deliverToLatecomer(SubscriberSeat seat, List<Publication> publications) {
    List<Publication> since =
        publications.stream().filter(each -> each.offset() > seat.missed()).toList();
    if (!since.isEmpty()) {
      Encoder<?> apart = latecomers.encode(seat.member().encoding(), seat.group(), since);
      if (apart.count() > 0) {
        seat.member().publications(apart, slowReaders);
      }
    }
  }
}
