package org.zmqwebbridge.grip;

import java.util.List;
import org.zmqwebbridge.grip.wire.ChannelRef;
import org.zmqwebbridge.grip.wire.PublishItem;

/**
 * One who hears at one channel.
 *
 * <p>Owner thread: none; its listener's as the channel's deliveries have it. Lifetime: from {@link
 * Audiences#join} until it leaves.
 */
final class Ear {
  private static final Filters NO_FILTERS = Filters.of(List.of());

  private final ChannelRef channel;
  private final String route;
  private final Audience audience;
  private final GripListener listener;
  private final Filters filters;
  private volatile String position; // null: it is not said
  private volatile boolean left;

  Ear(ChannelRef channel, String route, Audience audience, GripListener listener) {
    this.channel = channel;
    this.route = route;
    this.audience = audience;
    this.listener = listener;
    this.filters = channel.filters().isEmpty() ? NO_FILTERS : Filters.of(channel.filters());
    this.position = channel.previousId().orElse(null);
  }

  /** Whether nobody else hears its channel here. */
  boolean isAlone() {
    return audience.size() == 1;
  }

  /** What is done to items on their way. */
  Filters filters() {
    return filters;
  }

  /** The id of what it has had last; {@code null}: it is not known, or nobody cares. */
  String position() {
    return position;
  }

  /** It has had this last. */
  void moveTo(String id) {
    position = id;
  }

  /** Whether what is published goes on after something else than it has had last. */
  boolean misses(PublishItem item) {
    String last = position;
    return last != null && !last.equals(item.previousId().orElse(null));
  }

  /** The id of what is last in its channel; {@code null}: it is not known. */
  String newest() {
    return audience.lastId();
  }

  /** What it hears, as its origin says it. */
  ChannelRef channel() {
    return channel;
  }

  GripListener listener() {
    return listener;
  }

  /** The id of the route that its listener came by; may be empty. */
  String route() {
    return route;
  }

  /** Whether it does not hear any more. */
  boolean hasLeft() {
    return left;
  }

  /** Does not hear any more. */
  void leave() {
    left = true;
    audience.leave(this);
  }
}
