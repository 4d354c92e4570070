package org.zmqwebbridge.edge.outgoing;

import java.nio.ByteBuffer;
import java.util.List;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.BudgetShare;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Tally;

/**
 * The frames that wait to be written to one browser, bounded in bytes and messages: when it is
 * full, the oldest publications go; when only replies are left, so must the connection.
 *
 * <p>While the transport takes no more, all that is kept for it counts against a budget that all
 * connections share; what passes through at once does not. Empty, it is a few numbers. Owner
 * thread: none; guarded by its own lock, under which nothing happens but list changes, copying and
 * counting.
 */
public final class Outbox {
  /** What a waiting frame takes of the heap besides its bytes. */
  public static final int FRAME_OVERHEAD = 64;

  private final int maxBytes;
  private final int maxMessages;
  private final BudgetShare share;
  private final ControlFrames controls = new ControlFrames();
  private WaitingFrames frames; // null while empty
  private Losses losses; // null until something is lost
  private boolean promised;
  private boolean held; // the transport takes no more
  private int unwritten; // what it is still to take of what was taken here
  private boolean discarded;
  private long added; // frames, those that were lost again too
  private long dropped; // publications, for whatever receiver
  private volatile boolean hasMissing; // whether somebody is untold; written under the lock
  private volatile boolean ended; // written under the lock
  private volatile boolean waiting; // whether it is not empty; written under the lock

  public Outbox(int maxBytes, int maxMessages, ByteBudget budget) {
    this.maxBytes = maxBytes;
    this.maxMessages = maxMessages;
    this.share = new BudgetShare(budget);
  }

  /**
   * Takes a frame that must not be lost.
   *
   * @return why the connection must end, because there is no room for it; or {@code null}
   */
  public synchronized CloseReason add(byte[] frame) {
    return ended ? null : append(new QueuedMessage(frame));
  }

  /**
   * Takes a publication.
   *
   * @return why the connection must end; or {@code null}
   */
  public synchronized CloseReason add(QueuedMessage newest) {
    if (ended || (losses != null && losses.hasEnded(newest.receiver()))) {
      newest.letGo();
      return null;
    }
    if (newest.policy() != SlowReaderPolicy.LATEST) {
      return append(newest);
    }
    added++;
    if (frames().replace(newest)) {
      lose(newest.receiver(), 1, newest.tally(), Counter.DELIVERIES_REPLACED);
    }
    return fit();
  }

  private CloseReason append(QueuedMessage newest) {
    added++;
    frames().add(newest);
    return fit();
  }

  private WaitingFrames frames() {
    frames = frames == null ? new WaitingFrames() : frames;
    return frames;
  }

  private void noteWhetherEmpty() {
    boolean now = hasFrames() || !controls.isEmpty();
    if (now != waiting) {
      waiting = now;
    }
  }

  /** Drops publications until all limits hold; returns why the connection must end instead. */
  private CloseReason fit() {
    CloseReason impossible = null;
    CloseReason excess = excess();
    while (excess != null && impossible == null) {
      impossible = dropOldest(excess);
      excess = excess();
    }
    noteWhetherEmpty();
    return impossible;
  }

  /** Which limit does not hold, by what it means if nothing can be dropped. */
  private CloseReason excess() {
    if (hasFrames() && (isTooLarge() || isTooMany())) {
      return CloseReason.REPLIES_OVERFLOW;
    }
    return share.tryHold(cost()) ? null : CloseReason.OVERLOADED;
  }

  /**
   * A single reply may be larger than the queue; alone, it is let through, and before the end too:
   * nothing is added after that.
   */
  private boolean isTooLarge() {
    return !ended && frames.bytes() > maxBytes && !frames.isOneThatMustStay();
  }

  /** Replies are bounded by their bytes alone: one read may bring requests for hundreds of them. */
  private boolean isTooMany() {
    return frames.publications() > 0 && frames.count() > maxMessages;
  }

  private long cost() {
    if (!held) {
      return 0;
    }
    return frames == null
        ? unwritten
        : unwritten + frames.ownBytes() + (long) FRAME_OVERHEAD * frames.count();
  }

  private CloseReason dropOldest(CloseReason otherwise) {
    QueuedMessage oldest = frames == null ? null : frames.oldestPublication();
    if (oldest == null) {
      return otherwise;
    }
    if (oldest.policy() == SlowReaderPolicy.CLOSE) {
      return end(oldest.receiver()) ? null : CloseReason.MISSED_PUBLICATION;
    }
    frames.drop(oldest);
    lose(oldest.receiver(), 1, oldest.tally(), Counter.DELIVERIES_DROPPED);
    return null;
  }

  /** A receiver would miss a publication: it ends alone, if it can, and nothing waits for it. */
  private boolean end(Receiver receiver) {
    if (receiver.endsAlone()) {
      drop(receiver);
      losses().end(receiver);
      hasMissing = true;
    }
    return receiver.endsAlone();
  }

  private void drop(Receiver receiver) {
    if (frames != null) {
      frames.drop(receiver);
    }
  }

  /** Those that have missed a publication and have ended with that: each once, to be told. */
  public synchronized List<Receiver> takeMissing() {
    hasMissing = false;
    return losses == null ? List.of() : losses.takeUntold();
  }

  /** Whether there are any. */
  public boolean hasMissing() {
    return hasMissing;
  }

  /** A receiver has ended: what waits for it is dropped. */
  public synchronized void forget(Receiver receiver) {
    drop(receiver);
    if (losses != null) {
      losses.forget(receiver);
    }
    noteWhetherEmpty();
    account();
  }

  /** Newer publications have come before these could wait here. */
  public synchronized void replaced(Receiver receiver, int count, Tally tally) {
    if (count > 0) {
      lose(receiver, count, tally, Counter.DELIVERIES_REPLACED);
    }
  }

  private void lose(Receiver receiver, long count, Tally tally, Counter counter) {
    tally.add(counter, count);
    dropped += count;
    losses().add(receiver, count);
  }

  private Losses losses() {
    losses = losses == null ? new Losses() : losses;
    return losses;
  }

  /** How many of a receiver were lost since the last call; 0 while too much waits. */
  public synchronized long takeDropped(Receiver receiver) {
    return losses == null || isCongested() ? 0 : losses.take(receiver);
  }

  /**
   * The transport takes no more for now, and is still to take so many bytes that have left here.
   *
   * @return why the connection must end; or {@code null}
   */
  public synchronized CloseReason hold(int bytesUnwritten) {
    if (discarded) {
      return null;
    }
    held = true;
    unwritten = bytesUnwritten;
    return fit();
  }

  /** The transport has taken what it was to take. */
  public synchronized void letGo() {
    unwritten = 0;
    account();
  }

  private void account() {
    held = held && (hasFrames() || unwritten > 0);
    share.tryHold(cost());
  }

  /**
   * Whether the caller is the one who must see to it that this is written: true for the first after
   * {@link #take} has begun to empty it, unless all has been taken meanwhile.
   */
  public synchronized boolean promise() {
    boolean mine = !promised && !isEmpty();
    promised = promised || mine;
    return mine;
  }

  /** Takes the close frame; what is added after it is ignored. */
  public synchronized void end(byte[] closeFrame) {
    if (!ended) {
      add(closeFrame);
      ended = true;
    }
  }

  /** Whether the close frame has come. */
  public boolean hasEnded() {
    return ended;
  }

  /** Whether the close frame has been taken. */
  public synchronized boolean isFinished() {
    return ended && !hasFrames();
  }

  /** Answers a ping ahead of all else; only the latest of several is answered. */
  public synchronized void addPong(byte[] frame) {
    if (!ended) {
      controls.addPong(frame);
      noteWhetherEmpty();
    }
  }

  /** Asks whether the client is there, ahead of all else. */
  public synchronized void addPing(byte[] frame) {
    if (!ended) {
      controls.addPing(frame);
      noteWhetherEmpty();
    }
  }

  /** Moves as much as fits to the target: before each frame, the pong and the ping. */
  public synchronized void take(ByteBuffer target) {
    promised = false;
    while (target.hasRemaining() && (isInFrame() || controls.take(target)) && hasFrames()) {
      frames.take(target);
    }
    noteWhetherEmpty();
    account();
  }

  private boolean isInFrame() {
    return frames != null && frames.isInFrame();
  }

  /** How many frames have ever been added; of these, some may have been lost. */
  public synchronized long added() {
    return added;
  }

  /** How many publications were lost, because newer ones had no room. */
  public synchronized long dropped() {
    return dropped;
  }

  /** What its client has not taken, in bytes. */
  public synchronized long bytes() {
    return unwritten + (frames == null ? 0L : frames.bytes());
  }

  /** How many frames wait. */
  public synchronized int count() {
    return frames == null ? 0 : frames.count();
  }

  /** Gives back what an empty outbox does not need; to be called now and then. */
  public synchronized void rest() {
    if (!hasFrames()) {
      frames = null;
    }
  }

  private boolean hasFrames() {
    return frames != null && !frames.isEmpty();
  }

  /**
   * Takes no lock: anyone who adds looks for a writer after that, and who has written, looks here.
   */
  public boolean isEmpty() {
    return !waiting;
  }

  /** Whether so much waits that its browser should not be listened to for now. */
  public synchronized boolean isCongested() {
    return frames != null && (frames.bytes() > maxBytes / 2 || frames.count() > maxMessages / 2);
  }

  /** Drops all that has not been begun, but for the close frame. */
  public synchronized void clear() {
    dropControls();
    if (frames != null) {
      frames.clear(ended);
    }
    noteWhetherEmpty();
    account();
  }

  private void dropControls() {
    controls.clear();
    promised = false;
  }

  /** The transport has ended: nothing waits here any more, and nothing ever will. */
  public synchronized void discard() {
    ended = true;
    discarded = true;
    dropControls();
    if (frames != null) {
      frames.discard();
      frames = null;
    }
    unwritten = 0;
    noteWhetherEmpty();
    account();
  }
}
