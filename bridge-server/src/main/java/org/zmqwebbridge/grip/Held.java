package org.zmqwebbridge.grip;

/**
 * A request that waits for what is published.
 *
 * <p>Owner thread: as {@link GripVisit}.
 */
interface Held extends GripListener {
  /** Begins to wait. */
  void begin(Subscriptions wanted);

  /** Its time is over. */
  void onLate();

  /** It ends, whoever ended it; lets go of all that it has. May be called again. */
  void end();
}
