package org.zmqwebbridge.relay;

import java.util.Optional;

/**
 * Who is told who is on a location's channels, and what happens there.
 *
 * @param lists whether {@code GET ?presence} on a subscriber's location tells who is on a channel
 * @param tells whether subscribers that stay are told who comes and leaves
 * @param memberByQuery whether a subscriber that is nobody's may say with {@code ?member=} who it
 *     is; who has a principal is that
 * @param eventsChannel the id of a channel, in the location's store and group, where {@code
 *     subscriber_enqueue X}, {@code subscriber_dequeue X}, {@code channel_publish X} and {@code
 *     channel_delete X} are published; empty: nowhere
 */
public record PresenceSpec(
    boolean lists, boolean tells, boolean memberByQuery, Optional<String> eventsChannel) {
  /** Nobody is told anything. */
  public static final PresenceSpec NONE = new PresenceSpec(false, false, false, Optional.empty());

  /** Whether it matters who is on a channel. */
  boolean isKept() {
    return lists || tells;
  }
}
