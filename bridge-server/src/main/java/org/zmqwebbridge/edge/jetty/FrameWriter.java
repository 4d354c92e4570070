package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.edge.SharedTail;
import org.zmqwebbridge.edge.outgoing.Outbox;
import org.zmqwebbridge.edge.outgoing.QueuedMessage;
import org.zmqwebbridge.edge.websocket.FrameBlock;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;

/**
 * The one owner of a connection's writes: anyone who has something to send writes it itself, at
 * once, unless another thread is writing or the transport is full; then it waits in the {@link
 * Outbox}, and the one that writes looks there again before it lets go.
 *
 * <p>Owner thread: the one that has moved {@code state} from IDLE to WRITING; while the transport
 * is full the state is BLOCKED and nobody's. No lock is held while writing, and nothing waits.
 */
final class FrameWriter implements Callback {
  private static final AtomicIntegerFieldUpdater<FrameWriter> STATE =
      AtomicIntegerFieldUpdater.newUpdater(FrameWriter.class, "state");
  private static final int IDLE = 0;
  private static final int WRITING = 1;
  private static final int BLOCKED = 2;
  private static final AtomicReferenceFieldUpdater<FrameWriter, SharedTail> TAIL =
      AtomicReferenceFieldUpdater.newUpdater(FrameWriter.class, SharedTail.class, "tail");
  private static final int SCRATCH_BYTES = 64 * 1024;
  private static final ThreadLocal<ByteBuffer> SCRATCH =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SCRATCH_BYTES));

  /** What a connection does about its writer. */
  interface Listener {
    /**
     * The transport takes no more for now.
     *
     * @param impossible why what waits for it cannot be kept; {@code null} if it can
     */
    void onBlocked(CloseReason impossible);

    /** All that waited has been written. */
    void onDrained();

    void onWriteFailed(Throwable cause);
  }

  private final EndPoint endPoint;
  private final SocketChannel channel; // null where bytes must go through the end point (TLS)
  private final boolean isStream; // of HTTP/2: takes nothing at once, and then one buffer
  private final Outbox outbox;
  private final ByteBudget budget;
  private final Listener listener;
  private ByteBuffer rest; // what the transport is still to take; its owner is the state's
  private volatile SharedTail tail; // whose bytes that are, if others have them too
  private volatile int state;
  private volatile long blockedSince;
  private long sent; // bytes; its owner is the state's
  private long published; // publications that passed the outbox by; its owner is the state's

  /**
   * @param budget what all connections share
   */
  FrameWriter(EndPoint endPoint, Outbox outbox, ByteBudget budget, Listener listener) {
    this.endPoint = endPoint;
    this.channel =
        endPoint.getTransport() instanceof SocketChannel socket && !endPoint.isSecure()
            ? socket
            : null;
    this.isStream = endPoint instanceof StreamEndPoint;
    this.outbox = outbox;
    this.budget = budget;
    this.listener = listener;
  }

  /** Writes what waits, if nobody else does and the transport takes it. */
  void flush() {
    boolean drained = false;
    while (!outbox.isEmpty() && STATE.compareAndSet(this, IDLE, WRITING)) {
      drained = writeWaiting();
    }
    if (drained) {
      listener.onDrained();
    }
  }

  /** As the owner; returns whether all was written, and the state is IDLE again. */
  private boolean writeWaiting() {
    try {
      ByteBuffer scratch = SCRATCH.get();
      while (!outbox.isEmpty()) {
        outbox.take(scratch.clear());
        if (!write(scratch.flip())) {
          block(scratch);
          return false;
        }
      }
      state = IDLE;
      return true;
    } catch (IOException | RuntimeException failure) {
      listener.onWriteFailed(failure); // the state stays WRITING: nobody writes after a failure
      return false;
    }
  }

  /**
   * Sends a receiver the publications of a block: what the transport does not take now waits, or is
   * lost as the policy says.
   *
   * @return why the connection must end, because what waits cannot be kept; or {@code null}
   */
  CloseReason send(FrameBlock block, Receiver receiver, SlowReaders slowReaders) {
    int left = write(block, receiver.label());
    if (left == block.count() && slowReaders.policy() == SlowReaderPolicy.LATEST) {
      flush(); // what is in the way may only not have been flushed yet
      left = write(block, receiver.label());
    }
    return left == 0 ? null : keep(block, receiver, slowReaders, left);
  }

  private CloseReason keep(FrameBlock block, Receiver receiver, SlowReaders slowReaders, int left) {
    int kept = slowReaders.policy() == SlowReaderPolicy.LATEST ? 1 : left;
    outbox.replaced(receiver, left - kept, slowReaders.tally());
    for (int i = block.count() - kept; i < block.count(); i++) {
      CloseReason impossible =
          outbox.add(
              new QueuedMessage(
                  block.publication(i), block.holdTail(i, budget), receiver, slowReaders));
      if (impossible != null) {
        return impossible;
      }
    }
    flush();
    return null;
  }

  /**
   * Writes a block without a copy if the way is free.
   *
   * @return how many of its publications, counted from the last, are left for the caller to queue
   */
  int write(FrameBlock block, byte[] label) {
    if (!outbox.isEmpty() || !STATE.compareAndSet(this, IDLE, WRITING)) {
      return block.count();
    }
    try {
      ByteBuffer bytes = block.labelled(label);
      if (outbox.hasEnded() || write(bytes)) { // nothing may follow a close frame
        published += block.count();
        state = IDLE;
        flush(); // somebody may have queued meanwhile
        return 0;
      }
      if (!bytes.hasRemaining() || (isStream && bytes.remaining() <= SCRATCH_BYTES)) {
        published += block.count();
        block(bytes); // TLS has taken all and still holds some of it; or a stream takes all
        return 0;
      }
      int begun = block.publicationAt(bytes.position());
      published += begun + 1;
      bytes.limit(block.end(begun));
      if (!blockWithOthers(block, begun, bytes)) {
        block(bytes);
      }
      return block.count() - begun - 1;
    } catch (IOException | RuntimeException failure) {
      listener.onWriteFailed(failure);
      return 0;
    }
  }

  /** Returns whether all was written. */
  private boolean write(ByteBuffer bytes) throws IOException {
    int before = bytes.remaining();
    boolean whole;
    if (channel == null) {
      whole = endPoint.flush(bytes);
    } else {
      channel.write(bytes);
      whole = !bytes.hasRemaining();
    }
    sent += before - bytes.remaining();
    return whole;
  }

  /** Leaves the rest to the end point, which calls back when the transport has taken it. */
  private void block(ByteBuffer bytes) {
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
    rest = copy.put(bytes).flip();
    blocked(rest.remaining());
  }

  /** The same with what others are still to take too, if that is large: returns whether it is. */
  private boolean blockWithOthers(FrameBlock block, int publication, ByteBuffer bytes) {
    boolean inTail = block.isInTail(publication, bytes.position());
    SharedTail shared = inTail ? block.holdTail(publication, budget) : null;
    if (shared == null) {
      return false;
    }
    rest = shared.last(bytes.remaining());
    tail = shared;
    blocked(Outbox.FRAME_OVERHEAD);
    return true;
  }

  /**
   * Has the end point write.
   *
   * @param bytes what that takes of memory
   */
  private void blocked(int bytes) {
    listener.onBlocked(outbox.hold(bytes)); // if that ends it, the write below fails
    blockedSince = System.nanoTime(); // before the sweeper can see the state
    state = BLOCKED;
    writeRest();
  }

  /** In pieces, so that a slow reader's progress with a large frame is seen. */
  private void writeRest() {
    blockedSince = System.nanoTime();
    int length = Math.min(rest.remaining(), SCRATCH_BYTES);
    ByteBuffer piece = rest.slice(rest.position(), length);
    rest.position(rest.position() + length);
    sent += length;
    endPoint.write(this, piece);
  }

  @Override
  public void succeeded() {
    if (rest.hasRemaining()) {
      writeRest();
      return;
    }
    rest = null;
    letGoOfTail();
    outbox.letGo();
    state = IDLE;
    if (outbox.isEmpty()) {
      listener.onDrained();
    } else {
      flush();
    }
  }

  @Override
  public void failed(Throwable cause) {
    letGoOfTail();
    listener.onWriteFailed(cause);
  }

  private void letGoOfTail() {
    if (tail != null) {
      SharedTail shared = TAIL.getAndSet(this, null);
      if (shared != null) {
        shared.letGo();
      }
    }
  }

  /** The transport has ended: nothing will be written any more. */
  void discard() {
    letGoOfTail();
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  /** Whether nothing is on its way: what has left the outbox has been written. */
  boolean isIdle() {
    return state == IDLE;
  }

  /** How many bytes the transport was given. */
  long sent() {
    int unused = state; // what its last owner has written is seen
    return sent;
  }

  /** How many publications it was given that did not wait in the outbox first. */
  long published() {
    int unused = state; // as above
    return published;
  }

  /** Whether the transport has taken nothing for so long. */
  boolean isStalled(long now, long nanos) {
    return state == BLOCKED && now - blockedSince >= nanos;
  }
}
