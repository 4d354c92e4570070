package org.zmqwebbridge.grip.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;

/**
 * Reads what publishers send, in the words of JSON or of tnetstrings.
 *
 * <p>Pure. Messages of exceptions are those that clients of Pushpin know.
 */
public final class PublishReader {
  private PublishReader() {}

  /**
   * Reads a body of {@code POST /publish}.
   *
   * @param json in UTF-8
   * @throws MalformedTextException if it is no JSON object
   * @throws MalformedGripException if one of its items is wrong
   */
  public static List<PublishItem> items(byte[] json)
      throws MalformedTextException, MalformedGripException {
    return items(StrictJson.object(ByteBuffer.wrap(json)));
  }

  /** The same of what has been read already, the arguments of a command for example. */
  public static List<PublishItem> items(Map<?, ?> members) throws MalformedGripException {
    Json body = new Json(members, "object");
    List<?> list = body.list("items").orElseThrow(() -> body.lacks("items"));
    List<PublishItem> items = new ArrayList<>(list.size());
    for (Object one : list) {
      if (!(one instanceof Map<?, ?> object)) {
        throw new MalformedGripException("publish item object is not an object");
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
    String name = channel.isPresent() ? channel.get() : channel(item);
    Json formats = item.object("formats").orElse(item);
    Optional<Json> response = formats.part("http-response");
    Optional<Json> stream = formats.part("http-stream");
    Optional<Json> message = formats.part("ws-message");
    if (response.isEmpty() && stream.isEmpty() && message.isEmpty()) {
      throw new MalformedGripException("no formats specified");
    }
    int unused = item.number("size", 0); // how publishers pace themselves: nothing to us
    return new PublishItem(
        name,
        item.text("id"),
        item.text("prev-id"),
        item.flag("no-seq"),
        item.words("meta"),
        response.isPresent() ? FormatReader.response(response.get()) : Optional.empty(),
        stream.isPresent() ? FormatReader.stream(stream.get()) : Optional.empty(),
        message.isPresent() ? FormatReader.message(message.get()) : Optional.empty());
  }

  private static String channel(Json item) throws MalformedGripException {
    String name = item.text("channel").orElseThrow(() -> item.lacks("channel"));
    if (name.isEmpty()) {
      throw new MalformedGripException(item.what() + " contains 'channel' with empty value");
    }
    return name;
  }
}
