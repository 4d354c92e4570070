package org.zmqwebbridge.edge;

import java.nio.ByteBuffer;

/**
 * Hears what one {@link PortStream} brings.
 *
 * <p>Owner thread: the edge's, one call at a time, but for {@link #onTick}; none may block. Streams
 * of one connection may be called at the same time. Lifetime: from the head of the request until
 * {@link #onGone}, after which nothing but a late {@link #onTick} is called.
 */
public interface PortStreamHandler extends Visible {
  /**
   * Bytes of the body have come, or of a WebSocket's frames. Those that are left are shown again
   * after {@link PortStream#resume}: some may be left only by one that has said {@link
   * PortStream#pause}.
   *
   * @param bytes backed by an array, and valid during this call only
   */
  void onBytes(ByteBuffer bytes);

  /**
   * There is no more of the body, or the client of a WebSocket has ended its half. Called once,
   * also where there was no body; not while it is paused.
   */
  void onEnd();

  /** {@link PortStream#resume} was said; before bytes are shown, if there are any. */
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
   * It has ended: all of the answer has been taken, or its client has reset it or has left, or it
   * was ended from here. Called once, and at once.
   */
  void onGone();
}
