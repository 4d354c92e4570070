package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.observe.Counter;

/**
 * Publishes what happens at a location in the channel that is configured for it, in nchan's words.
 * What happens in that channel itself is told nowhere.
 *
 * <p>Owner thread: none. Immutable.
 */
final class ChannelEvents {
  private final LocationSpec location;
  private final Channels channels;
  private final RelayContext context;

  ChannelEvents(LocationSpec location, Channels channels, RelayContext context) {
    this.location = location;
    this.channels = channels;
    this.context = context;
  }

  /**
   * Something has happened.
   *
   * @param what for example {@code channel_publish}
   * @param id of the channel where
   */
  void tell(String what, String id) {
    Optional<String> where = location.presence().eventsChannel();
    if (where.isEmpty() || where.get().equals(id)) {
      return;
    }
    CompletionStage<Object> unused =
        channels
            .publish(
                location.names().channel(where.get()),
                new Item("", "", (what + " " + id).getBytes(UTF_8)),
                location.publish().retention(),
                true,
                Optional.empty())
            .handle(
                (published, failure) -> {
                  if (failure != null) {
                    context.counters().increment(Counter.RELAY_EVENTS_LOST);
                  }
                  return null;
                });
  }
}
