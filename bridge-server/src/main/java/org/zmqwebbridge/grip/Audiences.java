package org.zmqwebbridge.grip;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Concurrency;
import org.zmqwebbridge.channel.HoldOptions;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.grip.wire.ChannelRef;
import org.zmqwebbridge.observe.Counters;

/**
 * Who hears which channels by GRIP, at this bridge.
 *
 * <p>Owner thread: none; a lock for each audience.
 */
final class Audiences {
  private static final HoldOptions WAIT =
      new HoldOptions(Place.NEWEST, true, Concurrency.BROADCAST, 0);

  private final Channels channels;
  private final ChannelNames names;
  private final Counters counters;
  private final Map<String, Audience> audiences = new ConcurrentHashMap<>();

  Audiences(Channels channels, ChannelNames names, Counters counters) {
    this.channels = channels;
    this.names = names;
    this.counters = counters;
  }

  /**
   * Has somebody hear a channel from now on.
   *
   * @param name of the channel, with the prefix of its route
   */
  Ear join(String name, ChannelRef said, GripListener listener) {
    while (true) {
      boolean[] isNew = {false};
      Audience audience =
          audiences.computeIfAbsent(
              name,
              any -> {
                isNew[0] = true;
                return new Audience(name, this);
              });
      Ear ear = new Ear(said, audience, listener);
      if (audience.enter(ear)) {
        if (isNew[0]) {
          audience.begin(channels.hold(names.stored(name), audience, WAIT));
        }
        return ear;
      }
    }
  }

  /** Its channel was taken away: waits at one of the same name. */
  void again(String name, Audience audience) {
    audience.begin(channels.hold(names.stored(name), audience, WAIT));
  }

  void remove(String name, Audience audience) {
    audiences.remove(name, audience);
  }

  /** How many hear a channel. */
  int size(String name) {
    Audience audience = audiences.get(name);
    return audience == null ? 0 : audience.size();
  }

  /** How many channels are heard. */
  int channels() {
    return audiences.size();
  }

  Counters counters() {
    return counters;
  }
}
