package org.zmqwebbridge.edge.jetty;

import java.util.Optional;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.RequestHead;

/**
 * An exchange as all transports have it: who asks, and what becomes of it when something is late.
 *
 * <p>Owner thread: none; the sweeper's for {@link #sweep}.
 */
abstract class TimedExchange implements Exchange {
  private final long id;
  private final RequestHead head;
  private final Optional<String> foreignBy;
  private final ExchangeDeadlines deadlines = new ExchangeDeadlines();

  TimedExchange(long id, RequestHead head, Optional<String> foreignBy) {
    this.id = id;
    this.head = head;
    this.foreignBy = foreignBy;
  }

  @Override
  public final long id() {
    return id;
  }

  @Override
  public final RequestHead head() {
    return head;
  }

  @Override
  public final Optional<String> foreignPage() {
    return foreignBy;
  }

  final ExchangeDeadlines deadlines() {
    return deadlines;
  }

  @Override
  public final void holdFor(long millis) {
    deadlines.hold(System.nanoTime(), millis);
  }

  @Override
  public final void expectAnswerIn(long millis) {
    deadlines.tellIn(millis);
  }

  /** Looks after its deadlines. */
  final void sweep(long now) {
    if (isOver()) {
      return;
    }
    switch (deadlines.late(now)) {
      case BODY -> refuse(ExchangeRefusal.BODY_LATE);
      case ANSWER -> refuse(ExchangeRefusal.UNANSWERED);
      case HANDLER -> handler().onLate();
      default -> {}
    }
  }

  /** Who answers it; {@code null}: nobody yet. */
  abstract ExchangeHandler handler();

  /** Ends it instead of its handler. */
  abstract void refuse(ExchangeRefusal why);
}
