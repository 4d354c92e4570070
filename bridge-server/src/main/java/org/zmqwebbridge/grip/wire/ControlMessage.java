package org.zmqwebbridge.grip.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;

/**
 * What an origin says to us within a WebSocket, in a text message that begins with {@code c:}.
 *
 * <p>Immutable.
 */
public sealed interface ControlMessage {
  /** Has the client hear a channel. */
  record Subscribe(ChannelRef channel) implements ControlMessage {}

  /** Ends that. */
  record Unsubscribe(String channel) implements ControlMessage {}

  /** The origin lets go of the client, which goes on hearing its channels. */
  record Detach() implements ControlMessage {}

  /** Ties the client to a session. */
  record Session(String id) implements ControlMessage {}

  /** Says something about the client, for filters; empty: it is not so any more. */
  record SetMeta(String name, Optional<String> value) implements ControlMessage {}

  /** What is sent in silence; empty: nothing any more. */
  record Keep(Optional<KeepAlive> keepAlive, PublishItem.Kind kind) implements ControlMessage {}

  /** Has a message sent a while later, unless it is flushed before. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record SendDelayed(byte[] content, PublishItem.Kind kind, int seconds)
      implements ControlMessage {}

  /** Has such a message sent now. */
  record FlushDelayed() implements ControlMessage {}

  /** Reads one, after its {@code c:}; empty: nothing that is known, which is ignored. */
  static Optional<ControlMessage> read(byte[] json) {
    try {
      return read(new Json(StrictJson.object(new String(json, UTF_8)), "control message"));
    } catch (MalformedTextException | MalformedGripException ignored) {
      return Optional.empty();
    }
  }

  private static Optional<ControlMessage> read(Json said) throws MalformedGripException {
    Optional<String> channel = said.text("channel").filter(name -> !name.isEmpty());
    return Optional.ofNullable(
        switch (said.text("type").orElse("")) {
          case "subscribe" -> channel.isEmpty() ? null : subscribe(said, channel.get());
          case "unsubscribe" -> channel.map(Unsubscribe::new).orElse(null);
          case "detach" -> new Detach();
          case "session" -> new Session(said.text("id").orElse(""));
          case "set-meta" -> new SetMeta(said.text("name").orElse(""), said.text("value"));
          case "keep-alive" -> keep(said);
          case "send-delayed" ->
              new SendDelayed(
                  content(said).orElse(new byte[0]), kind(said), said.number("timeout", 1));
          case "flush-delayed" -> new FlushDelayed();
          default -> null;
        });
  }

  private static ControlMessage subscribe(Json said, String channel) throws MalformedGripException {
    return new Subscribe(
        new ChannelRef(channel, said.text("prev-id"), said.texts("filters").orElse(List.of())));
  }

  private static ControlMessage keep(Json said) throws MalformedGripException {
    Optional<byte[]> content = content(said);
    int seconds = said.number("timeout", KeepAlive.STANDARD_SECONDS);
    boolean isByInterval = said.text("mode").orElse("idle").equals("interval");
    return new Keep(content.map(data -> new KeepAlive(data, seconds, isByInterval)), kind(said));
  }

  private static Optional<byte[]> content(Json said) throws MalformedGripException {
    Optional<byte[]> binary = said.binary("content-bin");
    return binary.isPresent() ? binary : said.bytes("content");
  }

  private static PublishItem.Kind kind(Json said) throws MalformedGripException {
    String word = said.text("message-type").orElse("");
    for (PublishItem.Kind kind : PublishItem.Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    return said.has("content-bin") ? PublishItem.Kind.BINARY : PublishItem.Kind.TEXT;
  }
}
