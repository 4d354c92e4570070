package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.gateway.LocalService;
import org.zmqwebbridge.gateway.Topic;

/**
 * Channels as what SUB sockets subscribe to: a publication is the channel's name and the message's
 * body, and a topic is the beginning of names.
 *
 * <p>Owner thread: any.
 */
public final class ChannelPublications implements LocalService {
  private static final Logger log = LoggerFactory.getLogger(ChannelPublications.class);

  private final Channels channels;
  private final Map<Sink, BiConsumer<String, Message>> taps = new ConcurrentHashMap<>();

  public ChannelPublications(Channels channels) {
    this.channels = channels;
  }

  private BiConsumer<String, Message> tap(Sink sink) {
    return taps.computeIfAbsent(
        sink,
        any ->
            (channel, message) -> sink.publish(List.of(channel.getBytes(UTF_8), message.body())));
  }

  @Override
  public void subscribe(Topic prefix, Sink sink) {
    CompletionStage<Void> unused =
        channels
            .tap(text(prefix), tap(sink))
            .exceptionally(
                failure -> {
                  log.warn("channels cannot be heard by SUB sockets: {}", failure.getMessage());
                  return null;
                });
  }

  @Override
  public void unsubscribe(Topic prefix, Sink sink) {
    channels.untap(text(prefix), tap(sink));
  }

  private static String text(Topic prefix) {
    return new String(prefix.bytes(), UTF_8);
  }
}
