package org.zmqwebbridge.channel.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Retention;

/**
 * What bridges hear by publish/subscribe: a line of words, and what belongs to it.
 *
 * <p>Immutable.
 */
sealed interface Frame {
  /** A message. */
  record Told(String epoch, Message message, Retention retention) implements Frame {}

  /** The channel was deleted. */
  record Deleted(String epoch, long offset) implements Frame {}

  /** Somebody had the oldest message, and it is not kept any more. */
  record Forgotten(MessageId id) implements Frame {}

  /** Nothing, but that this is heard, and where the channel is. */
  record Probe(String epoch, long offset) implements Frame {}

  /** A member has come, or left. */
  record Member(String name, boolean joined) implements Frame {}

  /** Reads one; empty: this is none of ours. */
  static Optional<Frame> read(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    String[] words = new String(bytes, 0, end, ISO_8859_1).split(" ", -1);
    try {
      return Optional.of(
          switch (words[0]) {
            case "M" -> told(words, bytes, end + 1);
            case "D" -> new Deleted(words[1], Long.parseLong(words[2]));
            case "F" -> new Forgotten(id(words, 2));
            case "P" -> new Probe(words[1].equals("-") ? "" : words[1], Long.parseLong(words[2]));
            case "J", "L" -> member(words[0], bytes, end + 1);
            default -> throw new IllegalArgumentException(words[0]);
          });
    } catch (IllegalArgumentException | IndexOutOfBoundsException none) {
      return Optional.empty();
    }
  }

  private static MessageId id(String[] words, int index) {
    return new MessageId(Long.parseLong(words[index]), Integer.parseInt(words[index + 1]));
  }

  private static Frame told(String[] words, byte[] bytes, int from) {
    Retention retention =
        new Retention(
            Integer.parseInt(words[5]), (long) Double.parseDouble(words[6]), number(words[7]));
    int event = from + Integer.parseInt(words[8]);
    int body = event + Integer.parseInt(words[9]);
    if (event < from || body < event || body > bytes.length) {
      throw new IllegalArgumentException("it is cut off");
    }
    Item item =
        ItemText.item(
            new String(bytes, from, event - from, UTF_8),
            new String(bytes, event, body - event, UTF_8),
            Arrays.copyOfRange(bytes, body, bytes.length));
    return new Told(words[1], new Message(number(words[2]), id(words, 3), item), retention);
  }

  private static long number(String word) {
    return Long.parseLong(word);
  }

  private static Frame member(String kind, byte[] bytes, int from) {
    if (from > bytes.length) {
      throw new IllegalArgumentException("it has no name");
    }
    return new Member(new String(bytes, from, bytes.length - from, UTF_8), kind.equals("J"));
  }
}
