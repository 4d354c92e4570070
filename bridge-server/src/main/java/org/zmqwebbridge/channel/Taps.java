package org.zmqwebbridge.channel;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * Who hears many channels, by the beginnings of their names; each message once, whatever it has
 * asked for.
 *
 * <p>Owner thread: none; a small lock.
 */
final class Taps {
  private final ChannelStore store;
  private final Map<BiConsumer<String, Message>, Set<String>> taps = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private volatile boolean empty = true;

  Taps(ChannelStore store) {
    this.store = store;
  }

  synchronized CompletionStage<Void> add(String prefix, BiConsumer<String, Message> tap) {
    boolean isNew = taps.computeIfAbsent(tap, any -> new HashSet<>()).add(prefix);
    empty = false;
    return isNew && uses.merge(prefix, 1, Integer::sum) == 1
        ? store.tap(prefix)
        : CompletableFuture.completedFuture(null);
  }

  synchronized void remove(String prefix, BiConsumer<String, Message> tap) {
    Set<String> had = taps.getOrDefault(tap, Set.of());
    if (had.contains(prefix) && had.remove(prefix)) {
      if (had.isEmpty()) {
        taps.remove(tap);
      }
      if (uses.merge(prefix, -1, Integer::sum) == 0) {
        uses.remove(prefix);
        store.untap(prefix);
      }
    }
    empty = taps.isEmpty();
  }

  /** Tells all who hear this channel; they only queue. */
  void heard(String channel, Message message) {
    if (!empty) {
      tell(channel, message);
    }
  }

  private synchronized void tell(String channel, Message message) {
    taps.forEach(
        (tap, prefixes) -> {
          if (prefixes.stream().anyMatch(channel::startsWith)) {
            tap.accept(channel, message);
          }
        });
  }
}
