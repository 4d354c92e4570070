package org.zmqwebbridge.auth;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;

/**
 * One HTTP request whose client is asked what a page is asked, holds what it was granted as long as
 * it waits, and is answered once.
 *
 * <p>Owner thread: none; the edge's callbacks, a worker that brings a hook's answer, and whatever
 * brings the answer follow on each other, and anyone who ends it first has ended it. Lifetime: its
 * exchange's.
 */
public abstract class Visit implements ExchangeHandler {
  private static final Logger log = LoggerFactory.getLogger(Visit.class);
  private static final HttpAnswer BROKEN = HttpAnswer.text(500, "An internal error.");

  private final Exchange exchange;
  private final Guard guard;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Grant grant = Grant.ANYONE;
  private volatile Lease lease; // null: nothing can be taken away

  protected Visit(Exchange exchange, Guard guard) {
    this.exchange = exchange;
    this.guard = guard;
  }

  protected final Exchange exchange() {
    return exchange;
  }

  protected final Guard guard() {
    return guard;
  }

  /** What it holds; before it holds anything, what anyone has. */
  protected final Grant grant() {
    return grant;
  }

  // The hooks

  /** When it is known whether its client may, goes on with what that is granted, or answers. */
  protected final void await(CompletionStage<Welcome> welcome, Consumer<Grant> next) {
    watch(welcome.thenAccept(known -> onWelcome(known, next)));
  }

  private void onWelcome(Welcome welcome, Consumer<Grant> next) {
    if (welcome instanceof Welcome.In in) {
      next.accept(in.grant());
    } else if (welcome instanceof Welcome.Out out) {
      out.counter().ifPresent(guard.counters()::increment);
      finish(out.answer());
    }
  }

  /** What goes wrong in a stage must not leave a client without an answer. */
  protected final void watch(CompletionStage<Void> stage) {
    CompletionStage<Void> unused =
        stage.exceptionally(
            bug -> {
              guard
                  .counters()
                  .line(
                      LineKind.DIALECT_FAILED,
                      bug,
                      (more, trace) -> log.error("{}: failed{}", this, more, trace));
              finish(BROKEN);
              return null;
            });
  }

  /** Holds what was granted, which may be taken away while an answer is awaited. */
  protected final void hold(Grant granted) {
    grant = granted;
    Lease before = lease;
    if (granted.principal().isPresent() || granted.expiry().isPresent()) {
      lease = guard.leases().open(granted, reason -> finish(HttpAnswer.refusal(reason)));
      lease.confirm();
      if (ended.get()) {
        lease.close();
      }
    }
    if (before != null && before != lease) {
      before.close();
    }
  }

  // The end

  /** Counts, and answers. */
  protected final void refuse(Counter counter, HttpAnswer answer) {
    guard.counters().increment(counter);
    finish(answer);
  }

  /** Answers, unless it has ended already. */
  protected final void finish(HttpAnswer answer) {
    if (end()) {
      boolean unused = exchange.answer(told(answer));
    }
  }

  /** An answer as its client may read it. */
  protected HttpAnswer told(HttpAnswer answer) {
    return answer;
  }

  @Override
  public void onGone() {
    boolean unused = end();
  }

  @Override
  public Occupant occupant() {
    return new Occupant(speaks(), grant.principal(), hears());
  }

  /** The dialect, as an operator reads it. */
  protected abstract String speaks();

  /** What it waits for, the same. */
  protected List<String> hears() {
    return List.of();
  }

  protected final boolean hasEnded() {
    return ended.get();
  }

  /** Lets go of all that it has; whether it had not ended before. May be called again and again. */
  protected boolean end() {
    boolean first = ended.compareAndSet(false, true);
    Lease held = lease;
    if (first && held != null) {
      held.close();
    }
    return first;
  }

  @Override
  public String toString() {
    return "exchange " + exchange.id();
  }
}
