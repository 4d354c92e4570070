package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.grip.wire.PublishItem.Action;
import org.zmqwebbridge.grip.wire.PublishItem.Kind;

/**
 * Items that are delivered together; what most of their receivers get of them is made once.
 *
 * <p>Owner thread: the one that delivers; valid during {@link GripListener#hear} only.
 */
final class Turn {
  private static final byte[] NOTHING = {};

  private final List<PublishItem> items;
  private Batch stream;
  private Batch messages;
  private final boolean isPlainStream;
  private final boolean isPlainMessages;

  Turn(List<PublishItem> items) {
    this.items = new ArrayList<>(items);
    this.isPlainStream = items.stream().allMatch(Turn::isPlainStream);
    this.isPlainMessages = items.stream().allMatch(Turn::isPlainMessage);
  }

  private static boolean isPlainStream(PublishItem item) {
    return item.stream()
        .map(format -> format.action() == Action.SEND && format.contentFilters().isEmpty())
        .orElse(true);
  }

  private static boolean isPlainMessage(PublishItem item) {
    return item.message()
        .map(
            format ->
                format.action() == Action.SEND
                    && format.contentFilters().isEmpty()
                    && (format.kind() == Kind.TEXT || format.kind() == Kind.BINARY))
        .orElse(true);
  }

  List<PublishItem> items() {
    return items;
  }

  /** Whether all of it goes into streams as it is, for subscribers without filters. */
  boolean isPlainStream() {
    return isPlainStream;
  }

  /** Whether all of it goes to WebSockets as it is, for subscribers without filters. */
  boolean isPlainMessages() {
    return isPlainMessages;
  }

  /** What goes into streams. */
  Batch stream() {
    if (stream == null) {
      stream = new Batch();
      stream.reset(0);
      for (PublishItem item : items) {
        item.stream()
            .filter(format -> format.content().length > 0)
            .ifPresent(format -> stream.add(MessageType.TEXT, format.content(), NOTHING));
      }
    }
    return stream;
  }

  /** What goes to WebSockets. */
  Batch messages() {
    if (messages == null) {
      messages = new Batch();
      messages.reset(0);
      for (PublishItem item : items) {
        item.message().ifPresent(format -> messages.add(type(format), format.content(), NOTHING));
      }
    }
    return messages;
  }

  static MessageType type(PublishItem.Message format) {
    return format.kind() == Kind.BINARY ? MessageType.BINARY : MessageType.TEXT;
  }
}
