package org.zmqwebbridge.relay;

import java.util.Optional;
import org.zmqwebbridge.channel.Concurrency;
import org.zmqwebbridge.channel.Message;

/**
 * How a location serves subscribers.
 *
 * @param waits whether they wait for a message that is not there yet (long-poll); otherwise 304 at
 *     once (interval-poll)
 * @param unknown what becomes of those of a channel that there is not
 * @param concurrency how many may wait at a channel
 * @param timeoutMillis how long they wait; 0: as long as deadlines.heldMillis lets them
 * @param maxSubscribers of a channel; 0: any number
 * @param skipsQueueOnNoCache whether Cache-Control or Pragma: no-cache asks for the next message
 *     that comes, in the place of one that is kept
 * @param contentType of the messages that polls are answered with, in the place of their
 *     publishers'; empty: theirs
 */
public record SubscribeSpec(
    boolean waits,
    Unknown unknown,
    Concurrency concurrency,
    long timeoutMillis,
    int maxSubscribers,
    boolean skipsQueueOnNoCache,
    Optional<String> contentType) {
  /** They wait, all of them. */
  public static final SubscribeSpec DEFAULTS =
      new SubscribeSpec(true, Unknown.HOLD, Concurrency.BROADCAST, 0, 0, false);

  /** One whose messages are of their publishers' types. */
  public SubscribeSpec(
      boolean waits,
      Unknown unknown,
      Concurrency concurrency,
      long timeoutMillis,
      int maxSubscribers,
      boolean skipsQueueOnNoCache) {
    this(
        waits,
        unknown,
        concurrency,
        timeoutMillis,
        maxSubscribers,
        skipsQueueOnNoCache,
        Optional.empty());
  }

  /** What a message is of, as its subscribers are told. */
  String contentType(Message message) {
    return contentType.orElseGet(() -> Ways.contentType(message));
  }
}
