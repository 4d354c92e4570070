package org.zmqwebbridge.gateway;

import java.util.Collection;

/**
 * Reads for one subscriber what was kept when it asked, a chunk at a time.
 *
 * <p>Owner thread: the loop's.
 */
interface KeptReader {
  /**
   * Reads on, until the chunk is full.
   *
   * @return whether all has been read
   */
  boolean read(KeptChunk chunk);

  /** These topics are not its business any more; true: none is. */
  boolean forget(Collection<Topic> topics);
}
