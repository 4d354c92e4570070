package org.zmqwebbridge.gateway;

import java.util.List;

/**
 * Who asks a service. Each of its requests has exactly one outcome: its reply, a failure, or that
 * the caller gives it up or leaves.
 *
 * <p>Owner thread: as {@link Member}; {@link #failed} may be called by any thread.
 */
public interface Caller extends Member {
  /** It is let in; nothing was said to it before. */
  void joined();

  /**
   * Whether it takes such a reply; otherwise its request ends with {@link Outcome#TOO_LARGE}.
   *
   * @param parts valid during this call only
   * @param maxMessageBytes the endpoint's limit for what goes to a browser
   */
  boolean takes(List<byte[]> parts, int maxMessageBytes);

  /**
   * A request ends with its reply, which is queued.
   *
   * @param id what the caller calls the request
   * @param parts valid during this call only; the arrays do not change any more
   * @return whether {@link #flush} must follow, at the end of the batch
   */
  boolean replied(int id, List<byte[]> parts);

  /** Writes what was queued. */
  void flush();

  /**
   * A request ends without its reply.
   *
   * @param id what the caller calls the request
   */
  void failed(int id, Outcome outcome);
}
