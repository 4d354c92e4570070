package org.zmqwebbridge.edge.websocket;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Sees to it that a handler hears the end of its connection once, last, and never during another
 * call, although the transport may end on any thread at any time.
 *
 * <p>Owner thread: none; the reader calls {@link #begin} and {@link #finish}, anybody {@link #end}.
 * Born in the middle of a turn: the one that opens the connection.
 */
public final class CloseSignal {
  private static final AtomicIntegerFieldUpdater<CloseSignal> STATE =
      AtomicIntegerFieldUpdater.newUpdater(CloseSignal.class, "state");
  private static final int SILENT = 0;
  private static final int SPEAKING = 1;
  private static final int ENDING = 2; // the end came while somebody was speaking
  private static final int SAID = 3;

  @SuppressWarnings("UnusedVariable") // by its updater
  private volatile int state = SPEAKING;

  /** The reader wants to speak to the handler; whether it may. */
  public boolean begin() {
    return STATE.compareAndSet(this, SILENT, SPEAKING);
  }

  /** The reader is done; whether it must now say that the connection has ended. */
  public boolean finish() {
    return STATE.getAndUpdate(this, now -> now == SPEAKING ? SILENT : SAID) == ENDING;
  }

  /** The connection has ended; whether the caller must say so, because nobody is speaking. */
  public boolean end() {
    return STATE.getAndUpdate(this, CloseSignal::ended) == SILENT;
  }

  private static int ended(int now) {
    return switch (now) {
      case SILENT -> SAID;
      case SPEAKING -> ENDING;
      default -> now;
    };
  }
}
