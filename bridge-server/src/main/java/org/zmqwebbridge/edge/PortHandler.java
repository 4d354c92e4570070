package org.zmqwebbridge.edge;

import java.nio.ByteBuffer;

/**
 * Hears what one {@link PortConnection} brings.
 *
 * <p>Owner thread: the edge's, one call at a time, but for {@link #onTick}; none may block.
 * Lifetime: from the opening of the connection until {@link #onGone}, after which nothing but a
 * late {@link #onTick} is called.
 */
public interface PortHandler extends Visible {
  /**
   * Bytes have come. Those that are left are shown again after {@link PortConnection#resume}: some
   * may be left only by a handler that has said {@link PortConnection#pause}.
   *
   * @param bytes backed by an array, and valid during this call only
   */
  void onBytes(ByteBuffer bytes);

  /** {@link PortConnection#resume} was said; before bytes are shown, if there are any. */
  default void onResumed() {}

  /** All that was sent has been taken by the transport; where that was asked for. */
  default void onDrained() {}

  /**
   * About twice a second, for deadlines; by another thread.
   *
   * @param nanoTime of {@link System#nanoTime}
   */
  void onTick(long nanoTime);

  /**
   * It has ended: its client has left or has closed its half, or it was ended from here. Called
   * once.
   */
  void onGone();
}
