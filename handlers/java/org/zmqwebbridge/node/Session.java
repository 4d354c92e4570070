package org.zmqwebbridge.node;

import java.util.HexFormat;

/**
 * A connection of a client, as its node knows it.
 *
 * @param id its sid: 16 bytes as 32 hexadecimal digits; none of {@code spawn}
 */
public record Session(String id) {
  static final Session NONE = new Session("");

  static Session of(byte[] sid) {
    return new Session(HexFormat.of().formatHex(sid));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(id);
  }
}
