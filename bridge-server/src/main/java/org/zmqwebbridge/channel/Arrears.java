package org.zmqwebbridge.channel;

import java.util.List;

/**
 * What somebody who enters a channel has to be told before it is one of those whom the channel
 * tells.
 *
 * <p>Immutable.
 *
 * @param mustRead too much to be had here: it is to be read
 * @param messages that have come since it entered
 * @param membersLost whether it misses some of the members before these
 * @param members that have come or left since it listens
 */
record Arrears(
    boolean mustRead,
    List<Message> messages,
    boolean membersLost,
    List<ChannelEvent.Member> members) {
  /** It is to read what is kept, once more. */
  static final Arrears UNREAD = new Arrears(true, List.of(), false, List.of());

  /** It has had all. */
  static final Arrears NONE = new Arrears(false, List.of(), false, List.of());

  /** Whether there is something to be told. */
  boolean isSomething() {
    return !messages.isEmpty() || membersLost || !members.isEmpty();
  }
}
