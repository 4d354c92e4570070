package org.zmqwebbridge.mongrel2;

import java.util.concurrent.atomic.AtomicReference;
import org.zmqwebbridge.observe.AskTally;

/**
 * The ask of one client to which handlers have said nothing yet, for their tally: the first message
 * of it counts, and what follows is of the same.
 *
 * <p>Owner thread: none. Lifetime: its client's.
 */
final class Unanswered {
  /** Who was asked, and when. */
  private record Ask(AskTally tally, long since) {}

  private final AtomicReference<Ask> now = new AtomicReference<>(); // null: there is none

  void begin(AskTally tally, long nanoTime) {
    if (now.get() == null && now.compareAndSet(null, new Ask(tally, nanoTime))) {
      tally.begin();
    }
  }

  /** Something was said. */
  void answered(long nanoTime) {
    Ask ask = now.get();
    if (ask != null && now.compareAndSet(ask, null)) {
      ask.tally().end();
      ask.tally().answered(nanoTime - ask.since());
    }
  }

  /** Nothing will be. */
  void end() {
    Ask ask = now.getAndSet(null);
    if (ask != null) {
      ask.tally().end();
    }
  }
}
