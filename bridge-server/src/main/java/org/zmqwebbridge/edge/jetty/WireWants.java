package org.zmqwebbridge.edge.jetty;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What the handler of a connection wants of the body of the request that was handed over last.
 *
 * <p>Owner thread: any for {@link #ask}; all else is for the one that has the turn.
 */
final class WireWants {
  /** What is done with the body. */
  private enum What {
    /** There is none, or no more of it. */
    NOTHING,
    /** It waits. */
    LATER,
    WHOLE,
    PART
  }

  /** That, and how much of it is taken. */
  private record Want(What what, int maxBytes) {}

  private static final Want NOTHING = new Want(What.NOTHING, 0);
  private static final Want LATER = new Want(What.LATER, 0);

  private final AtomicReference<Want> want = new AtomicReference<>(NOTHING);

  /** A body begins, of which nothing is wanted yet. */
  void begin() {
    want.set(LATER);
  }

  /** A part has been given; the next may be asked for. */
  void given() {
    want.set(LATER);
  }

  /** There is no more of it. */
  void end() {
    want.set(NOTHING);
  }

  /** Asks for all of it, or a part; returns whether there is a body of which nothing is asked. */
  boolean ask(boolean whole, int maxBytes) {
    return want.compareAndSet(LATER, new Want(whole ? What.WHOLE : What.PART, maxBytes));
  }

  /** Whether not all of it has been read. */
  boolean isOpen() {
    return want.get().what() != What.NOTHING;
  }

  /** Whether something of it is to be read. */
  boolean isAsked() {
    What what = want.get().what();
    return what == What.WHOLE || what == What.PART;
  }

  /** Whether all of it is to be read. */
  boolean isWhole() {
    return want.get().what() == What.WHOLE;
  }

  /** Whether a part of it is. */
  boolean isPart() {
    return want.get().what() == What.PART;
  }

  int maxBytes() {
    return want.get().maxBytes();
  }
}
