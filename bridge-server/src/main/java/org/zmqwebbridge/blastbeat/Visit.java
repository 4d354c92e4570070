package org.zmqwebbridge.blastbeat;

/**
 * A request that is answered here: no node hears of it.
 *
 * <p>Owner thread: the loop's. Lifetime: from its request until {@link #leave}.
 */
interface Visit {
  /** Its turn has come, on this session's connection. */
  void begin(Session session);

  /**
   * A piece of its body; empty: its end, where nothing else tells that. Perhaps before its turn.
   */
  default void part(byte[] bytes) {}

  /** It was answered, or nobody waits for that any more. */
  default void leave() {}
}
