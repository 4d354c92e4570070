package org.zmqwebbridge.edge.jetty;

import org.zmqwebbridge.edge.LiveConnection;

/**
 * Something of a client's that is no WebSocket and may last, for operators who look at it, and end
 * it.
 *
 * <p>Owner thread: none; every method is for any thread.
 */
interface Lasting {
  /** As log lines name it. */
  long id();

  /**
   * How it is now.
   *
   * @param now of {@link System#nanoTime}
   */
  LiveConnection look(long now);

  /**
   * Ends it at once, and counts that.
   *
   * @return false: its end has begun already
   */
  boolean cut();
}
