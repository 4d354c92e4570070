package org.zmqwebbridge.channel;

import java.util.List;

/**
 * Messages of a channel, one after the other.
 *
 * @param exists whether there is such a channel
 * @param messages the first ones from the place that was asked for; none: nothing is there yet
 * @param end the place after them, to go on from; without messages, the place that was asked for,
 *     in which {@link Place.Nth} has become an id
 * @param isWhole whether nothing is kept after them
 * @param hasGap whether messages after the place that was asked for are not kept any more
 */
public record Stretch(
    boolean exists, List<Message> messages, MessageId end, boolean isWhole, boolean hasGap) {
  public Stretch {
    messages = List.copyOf(messages);
  }

  /** Of a channel that there is not. */
  public static Stretch missing(Place place) {
    MessageId end = place instanceof Place.After after ? after.id() : MessageId.NONE;
    return new Stretch(false, List.of(), end, true, false);
  }
}
