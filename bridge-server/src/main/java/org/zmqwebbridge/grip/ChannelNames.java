package org.zmqwebbridge.grip;

/**
 * What GRIP's channels are called in their store.
 *
 * @param prefix before each name; empty: they are those of everybody else as well
 */
record ChannelNames(String prefix) {
  /** Channels of our own. */
  static final ChannelNames OWN = new ChannelNames("grip/");

  /** Everyone's channels. */
  static final ChannelNames SHARED = new ChannelNames("");

  String stored(String name) {
    return prefix + name;
  }
}
