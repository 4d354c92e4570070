package org.zmqwebbridge.channel.redis;

import org.zmqwebbridge.channel.Item;

/**
 * An item as scripts and bridges hand it on: its formats are with its media type, which holds no
 * NUL.
 */
final class ItemText {
  private static final char BEFORE_FORMATS = '\0';

  private ItemText() {}

  /** Its media type, and its formats if it has some. */
  static String type(Item item) {
    return item.formats().isEmpty()
        ? item.contentType()
        : item.contentType() + BEFORE_FORMATS + item.formats();
  }

  /**
   * The item again.
   *
   * @param type as {@link #type} makes it
   */
  static Item item(String type, String event, byte[] body) {
    int end = type.indexOf(BEFORE_FORMATS);
    return end < 0
        ? new Item(type, event, body)
        : new Item(type.substring(0, end), event, type.substring(end + 1), body);
  }
}
