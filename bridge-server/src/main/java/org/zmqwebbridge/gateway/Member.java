package org.zmqwebbridge.gateway;

import org.zmqwebbridge.observe.OfConnection;

/**
 * Somebody who uses an endpoint: what its gateway tells it. It asks the gateway by its {@link
 * Seat}.
 *
 * <p>Owner thread: the loop's calls everything here, unless a method says otherwise; none may
 * block. Lifetime: nothing is called after {@link Seat#leave} has been handled. {@code toString} is
 * its name in the log.
 */
public interface Member extends OfConnection {
  /** Unique within its connection. */
  int number();

  /** It is not let in, and has no seat any more; nothing follows. */
  void refused(JoinError error);

  /** Whether it wants {@link #notice notices}. */
  boolean wantsNotices();

  /**
   * Something to know about its service, or the bridge.
   *
   * @param count how many, for {@link Notice#DROPPED}; 0 means nothing
   */
  void notice(Notice notice, long count);

  /**
   * How many publications it has lost since the last call; while it still reads too slowly, that is
   * not told.
   */
  default long takeDropped() {
    return 0;
  }
}
