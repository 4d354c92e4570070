package org.zmqwebbridge.gateway;

/**
 * What one subscriber is still to be told of publications that it has missed, before the next that
 * it gets.
 *
 * <p>Owner thread: the loop's.
 */
final class Gap {
  private boolean open;
  private long after;

  /**
   * Publications after an offset are lost.
   *
   * @param offset {@link Subscriber#OTHER_EPOCH} if all are that the subscriber knows of
   */
  void begin(long offset) {
    after = open ? Math.min(after, offset) : offset;
    open = true;
  }

  /** Tells it, if there is one; the next publication has this offset. */
  boolean tell(Subscriber subscriber, long from) {
    boolean told = open;
    if (open) {
      open = false;
      subscriber.gap(after, from);
    }
    return told;
  }
}
