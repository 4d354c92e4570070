package org.zmqwebbridge.edge;

import org.zmqwebbridge.flow.SlowReaders;

/**
 * The body of an answer that has no end of its own: what is sent is written as on a {@link
 * Connection}, with the same limits and the same policies for slow readers.
 *
 * <p>Owner thread: none; every method may be called from any thread and never blocks. Lifetime:
 * from {@link Exchange#stream} until {@link StreamHandler#onClosed}; what is sent later is silently
 * dropped.
 */
public interface ByteStream {
  /** Sends bytes that must not be lost. */
  void send(byte[] bytes);

  /**
   * Sends the publications of a batch; as {@link Connection#send(Batch, Receiver, SlowReaders)}.
   */
  void send(Batch batch, Receiver receiver, SlowReaders slowReaders);

  /**
   * How many publications of this receiver were lost since the last call, because its client reads
   * too slowly; 0 while it still does, and where that is not known.
   */
  default long takeDropped(Receiver receiver) {
    return 0;
  }

  /** Whether nothing waits: the transport has taken all that was sent. */
  boolean isDrained();

  /** Ends it after what has been sent, and its connection with it. */
  void end();
}
