package org.zmqwebbridge.bench;

/**
 * What a subscription has heard of the publisher's numbers, and what is missing among them.
 *
 * <p>Owner thread: the loop's.
 */
final class Reception {
  /** Hears of each delivery that has a number of this load. */
  interface Listener {
    void onDelivery(long number, long nowNanos);

    void onOther(long nowNanos);
  }

  private final Listener listener;
  private boolean greeted;
  private long last;
  private long missing;
  private long deliveries;

  Reception(Listener listener) {
    this.listener = listener;
  }

  /** A publication has come; its bytes begin at the first of the two positions. */
  void heard(byte[] bytes, int from, int to, long nowNanos) {
    long number = Serial.read(bytes, from, to);
    if (number == 0) {
      greeted = true;
      return;
    }
    deliveries++;
    if (number < 0) {
      listener.onOther(nowNanos);
      return;
    }
    missing += Math.max(0, number - last - 1);
    last = number;
    listener.onDelivery(number, nowNanos);
  }

  /** Whether a publication has come before the load began. */
  boolean isGreeted() {
    return greeted;
  }

  /** The number of the last publication. */
  long last() {
    return last;
  }

  /** Gaps in the numbers so far. */
  long missing() {
    return missing;
  }

  long deliveries() {
    return deliveries;
  }
}
