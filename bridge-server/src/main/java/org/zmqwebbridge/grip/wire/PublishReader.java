package org.zmqwebbridge.grip.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.grip.wire.PublishItem.Action;
import org.zmqwebbridge.grip.wire.PublishItem.Kind;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;

/**
 * Reads what publishers send, in the words of JSON or of tnetstrings.
 *
 * <p>Pure. Messages of exceptions are those that clients of Pushpin know.
 */
public final class PublishReader {
  private static final int OK = 200;

  private PublishReader() {}

  /**
   * Reads a body of {@code POST /publish}.
   *
   * @throws MalformedTextException if it is no JSON object
   * @throws MalformedGripException if one of its items is wrong
   */
  public static List<PublishItem> items(String json)
      throws MalformedTextException, MalformedGripException {
    Json body = new Json(StrictJson.object(json), "object");
    List<?> list = body.list("items").orElseThrow(() -> body.lacks("items"));
    List<PublishItem> items = new ArrayList<>(list.size());
    for (Object one : list) {
      if (!(one instanceof Map<?, ?> object)) {
        throw body.wrong("items");
      }
      items.add(item(object, Optional.empty()));
    }
    return items;
  }

  /**
   * One item.
   *
   * @param members strings of text or of bytes
   * @param channel where it is said beside the item; empty: it must be in it
   */
  public static PublishItem item(Map<?, ?> members, Optional<String> channel)
      throws MalformedGripException {
    Json item = new Json(members, "publish item object");
    String name =
        channel.isPresent()
            ? channel.get()
            : item.text("channel").orElseThrow(() -> item.lacks("channel"));
    Json formats = item.object("formats").orElse(item);
    Optional<Json> response = formats.object("http-response");
    Optional<Json> stream = formats.object("http-stream");
    Optional<Json> message = formats.object("ws-message");
    if (response.isEmpty() && stream.isEmpty() && message.isEmpty()) {
      throw new MalformedGripException("no formats specified");
    }
    return new PublishItem(
        name,
        item.text("id"),
        item.text("prev-id"),
        item.flag("no-seq"),
        item.words("meta"),
        response.isPresent() ? Optional.of(response(response.get())) : Optional.empty(),
        stream.isPresent() ? Optional.of(stream(stream.get())) : Optional.empty(),
        message.isPresent() ? Optional.of(message(message.get())) : Optional.empty());
  }

  private static Action action(Json format, List<Action> known) throws MalformedGripException {
    String word = format.text("action").orElse(Action.SEND.word());
    return known.stream()
        .filter(action -> action.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new MalformedGripException(
                    format.what() + " contains 'action' with unknown value: " + word));
  }

  private static PublishItem.Response response(Json format) throws MalformedGripException {
    Action action = action(format, List.of(Action.SEND, Action.HINT));
    Optional<byte[]> body = format.binary("body-bin");
    if (body.isEmpty()) {
      body = format.bytes("body");
    }
    Optional<List<?>> patch = format.list("body-patch");
    if (action == Action.SEND && body.isEmpty() && patch.isEmpty()) {
      throw format.lacks("body");
    }
    return new PublishItem.Response(
        action,
        new OriginResponse(
            format.number("code", OK),
            format.text("reason").orElse(""),
            format.headers("headers"),
            body.orElse(new byte[0])),
        patch.map(PublishWriter::json),
        format.texts("content-filters"));
  }

  private static PublishItem.Stream stream(Json format) throws MalformedGripException {
    Action action = action(format, List.of(Action.SEND, Action.HINT, Action.CLOSE));
    Optional<byte[]> content = format.binary("content-bin");
    if (content.isEmpty()) {
      content = format.bytes("content");
    }
    if (action == Action.SEND && content.isEmpty()) {
      throw format.lacks("content");
    }
    return new PublishItem.Stream(
        action, content.orElse(new byte[0]), format.texts("content-filters"));
  }

  private static PublishItem.Message message(Json format) throws MalformedGripException {
    Action action = action(format, List.of(Action.SEND, Action.CLOSE, Action.REFRESH));
    Optional<byte[]> binary = format.binary("content-bin");
    Optional<byte[]> content = binary.isPresent() ? binary : format.bytes("content");
    Kind kind = kind(format, binary.isPresent() ? Kind.BINARY : Kind.TEXT);
    if (action == Action.SEND && content.isEmpty() && kind != Kind.PING && kind != Kind.PONG) {
      throw format.lacks("content");
    }
    return new PublishItem.Message(
        action,
        kind,
        content.orElse(new byte[0]),
        format.number("code", 0),
        format.text("reason").orElse(""),
        format.texts("content-filters"));
  }

  private static Kind kind(Json format, Kind standard) throws MalformedGripException {
    String word = format.text("type").orElse(standard.word());
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new MalformedGripException(
        format.what() + " contains 'type' with unknown value: " + word);
  }
}
