package org.zmqwebbridge.mongrel2;

import java.nio.ByteBuffer;
import org.zmqwebbridge.http1.BadRequestException;

/**
 * What the next bytes of a client are: requests, a body, frames, text.
 *
 * <p>Owner thread: the one that reads. Lifetime: until its client has {@linkplain Client#become
 * become} another, or has gone.
 */
interface Input {
  /**
   * Reads on, until all is taken, its client pauses, or another input follows.
   *
   * @throws BadRequestException if it is nothing that may be there
   */
  void read(ByteBuffer bytes) throws BadRequestException;

  /** It may go on, perhaps without another byte. */
  default void onResumed() {}

  /** All that was sent has been taken. */
  default void onDrained() {}

  /** Its client has gone. */
  default void onGone() {}
}
