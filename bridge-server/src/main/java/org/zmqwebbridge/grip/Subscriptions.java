package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.grip.wire.ChannelRef;
import org.zmqwebbridge.observe.Counter;

/**
 * The channels that one request or WebSocket hears.
 *
 * <p>Owner thread: none; a small lock. Lifetime: its listener's.
 */
final class Subscriptions {
  private final String prefix;
  private final GripListener listener;
  private final GripContext context;
  private final Map<String, ChannelRef> wanted = new LinkedHashMap<>(); // by their whole names
  private final Map<String, Ear> ears = new LinkedHashMap<>(); // lock: this
  private boolean ended; // lock: this

  private Subscriptions(String prefix, GripListener listener, GripContext context) {
    this.prefix = prefix;
    this.listener = listener;
    this.context = context;
  }

  /** Those of an instruct, and those that its origin's target has by itself. */
  static Subscriptions of(
      GripRoute route,
      Target target,
      List<ChannelRef> channels,
      GripListener listener,
      GripContext context) {
    Subscriptions made = new Subscriptions(route.options().prefix(), listener, context);
    List<ChannelRef> all = new ArrayList<>();
    target.channels().forEach(name -> all.add(new ChannelRef(name, Optional.empty(), List.of())));
    all.addAll(channels);
    for (ChannelRef channel : all) {
      if (made.wanted.size() < context.limits().maxSubscriptions()) {
        made.wanted.put(made.prefix + channel.name(), channel);
      } else {
        context.count(Counter.GRIP_SUBSCRIPTIONS_REFUSED);
      }
    }
    return made;
  }

  /** The whole names of those that are wanted. */
  List<String> names() {
    return List.copyOf(wanted.keySet());
  }

  /** Hears all that are wanted. */
  void join() {
    wanted.forEach((name, channel) -> add(channel));
  }

  /** Hears one more; false: it has as many as it may. */
  boolean add(ChannelRef channel) {
    String name = prefix + channel.name();
    synchronized (this) {
      if (ended || ears.containsKey(name)) {
        return true;
      }
      if (ears.size() >= context.limits().maxSubscriptions()) {
        context.count(Counter.GRIP_SUBSCRIPTIONS_REFUSED);
        return false;
      }
      ears.put(name, context.audiences().join(name, channel, listener));
      return true;
    }
  }

  /** Hears one no more. */
  void remove(String channel) {
    Ear left;
    synchronized (this) {
      left = ears.remove(prefix + channel);
    }
    if (left != null) {
      left.leave();
    }
  }

  /** All that are heard. */
  synchronized List<ChannelRef> heard() {
    return ears.values().stream().map(Ear::channel).toList();
  }

  /** Hears nothing any more. */
  void leave() {
    List<Ear> left;
    synchronized (this) {
      ended = true;
      left = List.copyOf(ears.values());
      ears.clear();
    }
    left.forEach(Ear::leave);
  }
}
