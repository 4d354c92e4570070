package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.grip.wire.ChannelRef;
import org.zmqwebbridge.observe.Counter;

/**
 * The channels that one request or WebSocket hears.
 *
 * <p>Owner thread: none; a small lock. Lifetime: its listener's.
 */
final class Subscriptions {
  private static final long FIRST_MILLIS = 1_000;

  private final String prefix;
  private final String route; // its id; may be empty
  private final GripListener listener;
  private final GripContext context;
  private final List<String> fixed; // channels that its target has by itself
  private final Map<String, Ear> ears = new LinkedHashMap<>(2); // by whole names; lock: this
  private Map<String, String> meta = Map.of(); // never changed, but replaced; lock: this
  private List<ChannelRef> wanted; // lock: this
  private volatile Map<String, String> asked = Map.of(); // last ids, by channels
  private boolean ended; // lock: this

  private Subscriptions(
      GripRoute route, Target target, GripListener listener, GripContext context) {
    this.prefix = route.options().prefix();
    this.route = route.condition().id().orElse("");
    this.listener = listener;
    this.context = context;
    this.fixed = target.channels();
  }

  /** Those of an instruct, and those that its origin's target has by itself. */
  static Subscriptions of(
      GripRoute route,
      Target target,
      List<ChannelRef> channels,
      GripListener listener,
      GripContext context) {
    Subscriptions made = new Subscriptions(route, target, listener, context);
    made.wanted = made.all(channels);
    return made;
  }

  /** These with the fixed ones before them, as many as there may be. */
  private List<ChannelRef> all(List<ChannelRef> channels) {
    Map<String, ChannelRef> all = new LinkedHashMap<>(2);
    fixed.forEach(name -> all.put(name, new ChannelRef(name, Optional.empty(), List.of())));
    for (ChannelRef channel : channels) {
      if (all.containsKey(channel.name()) || all.size() < context.limits().maxSubscriptions()) {
        all.put(channel.name(), channel);
      } else {
        context.count(Counter.GRIP_SUBSCRIPTIONS_REFUSED);
      }
    }
    return List.copyOf(all.values());
  }

  // Which

  /** The whole names of those that are wanted. */
  synchronized List<String> names() {
    return wanted.stream().map(this::whole).toList();
  }

  /** A channel's whole name. */
  String whole(ChannelRef channel) {
    return prefix + channel.name();
  }

  /** From now on, these are wanted; {@link #join} hears them, and no others. */
  synchronized void want(List<ChannelRef> channels) {
    wanted = all(channels);
  }

  /** Hears all that are wanted, from where their origin says, and none else. */
  void join() {
    List<ChannelRef> joined;
    synchronized (this) {
      joined = wanted;
    }
    List<Ear> left = new ArrayList<>(0);
    synchronized (this) {
      for (Map.Entry<String, Ear> one : List.copyOf(ears.entrySet())) {
        Optional<ChannelRef> kept =
            joined.stream().filter(channel -> whole(channel).equals(one.getKey())).findFirst();
        boolean stays =
            kept.isPresent() && kept.get().filters().equals(one.getValue().channel().filters());
        if (stays) {
          one.getValue().moveTo(kept.get().previousId().orElse(null));
        } else {
          left.add(ears.remove(one.getKey()));
        }
      }
    }
    joined.forEach(this::add);
    left.forEach(Ear::leave);
  }

  /** Whether one more may be heard that is not; what may not is counted. */
  synchronized boolean mayAdd(ChannelRef channel) {
    boolean isNew = !ended && !ears.containsKey(whole(channel));
    boolean hasRoom = ears.size() < context.limits().maxSubscriptions();
    if (isNew && !hasRoom) {
      context.count(Counter.GRIP_SUBSCRIPTIONS_REFUSED);
    }
    return isNew && hasRoom;
  }

  /** Hears one more. */
  void add(ChannelRef channel) {
    String name = whole(channel);
    synchronized (this) {
      if (ended || ears.containsKey(name)) {
        return;
      }
    }
    Ear ear = context.audiences().join(name, channel, route, listener);
    boolean isLate;
    synchronized (this) {
      isLate = ended || ears.putIfAbsent(name, ear) != null;
    }
    if (isLate) {
      ear.leave();
    } else if (context.limits().holds().asksOnFirst() && ear.isAlone()) {
      Future<?> unused =
          context
              .timer()
              .schedule(() -> listener.recover(ear), FIRST_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Hears one no more, unless that is its target's. */
  void remove(String channel) {
    Ear left;
    synchronized (this) {
      left = fixed.contains(channel) ? null : ears.remove(prefix + channel);
    }
    if (left != null) {
      left.leave();
    }
  }

  // Where

  /** Whether some channel has gone on, and its origin was not asked since. */
  boolean isBehind() {
    for (Ear ear : all()) {
      String last = ear.position();
      String newest = last == null ? null : ear.newest();
      if (newest != null
          && !newest.equals(last)
          && !newest.equals(asked.get(ear.channel().name()))) {
        return true;
      }
    }
    return false;
  }

  /** Its origin is being asked about what is last in its channels now. */
  void ask() {
    Map<String, String> all = new HashMap<>();
    for (Ear ear : all()) {
      String newest = ear.position() == null ? null : ear.newest();
      if (newest != null) {
        all.put(ear.channel().name(), newest);
      }
    }
    asked = Map.copyOf(all);
  }

  /** What its origin was asked about. */
  Map<String, String> asked() {
    return asked;
  }

  /** It has been asked about that before. */
  void asked(Map<String, String> before) {
    asked = before;
  }

  /** What an origin is told about where it is: {@code Grip-Last: fruit; last-id=3}. */
  List<HeaderField> last() {
    List<HeaderField> told = new ArrayList<>(0);
    for (Ear ear : all()) {
      String id = ear.position();
      if (id != null) {
        String value = GripWords.quote(ear.channel().name()) + "; last-id=" + GripWords.quote(id);
        if (HeaderField.isValue(value)) {
          told.add(new HeaderField("Grip-Last", value));
        }
      }
    }
    return told;
  }

  private synchronized List<Ear> all() {
    return List.copyOf(ears.values());
  }

  // Who

  /** From now on, this is known about who hears. */
  synchronized void keep(Map<String, String> known) {
    Map<String, String> changed = new HashMap<>(meta);
    changed.putAll(known);
    meta = Map.copyOf(changed);
  }

  /** The same for one word; empty: it is not known any more. */
  synchronized void keep(String name, Optional<String> value) {
    Map<String, String> changed = new HashMap<>(meta);
    changed.remove(name);
    value.ifPresent(word -> changed.put(name, word));
    meta = Map.copyOf(changed);
  }

  /** As filters see it. */
  synchronized Hearer hearer() {
    Map<String, String> lastIds = new HashMap<>();
    ears.values()
        .forEach(
            ear -> lastIds.put(ear.channel().name(), ear.position() == null ? "" : ear.position()));
    return new Hearer(meta, lastIds);
  }

  // The end

  /** Hears nothing any more. */
  void leave() {
    endAll().forEach(Ear::leave);
  }

  /** The same, but its channels are heard on a while where it matters what was last. */
  void leaveSlowly() {
    for (Ear ear : endAll()) {
      if (ear.position() != null) {
        context.lingering().stay(whole(ear.channel()));
      }
      ear.leave();
    }
  }

  private synchronized List<Ear> endAll() {
    ended = true;
    List<Ear> left = List.copyOf(ears.values());
    ears.clear();
    return left;
  }
}
