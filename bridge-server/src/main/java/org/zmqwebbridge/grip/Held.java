package org.zmqwebbridge.grip;

import org.zmqwebbridge.grip.wire.MalformedGripException;

/**
 * A request that waits for what is published.
 *
 * <p>Owner thread: as {@link GripVisit}.
 */
interface Held extends GripListener {
  /**
   * Begins to wait.
   *
   * @throws MalformedGripException if its origin wants what cannot be; nothing has been sent then
   */
  void begin(Subscriptions wanted) throws MalformedGripException;

  /** Its time is over. */
  void onLate();

  /** Its client has left: its origin hears it, if that wants to. */
  void tellGone();

  /** The bridge ends: its client is told to come again. */
  void stop();

  /** It ends, no matter who ended it; lets go of all that it has. May be called again. */
  void end();
}
