package org.zmqwebbridge.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.zmqwebbridge.edge.CloseReason;

/**
 * A grant in use. It ends once: its holder lets it go, or it is taken away, and then the holder is
 * told why.
 *
 * <p>Owner thread: none; its own lock is held for list changes only. Lifetime: from {@link
 * Leases#open} until {@link #close} or the end of its grant.
 */
public final class Lease implements AutoCloseable {
  private final Grant grant;
  private final Consumer<CloseReason> holder;
  private final Consumer<Lease> onEnd;
  private final List<Future<?>> deadlines = new ArrayList<>(1);
  private boolean confirmed;
  private boolean ended;

  Lease(Grant grant, Consumer<CloseReason> holder, Consumer<Lease> onEnd) {
    this.grant = grant;
    this.holder = holder;
    this.onEnd = onEnd;
  }

  /** What was granted. */
  public Grant grant() {
    return grant;
  }

  /** What will take it away at its time. */
  synchronized void endsBy(Future<?> deadline) {
    deadlines.add(deadline);
    if (ended) {
      deadline.cancel(false);
    }
  }

  /** A socket was allowed: a provisional grant is a full one now. */
  public synchronized void confirm() {
    confirmed = true;
  }

  synchronized boolean isProvisional() {
    return grant.provisional() && !confirmed;
  }

  /** Takes it away; returns whether it had not ended before. */
  boolean end(CloseReason reason) {
    boolean first = let();
    if (first) {
      holder.accept(reason);
    }
    return first;
  }

  /** The holder needs it no more. */
  @Override
  public void close() {
    boolean unused = let();
  }

  private boolean let() {
    synchronized (this) {
      if (ended) {
        return false;
      }
      ended = true;
      deadlines.forEach(deadline -> deadline.cancel(false));
      deadlines.clear();
    }
    onEnd.accept(this);
    return true;
  }
}
