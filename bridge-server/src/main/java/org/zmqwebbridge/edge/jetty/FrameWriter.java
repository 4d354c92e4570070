package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.TextMessage;

/**
 * Writes one connection's queue, a frame at a time, and its close frame last.
 *
 * <p>Owner thread: whichever runs the iteration; {@link IteratingCallback} lets only one at a time.
 * Nothing here blocks: a write that the transport does not take completes later. Lifetime: as long
 * as its connection.
 */
final class FrameWriter extends IteratingCallback {
  private final CoreSession session;
  private final OutboundQueue queue;
  private volatile CloseReason closing;
  private volatile long stalledSince;
  private volatile boolean writing;
  private final AtomicReference<ByteBuffer> pong = new AtomicReference<>();
  private final Semaphore pongs = new Semaphore(1);
  private final Callback pongSent = Callback.from(this::onPongSent, failure -> {});
  private boolean closeSent;

  FrameWriter(CoreSession session, OutboundQueue queue) {
    this.session = session;
    this.queue = queue;
  }

  /** To be called after something was queued. */
  void wake() {
    iterate();
  }

  /** Sends a close frame behind what is queued. */
  void close(CloseReason reason) {
    closing = reason;
    iterate();
  }

  @Override
  protected Action process() {
    TextMessage next = queue.poll();
    if (next != null) {
      begin();
      session.sendFrame(frame(next), this, false);
      return Action.SCHEDULED;
    }
    CloseReason reason = closing;
    if (reason != null && !closeSent) {
      closeSent = true;
      begin();
      session.close(new CloseStatus(reason.code(), reason.clientText()), this);
      return Action.SCHEDULED;
    }
    return Action.IDLE;
  }

  private void begin() {
    stalledSince = System.nanoTime();
    writing = true;
  }

  @Override
  protected void onSuccess() {
    writing = false;
  }

  private static Frame frame(TextMessage message) {
    ByteBuffer payload = ByteBuffer.allocate(message.length());
    payload.put(message.head()).put(message.tail()).flip();
    return new Frame(OpCode.TEXT, true, payload);
  }

  /** Whether one write has been waiting for the transport for at least so long. */
  boolean hasStalled(long now, long nanos) {
    return writing && now - stalledSince >= nanos;
  }

  /**
   * Answers a ping, ahead of the queue: it says that the bridge is alive, not that it is idle. Only
   * the latest of several pings is answered while a pong waits for the transport (RFC 6455, section
   * 5.5.3), so pings cannot fill memory.
   */
  void pong(ByteBuffer payload) {
    pong.set(payload);
    if (pongs.tryAcquire()) {
      sendPong();
    }
  }

  private void sendPong() {
    ByteBuffer payload = pong.getAndSet(null);
    if (payload == null) {
      pongs.release();
      return;
    }
    session.sendFrame(new Frame(OpCode.PONG, true, payload), pongSent, false);
  }

  private void onPongSent() {
    pongs.release();
    if (pong.get() != null && pongs.tryAcquire()) {
      sendPong();
    }
  }

  void ping() {
    session.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
  }
}
