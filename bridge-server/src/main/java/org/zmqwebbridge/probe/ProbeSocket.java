package org.zmqwebbridge.probe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One socket, wherever it leads. What goes wrong is an {@link IllegalStateException} whose message
 * says what happened, to what, and what to do.
 *
 * <p>Owner thread: its maker's, which waits.
 */
interface ProbeSocket extends AutoCloseable {
  /**
   * Sends one message, and waits until it is on its way.
   *
   * @param message at least one part
   */
  void send(List<byte[]> message, Duration patience);

  /**
   * The next message that came: a reply, or what was published; empty: none in time.
   *
   * @throws IllegalStateException if none can come any more, or the request has failed
   */
  Optional<List<byte[]>> receive(Duration patience);

  /** Why nothing came, as far as this side can know. */
  String silence();

  /** Ends it when what was sent is on its way. */
  @Override
  void close();
}
