package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.ConnectionLimits;
import org.zmqwebbridge.edge.Lifetimes;
import org.zmqwebbridge.edge.LiveConnection;
import org.zmqwebbridge.edge.LiveConnection.From;
import org.zmqwebbridge.edge.LiveConnection.Kind;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.StreamHandler;
import org.zmqwebbridge.edge.websocket.FrameEncoding;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counter;

/**
 * The connection of an answer that is streamed: taken over from HTTP/1.1, so that its head and its
 * chunks go out as WebSocket frames do, or the stream of HTTP/2 that it is. It ends with its
 * stream; what its client sends meanwhile is dropped.
 *
 * <p>Owner thread: Jetty's selector for what comes in; all else as its base has it.
 */
final class StreamConnection extends TakenConnection implements ByteStream, Lasting {
  private static final int BUFFER_BYTES = 2048;

  private final RequestHead head;
  private final FrameEncoding encoding;
  private final StreamHandler handler;
  private final long lifetimeEnd; // nanoseconds; 0: never

  /**
   * @param id that of its exchange
   * @param head what it answers
   */
  StreamConnection(
      long id,
      RequestHead head,
      EndPoint endPoint,
      TakenConnections all,
      ConnectionLimits limits,
      FrameEncoding encoding,
      StreamHandler handler) {
    super(id, head, endPoint, all, limits);
    this.lifetimeEnd = all.registry().lifetimes().end(System.nanoTime(), limits.lifetimeMillis());
    this.head = head;
    this.encoding = encoding;
    this.handler = handler;
  }

  /** Begins with the head of the answer, if it is not written elsewhere. */
  void begin(byte... head) {
    enter();
    sendAll(head);
  }

  // In

  @Override
  public void onUpgradeTo(ByteBuffer bytes) {
    // nothing that comes on this connection is answered any more
  }

  @Override
  void onTaken() {
    fillInterested();
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
    sendAll(encoding.frame(new OutgoingMessage(MessageType.TEXT, bytes)));
  }

  @Override
  public void send(Batch batch, Receiver receiver, SlowReaders slowReaders) {
    if (!outbox().hasEnded()) {
      isKept(writer().send(batch.encoded(encoding), receiver, slowReaders));
    }
  }

  @Override
  public long takeDropped(Receiver receiver) {
    return outbox().takeDropped(receiver);
  }

  // For operators

  @Override
  Optional<Lasting> lasting() {
    return Optional.of(this);
  }

  @Override
  public LiveConnection look(long now) {
    return look(this, Kind.STREAM, () -> From.of(head), openNanos(now), 0, handler::occupant);
  }

  /** A client that has taken all sees its end; another one, that something is missing. */
  @Override
  public boolean cut() {
    if (isEnding() || !isDrained()) {
      return !isEnding() && endByOperator();
    }
    boolean goesOn = getEndPoint().isOpen();
    if (goesOn) {
      counters().increment(Counter.CONNECTIONS_ENDED_BY_OPERATOR);
      end();
    }
    return goesOn;
  }

  // The end

  @Override
  public void end() {
    endWith(encoding.last());
  }

  @Override
  void onTick(long now) {
    if (!isEnding() && Lifetimes.isOver(lifetimeEnd, now)) {
      counters().increment(Counter.LIFETIMES_OVER);
      end();
    } else {
      handler.onTick(now);
    }
  }

  @Override
  void onEnd() {
    handler.onClosed();
  }
}
