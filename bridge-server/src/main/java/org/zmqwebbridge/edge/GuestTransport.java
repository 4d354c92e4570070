package org.zmqwebbridge.edge;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of a connection that another HTTP server has accepted. Nothing here blocks.
 *
 * <p>Owner thread: one that reads and one that writes, at a time; {@link #close} is for any.
 */
public interface GuestTransport {
  /**
   * Reads what there is.
   *
   * @param into from its position on
   * @return how many bytes; 0: none for now; -1: it has ended
   */
  int read(ByteBuffer into) throws IOException;

  /**
   * Whether there is something to read, or its end.
   *
   * @throws IOException if it is broken, which reading says too
   */
  boolean isReadable() throws IOException;

  /** Has {@link Guest#onReadable} called once, when there is something to read. */
  void awaitReadable();

  /**
   * Takes what it can.
   *
   * @return whether all of it, and all before it, is with the operating system
   */
  boolean write(ByteBuffer bytes) throws IOException;

  /** Has {@link Guest#onWritable} called once, when it takes more. */
  void awaitWritable();

  /**
   * Ends our half of the stream.
   *
   * @return whether that could be done; otherwise all of it is to be closed
   */
  boolean shutdownOutput();

  void close();
}
