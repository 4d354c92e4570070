package org.zmqwebbridge.channel;

/** Where in a channel somebody begins to read. */
public sealed interface Place {
  /** From the oldest message that is kept. */
  Place OLDEST = new After(MessageId.NONE);

  /** Only what is published from now on. */
  Place NEWEST = new Nth(0);

  /**
   * After a message.
   *
   * @param id of one that need not be kept any more, nor ever have been
   */
  record After(MessageId id) implements Place {}

  /**
   * At a message that is counted.
   *
   * @param number from 1: the first, the second … that is kept; below 0: the last, the last but one
   *     …; 0: after all
   */
  record Nth(int number) implements Place {}
}
