package org.zmqwebbridge.channel.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.MessageId;

/**
 * What a script has answered. Anyone who reads something else than is there gets a {@link
 * ClassCastException} or an {@link IndexOutOfBoundsException}: it was no answer of ours.
 *
 * <p>Immutable.
 */
record Reply(List<?> values) {
  long number(int index) {
    return (Long) values.get(index);
  }

  int count(int index) {
    return Math.toIntExact(number(index));
  }

  boolean flag(int index) {
    return number(index) == 1;
  }

  /** ASCII, as of an epoch. */
  String word(int index) {
    return new String((byte[]) values.get(index), ISO_8859_1);
  }

  String text(int index) {
    return new String((byte[]) values.get(index), UTF_8);
  }

  byte[] bytes(int index) {
    return (byte[]) values.get(index);
  }

  /** An id in two numbers. */
  MessageId id(int index) {
    return new MessageId(number(index), count(index + 1));
  }

  /** Kept messages. */
  List<Message> messages(int index) {
    List<?> raw = (List<?>) values.get(index);
    List<Message> messages = new ArrayList<>(raw.size());
    for (Object one : raw) {
      Reply entry = new Reply((List<?>) one);
      Item item = ItemText.item(entry.text(3), entry.text(4), entry.bytes(5));
      messages.add(new Message(entry.number(2), entry.id(0), item));
    }
    return messages;
  }
}
