package org.zmqwebbridge.edge;

/**
 * Hears what becomes of one {@link ByteStream}.
 *
 * <p>Owner thread: the edge's; none may block.
 */
public interface StreamHandler extends Visible {
  /**
   * About twice a second.
   *
   * @param nanoTime of {@link System#nanoTime}
   */
  void onTick(long nanoTime);

  /** It has ended, no matter who ended it; called once. */
  void onClosed();
}
