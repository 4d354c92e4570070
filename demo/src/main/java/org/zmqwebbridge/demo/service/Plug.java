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

  private final Appliance appliance;
  private Duration ordered;
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
   * @param does in a few words, what it does
   * @param on whether it runs
   * @param back in how many milliseconds it comes back; 0 while it is on
   */
  record State(String name, String kind, String address, String does, boolean on, long back) {}

  /** Orders the plug pulled at the next {@link #act}; one that is out already stays so. */
  void order(Duration time) {
    if (!pulled) {
      ordered = time;
    }
  }

  /** Pulls the plug if it was ordered, puts it back if it is time; whether anything changed. */
  boolean act() {
    if (ordered != null) {
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
        appliance.name(),
        appliance.kind(),
        appliance.address(),
        appliance.does(),
        on,
        on ? 0 : millisLeft());
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
