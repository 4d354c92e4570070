package org.zmqwebbridge.demo.service;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The plug of one appliance: pulled by an order, put back when its time is over.
 *
 * <p>Owner thread: the {@link PlugService}'s. Lifetime: the service's.
 */
final class Plug {
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** The answer to an order leaves first, also through a bridge that is about to go. */
  private static final Duration GRACE = Duration.ofMillis(300);

  private final Appliance appliance;
  private Duration ordered;
  private long pullNanos;
  private boolean pulled;
  private long backNanos;

  Plug(Appliance appliance) {
    this.appliance = appliance;
  }

  /**
   * What pages see of it.
   *
   * @param name of the appliance
   * @param kind its socket
   * @param address where it can be reached
   * @param on whether it runs
   * @param back in how many milliseconds it comes back; 0 while it is on
   */
  record State(String name, String kind, String address, boolean on, long back) {}

  /** Orders the plug pulled at the next {@link #act}; one that is out already stays so. */
  void order(Duration time) {
    if (!pulled && ordered == null) {
      ordered = time;
      pullNanos = System.nanoTime() + GRACE.toNanos();
    }
  }

  /** Pulls the plug if it was ordered, puts it back if it is time; whether anything changed. */
  boolean act() {
    if (ordered != null && System.nanoTime() - pullNanos >= 0) {
      backNanos = System.nanoTime() + ordered.toNanos();
      ordered = null;
      pulled = true;
      appliance.pull();
      return true;
    }
    if (pulled && System.nanoTime() - backNanos >= 0) {
      putBack();
      return true;
    }
    return false;
  }

  State state() {
    boolean on = !pulled && ordered == null;
    return new State(
        appliance.name(), appliance.kind(), appliance.address(), on, on ? 0 : millisLeft());
  }

  private void putBack() {
    try {
      appliance.plugIn();
      pulled = false;
    } catch (RuntimeException failed) {
      System.getLogger("demo")
          .log(System.Logger.Level.WARNING, appliance.name() + " does not come back yet", failed);
      backNanos = System.nanoTime() + RETRY.toNanos();
    }
  }

  private long millisLeft() {
    if (ordered != null) {
      return ordered.toMillis();
    }
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(backNanos - System.nanoTime()));
  }
}
