package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Notices that a client leaves while it is not decided yet whether it may have its WebSocket. One
 * that says more before it is answered may not (RFC 6455, section 4.1), and is taken for gone.
 *
 * <p>Owner thread: none; the one that ends it first has. Lifetime: until the decision, or until the
 * client has gone.
 */
final class HandshakeWatch implements Callback {
  private final HttpStream stream;
  private final long idleMillis; // for how long it may be silent otherwise
  private final EndPoint endPoint;
  private final boolean isStream;
  private final Runnable onGone;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean isGone;

  private HandshakeWatch(HttpCall exchange, Runnable onGone) {
    this.stream = exchange.stream();
    this.idleMillis = stream.getIdleTimeout();
    this.endPoint = exchange.endPoint();
    this.isStream = exchange.isStream();
    this.onGone = onGone;
  }

  /**
   * Begins.
   *
   * @param onGone is called at most once
   */
  static HandshakeWatch begin(HttpCall exchange, Runnable onGone) {
    Request request = exchange.request();
    HandshakeWatch watch = new HandshakeWatch(exchange, onGone);
    watch.stream.setIdleTimeout(0); // the one that decides has a deadline
    if (watch.isStream) {
      request.addFailureListener(watch::failed);
    } else if (!watch.endPoint.tryFillInterested(watch)) {
      watch.over.set(true); // somebody reads from it, and notices
    }
    return watch;
  }

  /** It is decided; whether its client is still there. */
  boolean end() {
    if (over.compareAndSet(false, true) && !isStream) {
      TakeOver.withdrawInterest(endPoint);
    }
    if (isGone) {
      return false;
    }
    stream.setIdleTimeout(idleMillis);
    return true;
  }

  @Override
  public void succeeded() {
    if (over.compareAndSet(false, true)) {
      boolean hasEnded = true;
      ByteBuffer more = BufferUtil.allocate(1);
      try {
        hasEnded = endPoint.fill(more) != 0;
      } catch (IOException broken) {
        // so it has
      }
      if (hasEnded) {
        leave();
      }
    }
  }

  @Override
  public void failed(Throwable cause) {
    if (over.compareAndSet(false, true)) {
      leave();
    }
  }

  private void leave() {
    isGone = true;
    onGone.run();
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
