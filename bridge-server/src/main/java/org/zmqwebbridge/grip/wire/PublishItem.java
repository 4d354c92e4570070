package org.zmqwebbridge.grip.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a publisher sends to a channel, in one or several formats.
 *
 * <p>Immutable.
 *
 * @param id of this item in its channel; empty: it has none
 * @param previousId of the item before it; empty: its order is not kept
 * @param isUnordered whether it passes by those that wait for their turn
 * @param meta about it, for filters
 * @param response how it answers held requests
 * @param stream how it goes on in streams
 * @param message how it goes to WebSockets
 */
public record PublishItem(
    String channel,
    Optional<String> id,
    Optional<String> previousId,
    boolean isUnordered,
    Map<String, String> meta,
    Optional<Response> response,
    Optional<Stream> stream,
    Optional<Message> message) {
  /** The longest content of a ping or a pong (RFC 6455, section 5.5). */
  public static final int MAX_CONTROL_BYTES = 125;

  private static final byte[] NOTHING = {};

  public PublishItem {
    meta = Map.copyOf(meta);
  }

  /** What is done with it. */
  public enum Action {
    /** It is sent. */
    SEND("send"),
    /** Its receivers' origin is asked instead. */
    HINT("hint"),
    /** Its receivers' stream or WebSocket ends. */
    CLOSE("close"),
    /** The origin of a WebSocket is asked. */
    REFRESH("refresh");

    private final String word;

    Action(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** As which kind of WebSocket message it is sent. */
  public enum Kind {
    TEXT("text"),
    BINARY("binary"),
    PING("ping"),
    PONG("pong");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * {@code http-response}.
   *
   * @param answer whose headers take the place of those of the held response
   * @param bodyPatch a JSON Patch (RFC 6902) of the held response's body, as JSON text; empty: the
   *     answer has its own
   * @param contentFilters that the subscriber must have; empty: any
   */
  public record Response(
      Action action,
      OriginResponse answer,
      Optional<String> bodyPatch,
      Optional<List<String>> contentFilters) {}

  /** {@code http-stream}. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Stream(Action action, byte[] content, Optional<List<String>> contentFilters) {}

  /**
   * {@code ws-message}.
   *
   * @param code of the close
   * @param reason of the close
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Message(
      Action action,
      Kind kind,
      byte[] content,
      int code,
      String reason,
      Optional<List<String>> contentFilters) {}

  /** What somebody has published by other means, as the same bytes in all formats. */
  public static PublishItem plain(String channel, String contentType, byte[] body) {
    boolean isBinary =
        contentType.startsWith("application/octet-stream") || !FormatReader.isText(body);
    List<Header> headers =
        contentType.isEmpty() ? List.of() : List.of(new Header("Content-Type", contentType));
    return new PublishItem(
        channel,
        Optional.empty(),
        Optional.empty(),
        false,
        Map.of(),
        Optional.of(
            new Response(
                Action.SEND,
                new OriginResponse(200, "OK", headers, body),
                Optional.empty(),
                Optional.empty())),
        Optional.of(new Stream(Action.SEND, body, Optional.empty())),
        Optional.of(
            new Message(
                Action.SEND, isBinary ? Kind.BINARY : Kind.TEXT, body, 0, "", Optional.empty())));
  }

  /** Whether there is nothing in it for anybody. */
  public boolean isVoid() {
    return response.isEmpty() && stream.isEmpty() && message.isEmpty();
  }

  /** The bytes for those who know no formats; empty: there is nothing for them. */
  public byte[] plainBody() {
    if (message.isPresent() && message.get().action() == Action.SEND) {
      return message.get().content();
    }
    if (stream.isPresent() && stream.get().action() == Action.SEND) {
      return stream.get().content();
    }
    return response.isPresent() && response.get().action() == Action.SEND
        ? response.get().answer().body()
        : NOTHING;
  }

  /** The media type of that. */
  public String plainType() {
    return response
        .flatMap(format -> format.answer().header("Content-Type"))
        .orElse(
            message.isPresent() && message.get().kind() == Kind.BINARY
                ? "application/octet-stream"
                : "text/plain");
  }
}
