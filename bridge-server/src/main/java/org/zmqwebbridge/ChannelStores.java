package org.zmqwebbridge;

import java.util.LinkedHashMap;
import java.util.Map;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.gateway.LocalService;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.relay.ChannelPublications;

/**
 * The stores of channels that a bridge is configured with.
 *
 * <p>Owner thread: any; it does not change. Lifetime: the bridge's.
 *
 * @param byName as the configuration calls them, in its order
 */
record ChannelStores(Map<String, Channels> byName) {
  static ChannelStores open(BridgeConfig config, Workers workers, Counters counters) {
    Map<String, Channels> all = new LinkedHashMap<>();
    config
        .relay()
        .stores()
        .forEach(
            (name, store) ->
                all.put(
                    name,
                    new Channels(
                        store instanceof StoreMaker counting
                            ? counting.open(counters)
                            : store.get(),
                        config.channels(),
                        workers.channels(),
                        workers.timer(),
                        System::nanoTime,
                        counters)));
    return new ChannelStores(all);
  }

  /**
   * What an endpoint of channels publishes to and hears.
   *
   * @throws IllegalArgumentException if no store has this name
   */
  LocalService publications(String name) {
    Channels found = byName.get(name);
    if (found == null) {
      throw new IllegalArgumentException("there is no store " + name + " of channels; see relay");
    }
    return new ChannelPublications(found);
  }
}
