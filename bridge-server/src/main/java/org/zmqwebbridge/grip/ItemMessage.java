package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.grip.wire.MalformedGripException;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.grip.wire.PublishReader;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;
import org.zmqwebbridge.tnetstring.MalformedTnetstringException;
import org.zmqwebbridge.tnetstring.TnetstringReader;

/**
 * An item as it comes over ZeroMQ: a tnetstring, perhaps after a {@code T}, or JSON after a {@code
 * J}.
 *
 * <p>Pure.
 */
final class ItemMessage {
  private ItemMessage() {}

  /**
   * Reads one.
   *
   * @param channel where it is said beside the item; empty: it must be in it
   * @throws MalformedGripException if it is none
   */
  static PublishItem read(byte[] bytes, Optional<String> channel) throws MalformedGripException {
    try {
      if (bytes.length > 0 && bytes[0] == 'J') {
        ByteBuffer json = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        return PublishReader.item(StrictJson.object(json), channel);
      }
      int from = bytes.length > 0 && bytes[0] == 'T' ? 1 : 0;
      if (TnetstringReader.whole(bytes, from) instanceof Map<?, ?> members) {
        return PublishReader.item(members, channel);
      }
      throw new MalformedGripException("publish item object is not an object");
    } catch (MalformedTextException | MalformedTnetstringException none) {
      throw new MalformedGripException(none.getMessage());
    }
  }

  /** The same of the parts of a message: the item alone, or after the name of its channel. */
  static PublishItem read(List<byte[]> parts, boolean isNamed) throws MalformedGripException {
    if (parts.size() != (isNamed ? 2 : 1)) {
      throw new MalformedGripException(
          isNamed ? "a publication has two parts: channel and item" : "a message has one part");
    }
    if (!isNamed) {
      return read(parts.get(0), Optional.empty());
    }
    byte[] name = parts.get(0);
    Optional<String> channel = utf8(name);
    if (channel.isEmpty()) {
      throw new MalformedGripException("the name of a channel is some UTF-8");
    }
    return read(parts.get(1), channel);
  }

  private static Optional<String> utf8(byte[] name) {
    String text = new String(name, UTF_8);
    boolean isText = Arrays.equals(text.getBytes(UTF_8), name);
    return Optional.of(text).filter(any -> isText && !any.isEmpty());
  }
}
