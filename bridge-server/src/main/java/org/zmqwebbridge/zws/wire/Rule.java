package org.zmqwebbridge.zws.wire;

import java.util.Locale;

/**
 * What a client has to keep to, with the close code for one that does not: one row for each. Codes
 * are those of RFC 6455, section 7.4.1, and of IANA's registry.
 */
public enum Rule {
  BINARY_ONLY(1003, "ZWS has binary messages only"),
  FLAG_MISSING(1002, "a message begins with a byte of flags"),
  FLAG_UNKNOWN(1002, "the flags are 0 (last), 1 (more) or 2 (command)"),
  COMMAND_MISPLACED(1002, "no command may come here"),
  GREETING_MISSING(1002, "a routing id, or the mechanism's command, comes first"),
  ROUTING_ID_TOO_LONG(1002, "a routing id has at most 255 bytes"),
  COMMAND_MALFORMED(1002, "the handshake's command is malformed"),
  NO_SUBSCRIPTION(1002, "a SUB sends 1 or 0 and a topic, in one part"),
  NO_DELIMITER(1002, "a request has an empty part before its body"),
  ONE_WAY(1002, "a socket of this type sends no messages here"),
  WRONG_TYPE(1008, "this endpoint is not for sockets of this type"),
  TOO_MANY_TOPICS(1008, "too many topics"),
  TOPIC_TOO_LONG(1009, "a topic is too long"),
  TOO_MANY_PARTS(1009, "a message has too many parts"),
  TOO_LARGE(1009, "a message is too large"),
  GREETING_LATE(1008, "the ZeroMQ handshake was not done in time"),
  TOO_MUCH_WAITING(1013, "too much waits to be taken; try again later");

  private final int code;
  private final String text;

  Rule(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** What operators and clients call it, for example {@code flag_unknown}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The close code. */
  public int code() {
    return code;
  }

  /** What people read. */
  public String text() {
    return text;
  }
}
