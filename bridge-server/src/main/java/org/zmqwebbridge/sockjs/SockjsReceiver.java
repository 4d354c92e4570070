package org.zmqwebbridge.sockjs;

/**
 * A request of a session's client that waits for frames.
 *
 * <p>Owner thread: the session's, under its lock; none may block.
 */
interface SockjsReceiver {
  /** Writes a frame; one that is there for one has ended then. */
  void frame(String frame);

  /** Whether it takes no more frames. */
  boolean isOver();

  /** Whether the transport has taken all that was written. */
  boolean isDrained();

  /** Ends it. */
  void end();
}
