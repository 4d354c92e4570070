package org.zmqwebbridge.it.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * One direction of one connection through a {@link FaultProxy}: takes bytes, does to them what the
 * conditions say, and lets them go when they are due.
 *
 * <p>Owner thread: the proxy's.
 */
final class Flow {
  private static final int READ_BYTES = 16 * 1024;
  private static final int MAX_HELD_BYTES = 256 * 1024;
  private static final int PIECES_A_TURN = 64;
  private static final long LONG_AGO = Long.MIN_VALUE / 2;

  /** Bytes, and when they may leave. */
  private record Parcel(ByteBuffer bytes, long dueNanos) {}

  private final SocketChannel from;
  private final SocketChannel to;
  private final Random random;
  private final ByteBuffer input = ByteBuffer.allocate(READ_BYTES);
  private final FrameHeads heads = new FrameHeads();
  private final Deque<Parcel> held = new ArrayDeque<>();
  private Conditions conditions;
  private int heldBytes;
  private long taken; // since the connection began
  private long nextFlip = Long.MAX_VALUE;
  private long lastDueNanos;
  private long nextWriteNanos;
  private boolean sourceEnded;
  private boolean endPassedOn;
  private boolean stopped;
  private boolean blocked;

  Flow(SocketChannel from, SocketChannel to, Conditions conditions, Random random, long now) {
    this.from = from;
    this.to = to;
    this.random = random;
    this.lastDueNanos = now;
    set(conditions);
  }

  /** From now on; what is on its way already keeps its delay. */
  void set(Conditions changed) {
    conditions = changed;
    stopped = false;
    nextFlip = changed.damage().everyBytes() > 0 ? taken + gap() : Long.MAX_VALUE;
    nextWriteNanos = LONG_AGO;
  }

  private int gap() {
    return random.nextInt(2 * conditions.damage().everyBytes());
  }

  /** How many bytes have come since the connection began. */
  long taken() {
    return taken;
  }

  boolean wantsToRead() {
    return !sourceEnded && !conditions.muted() && !stopped && heldBytes < MAX_HELD_BYTES;
  }

  /** Whether it waits for the receiver to take more. */
  boolean isBlocked() {
    return blocked && !conditions.muted();
  }

  /** All has gone that will come. */
  boolean isOver() {
    return endPassedOn;
  }

  /** Takes what is there. */
  void read(long now) throws IOException {
    input.clear().limit((int) Math.min(READ_BYTES, untilStop()));
    int count = from.read(input);
    if (count < 0) {
      sourceEnded = true;
      return;
    }
    byte[] bytes = new byte[input.flip().remaining()];
    input.get(bytes);
    corrupt(bytes);
    taken += bytes.length;
    lastDueNanos = Math.max(lastDueNanos, now + delayNanos());
    held.add(new Parcel(ByteBuffer.wrap(bytes), lastDueNanos));
    heldBytes += bytes.length;
    stopped = untilStop() == 0;
  }

  private long delayNanos() {
    Conditions.Pace pace = conditions.pace();
    long jitter = pace.jitterMillis() == 0 ? 0 : random.nextLong(pace.jitterMillis());
    return TimeUnit.MILLISECONDS.toNanos(pace.delayMillis() + jitter);
  }

  private long untilStop() {
    long at = conditions.end().at();
    return at < 0 ? Long.MAX_VALUE : Math.max(0, at - taken);
  }

  private void corrupt(byte[] bytes) {
    long end = taken + bytes.length;
    BitSet inHeads = heads.of(bytes);
    long at = conditions.damage().at();
    if (at >= taken && at < end) {
      flip(bytes, at);
    }
    while (nextFlip < end) {
      if (conditions.damage().sparesHeads() && inHeads.get((int) (nextFlip - taken))) {
        nextFlip++;
        continue;
      }
      flip(bytes, nextFlip);
      nextFlip += 1 + gap();
    }
  }

  private void flip(byte[] bytes, long position) {
    bytes[(int) (position - taken)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
  }

  /** Lets go what is due; returns when there is more to do, or {@code Long.MAX_VALUE}. */
  long write(long now) throws IOException {
    blocked = false;
    if (conditions.muted() || endPassedOn) {
      return Long.MAX_VALUE;
    }
    for (int pieces = 0; !held.isEmpty(); pieces++) {
      long due = Math.max(held.peek().dueNanos(), nextWriteNanos);
      if (due - now > 0 || pieces == PIECES_A_TURN) {
        return Math.max(due, now);
      }
      if (!writePiece(now)) {
        blocked = true;
        return Long.MAX_VALUE;
      }
    }
    if (sourceEnded) {
      endPassedOn = true;
      to.shutdownOutput();
    }
    return Long.MAX_VALUE;
  }

  private boolean writePiece(long now) throws IOException {
    ByteBuffer bytes = held.peek().bytes();
    int all = bytes.limit();
    Conditions.Pace pace = conditions.pace();
    int most = pace.pieceBytes();
    if (pace.bytesPerSecond() > 0) { // in a hundred bursts a second
      most = (int) Math.min(most, Math.max(1, pace.bytesPerSecond() / 100));
    }
    bytes.limit((int) Math.min(all, (long) bytes.position() + most));
    int count = to.write(bytes);
    bytes.limit(all);
    heldBytes -= count;
    if (pace.bytesPerSecond() > 0) {
      long spent = count * TimeUnit.SECONDS.toNanos(1) / pace.bytesPerSecond();
      nextWriteNanos = Math.max(nextWriteNanos, now) + spent;
    }
    if (!bytes.hasRemaining()) {
      held.remove();
    }
    return count > 0;
  }

  /** Whether it has reached the point where its connection is to end, and all before has left. */
  boolean hasStopped() {
    return stopped && held.isEmpty() && conditions.end().how() != Conditions.End.How.MUTE;
  }

  /** Whether it is to end by a reset. */
  boolean stopsAbruptly() {
    return conditions.end().how() == Conditions.End.How.RESET;
  }

  /** Ends the stream for the receiver in the next turn, whatever the sender still has. */
  void halfClose() {
    sourceEnded = true;
    held.clear();
    heldBytes = 0;
  }
}
