package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.zmqwebbridge.edge.ServerFrameHeader;

/**
 * The frames that wait to be written to one browser, bounded in bytes and messages: when it is
 * full, the oldest droppable frames go; when only others are left, it overflows.
 *
 * <p>Empty, it is a few numbers. Owner thread: none; guarded by its own lock, under which nothing
 * happens but list changes and copying.
 */
final class Outbox {
  /** {@link #add}'s answer when nothing is left to drop. */
  static final int OVERFLOW = -1;

  private static final byte[] PING = ServerFrameHeader.frame(ServerFrameHeader.PING);

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Waiting(byte[] frame, boolean droppable) {}

  private final int maxBytes;
  private final int maxMessages;
  private ArrayDeque<Waiting> frames; // null while empty
  private int written; // bytes of the first frame that have been taken already
  private long bytes;
  private byte[] pong; // the answer to the latest ping; null if none waits
  private boolean ping;
  private boolean promised;
  private volatile boolean ended; // written under the lock

  Outbox(int maxBytes, int maxMessages) {
    this.maxBytes = maxBytes;
    this.maxMessages = maxMessages;
  }

  /**
   * Takes a frame.
   *
   * @return how many frames were dropped for it, itself perhaps among them; or {@link #OVERFLOW},
   *     and then it is over its limits by this frame
   */
  synchronized int add(byte[] frame, boolean droppable) {
    if (ended) {
      return 0;
    }
    if (frames == null) {
      frames = new ArrayDeque<>(2);
    }
    frames.add(new Waiting(frame, droppable));
    bytes += frame.length;
    int dropped = 0;
    while (bytes > maxBytes || frames.size() > maxMessages) {
      if (!dropOldest()) {
        // A single reply may be larger than the queue; alone, it is let through.
        return frames.size() == 1 ? dropped : OVERFLOW;
      }
      dropped++;
    }
    return dropped;
  }

  private boolean dropOldest() {
    boolean begun = written > 0;
    for (Iterator<Waiting> all = frames.iterator(); all.hasNext(); begun = false) {
      Waiting waiting = all.next();
      if (waiting.droppable() && !begun) {
        all.remove();
        bytes -= waiting.frame().length;
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the caller is the one who must see to it that this is written: true for the first after
   * {@link #take} has begun to empty it, unless all has been taken meanwhile.
   */
  synchronized boolean promise() {
    boolean mine = !promised && !isEmpty();
    promised = promised || mine;
    return mine;
  }

  /** Takes the close frame; what is added behind it is ignored. */
  synchronized void end(byte[] closeFrame) {
    if (!ended) {
      add(closeFrame, false);
      ended = true;
    }
  }

  /** Whether the close frame has come. */
  boolean hasEnded() {
    return ended;
  }

  /** Whether the close frame has been taken. */
  synchronized boolean isFinished() {
    return ended && !hasFrames();
  }

  /** Answers a ping ahead of all else; only the latest of several is answered. */
  synchronized void addPong(byte[] frame) {
    pong = ended ? null : frame;
  }

  /** Asks whether the client is there, ahead of all else. */
  synchronized void addPing() {
    ping = !ended;
  }

  /** Moves as much as fits to the target: before each frame, the pong and the ping. */
  synchronized void take(ByteBuffer target) {
    promised = false;
    while (target.hasRemaining() && (written > 0 || takeControls(target)) && hasFrames()) {
      byte[] frame = frames.peek().frame();
      int length = Math.min(frame.length - written, target.remaining());
      target.put(frame, written, length);
      written += length;
      if (written == frame.length) {
        removeFirst();
      }
    }
  }

  /** Returns whether none is left. */
  private boolean takeControls(ByteBuffer target) {
    if (pong != null && pong.length <= target.remaining()) {
      target.put(pong);
      pong = null;
    }
    if (ping && PING.length <= target.remaining()) {
      target.put(PING);
      ping = false;
    }
    return pong == null && !ping;
  }

  private void removeFirst() {
    bytes -= frames.remove().frame().length;
    written = 0;
  }

  /** Gives back what an empty outbox does not need; to be called now and then. */
  synchronized void rest() {
    if (frames != null && frames.isEmpty()) {
      frames = null;
    }
  }

  private boolean hasFrames() {
    return frames != null && !frames.isEmpty();
  }

  synchronized boolean isEmpty() {
    return !hasFrames() && pong == null && !ping;
  }

  /** Whether so much waits that its browser should not be listened to for now. */
  synchronized boolean isCongested() {
    return frames != null && (bytes > maxBytes / 2 || frames.size() > maxMessages / 2);
  }

  /** Drops all that has not been begun, but for the close frame. */
  synchronized void clear() {
    pong = null;
    ping = false;
    promised = false;
    if (!hasFrames()) {
      frames = null;
      return;
    }
    Waiting begun = written > 0 ? frames.pollFirst() : null;
    Waiting close = ended ? frames.pollLast() : null; // null if it has begun itself
    frames = null;
    bytes = 0;
    keep(begun);
    keep(close);
  }

  private void keep(Waiting kept) {
    if (kept != null) {
      frames = frames == null ? new ArrayDeque<>(2) : frames;
      frames.add(kept);
      bytes += kept.frame().length;
    }
  }
}
