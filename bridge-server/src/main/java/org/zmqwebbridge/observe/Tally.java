package org.zmqwebbridge.observe;

/**
 * Where things are counted: for the whole bridge ({@link Counters}), or for one endpoint ({@link
 * EndpointMeters}).
 *
 * <p>Owner thread: none; any thread may count.
 */
public interface Tally {
  /** Adds some. */
  void add(Counter counter, long amount);

  /** Adds one. */
  default void increment(Counter counter) {
    add(counter, 1);
  }
}
