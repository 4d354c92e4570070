package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection.UpgradeTo;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.ConnectionLimits;
import org.zmqwebbridge.edge.Lifetimes;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.SharedTail;
import org.zmqwebbridge.edge.StreamHandler;
import org.zmqwebbridge.edge.access.AccessEntry.Kind;
import org.zmqwebbridge.edge.outgoing.Outbox;
import org.zmqwebbridge.edge.outgoing.QueuedMessage;
import org.zmqwebbridge.edge.websocket.FrameBlock;
import org.zmqwebbridge.edge.websocket.FrameEncoding;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counter;

/**
 * The connection of an answer that is streamed: taken over from HTTP, so that its head and its
 * chunks go out as WebSocket frames do. It ends with its stream; what its client sends meanwhile is
 * dropped.
 *
 * <p>Owner thread: Jetty's selector for what comes in; {@link #sweep} is the sweeper's; all else is
 * for any thread. Lifetime: from the answer until {@link #onClose}.
 */
final class StreamConnection extends AbstractConnection.NonBlocking
    implements ByteStream, UpgradeTo, FrameWriter.Listener {
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(ISO_8859_1);
  private static final int BUFFER_BYTES = 2048;

  private final OpenStreams all;
  private final ConnectionLimits limits;
  private final StreamHandler handler;
  private final Outbox outbox;
  private final FrameWriter writer;
  private volatile long endedAt; // 0: not yet
  private final AtomicBoolean over = new AtomicBoolean();
  private final long id;
  private final long lifetimeEnd; // nanoseconds; 0: never
  private final AccessRecorder.Stay stay; // null where nobody wants to be told

  /**
   * @param id that of its exchange
   * @param head what it answers
   */
  StreamConnection(
      long id,
      RequestHead head,
      EndPoint endPoint,
      OpenStreams all,
      ConnectionLimits limits,
      StreamHandler handler) {
    super(endPoint, all.registry().executor());
    this.id = id;
    this.lifetimeEnd = all.registry().lifetimes().end(System.nanoTime(), limits.lifetimeMillis());
    this.stay = all.registry().access().flatMap(log -> log.begin(head, Kind.STREAM)).orElse(null);
    this.all = all;
    this.limits = limits;
    this.handler = handler;
    this.outbox =
        new Outbox(limits.maxQueuedBytes(), limits.maxQueuedMessages(), all.registry().outgoing());
    this.writer = new FrameWriter(endPoint, outbox, all.registry().outgoing(), this);
  }

  /** Begins with the head of the answer. */
  void begin(byte[] head) {
    all.add(this);
    if (isKept(outbox.add(head))) {
      writer.flush();
    }
  }

  // In

  @Override
  public void onUpgradeTo(ByteBuffer bytes) {
    // nothing that comes on this connection is answered any more
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().setIdleTimeout(0); // heartbeats and the sweeper see to it
    if (getEndPoint().isOpen()) {
      fillInterested();
    } else {
      onEnd();
    }
  }

  @Override
  public void onFillable() {
    ByteBuffer buffer = BufferUtil.allocate(BUFFER_BYTES);
    try {
      int bytes = getEndPoint().fill(buffer);
      if (bytes < 0) {
        getEndPoint().close();
      } else {
        fillInterested(); // one buffer a turn
      }
    } catch (IOException broken) {
      getEndPoint().close(broken);
    }
  }

  // Out

  @Override
  public void send(byte[] bytes) {
    byte[] chunk = FrameEncoding.CHUNKED.frame(new OutgoingMessage(MessageType.TEXT, bytes));
    if (isKept(outbox.add(chunk))) {
      writer.flush();
    }
  }

  @Override
  public void send(Batch batch, Receiver receiver, SlowReaders slowReaders) {
    if (outbox.hasEnded()) {
      return;
    }
    FrameBlock block = batch.encoded(FrameEncoding.CHUNKED);
    int left = writer.write(block, receiver.label());
    if (left == block.count() && slowReaders.policy() == SlowReaderPolicy.LATEST) {
      writer.flush(); // what is in the way may only not have been flushed yet
      left = writer.write(block, receiver.label());
    }
    if (left == 0) {
      return;
    }
    int kept = slowReaders.policy() == SlowReaderPolicy.LATEST ? 1 : left;
    outbox.replaced(receiver, left - kept, slowReaders.tally());
    for (int i = block.count() - kept; i < block.count(); i++) {
      SharedTail tail = block.holdTail(i, all.registry().outgoing());
      QueuedMessage publication =
          new QueuedMessage(block.publication(i), tail, receiver, slowReaders);
      if (!isKept(outbox.add(publication))) {
        return;
      }
    }
    writer.flush();
  }

  @Override
  public long takeDropped(Receiver receiver) {
    return outbox.takeDropped(receiver);
  }

  @Override
  public boolean isDrained() {
    return outbox.isEmpty() && writer.isIdle();
  }

  @Override
  public void onBlocked(CloseReason impossible) {
    isKept(impossible);
  }

  /** Whether there is room; otherwise it ends at once. */
  private boolean isKept(CloseReason impossible) {
    if (impossible == null) {
      return true;
    }
    Counter counter =
        switch (impossible) {
          case OVERLOADED -> Counter.OUTGOING_OVERLOADED;
          case MISSED_PUBLICATION -> Counter.SLOW_SUBSCRIBERS_CLOSED;
          default -> Counter.REPLIES_OVERFLOWED;
        };
    abort(counter);
    return false;
  }

  private void abort(Counter counter) {
    all.registry().counters().increment(counter);
    outbox.discard();
    getEndPoint().close();
  }

  @Override
  public void onDrained() {
    if (outbox.hasEnded()) {
      getEndPoint().shutdownOutput();
    }
  }

  @Override
  public void onWriteFailed(Throwable cause) {
    getEndPoint().close(cause);
  }

  // The end

  @Override
  public void end() {
    endedAt = endedAt == 0 ? System.nanoTime() | 1 : endedAt;
    outbox.end(LAST_CHUNK);
    writer.flush();
  }

  /** Looks after its deadlines. */
  void sweep(long now) {
    if (writer.isStalled(now, TimeUnit.MILLISECONDS.toNanos(limits.writeMillis()))) {
      abort(Counter.SLOW_READERS_CLOSED);
    } else if (isStuck(now)) {
      getEndPoint().close(); // its client does not end its half
    } else if (endedAt == 0 && Lifetimes.isOver(lifetimeEnd, now)) {
      all.registry().counters().increment(Counter.LIFETIMES_OVER);
      end();
    } else {
      outbox.rest();
      handler.onTick(now);
    }
  }

  private boolean isStuck(long now) {
    return endedAt != 0
        && isDrained()
        && now - endedAt >= TimeUnit.MILLISECONDS.toNanos(limits.closeMillis());
  }

  @Override
  public void onClose(Throwable cause) {
    super.onClose(cause);
    onEnd();
  }

  private void onEnd() {
    if (over.compareAndSet(false, true)) {
      outbox.discard();
      writer.discard();
      all.remove(this);
      if (stay != null) {
        stay.end(id, OptionalInt.empty(), 0, writer.sent());
      }
      handler.onClosed();
    }
  }
}
