package org.zmqwebbridge.relay;

/**
 * How a location names channels in its store.
 *
 * @param group channels of different groups are apart, whatever their ids; empty: none
 * @param maxIdBytes of an id, in UTF-8
 */
public record NameSpec(String group, int maxIdBytes) {
  /** No group, 1,024 bytes. */
  public static final NameSpec DEFAULTS = new NameSpec("", 1_024);

  private static final char BETWEEN = '\u001f'; // is in no path, and so in no id

  public NameSpec {
    if (group.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a group with a control character");
    }
  }

  /** The channel of an id. */
  public String channel(String id) {
    return group.isEmpty() ? id : group + BETWEEN + id;
  }
}
