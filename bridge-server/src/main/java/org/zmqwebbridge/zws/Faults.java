package org.zmqwebbridge.zws;

import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zws.wire.Rule;

/** What counts a rule that was broken. */
final class Faults {
  private Faults() {}

  static Counter counter(Rule rule) {
    return switch (rule) {
      case TOO_LARGE, TOO_MANY_PARTS, TOPIC_TOO_LONG -> Counter.ZWS_TOO_LARGE;
      case TOO_MANY_TOPICS -> Counter.ZWS_TOO_MANY_TOPICS;
      case GREETING_LATE -> Counter.ZWS_HANDSHAKES_LATE;
      case WRONG_TYPE -> Counter.ZWS_WRONG_TYPE;
      case TOO_MUCH_WAITING -> Counter.ZWS_OVERLOADED;
      case BINARY_ONLY,
          FLAG_MISSING,
          FLAG_UNKNOWN,
          COMMAND_MISPLACED,
          GREETING_MISSING,
          ROUTING_ID_TOO_LONG,
          COMMAND_MALFORMED,
          NO_SUBSCRIPTION,
          NO_DELIMITER,
          ONE_WAY ->
          Counter.ZWS_MALFORMED;
    };
  }
}
