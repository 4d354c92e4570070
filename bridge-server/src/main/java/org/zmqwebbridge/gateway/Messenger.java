package org.zmqwebbridge.gateway;

import java.util.List;

/**
 * Who sends messages that nobody owes an answer, or receives them, or both.
 *
 * <p>Owner thread: as {@link Member}.
 */
public interface Messenger extends Member {
  /** Why a message that was to come does not. */
  enum Loss {
    /** It was not taken in time, and too much waits. */
    NOT_TAKEN,
    /** It is larger than the messenger takes. */
    TOO_LARGE
  }

  /**
   * It is let in; nothing was said to it before.
   *
   * @param credit how many messages it may send
   */
  void joined(int credit);

  /** It may send so many messages more. */
  void credited(int messages);

  /** A message that it sent has been taken by ZeroMQ; only who wants to know is interested. */
  default void sent() {}

  /** A message that it sent is not sent any more: it was taken back, or its endpoint has ended. */
  default void abandoned() {}

  /** A message that it sent was dropped: too much waits to be sent, of all pages. */
  void overflowed();

  /** Whether it takes such a message, which is valid during this call only. */
  boolean takes(List<byte[]> parts);

  /** Whether nothing waits: its client has been sent all that was received. */
  boolean isDrained();

  /**
   * A message has come; it is queued.
   *
   * @param parts valid during this call only; the arrays do not change any more
   * @return whether {@link #flush} must follow, at the end of the batch
   */
  boolean received(List<byte[]> parts);

  /** Writes what was queued. */
  void flush();

  /** So many messages do not come. */
  void lost(long messages, Loss why);
}
