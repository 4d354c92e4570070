package org.zmqwebbridge.virtualsocket.second.wire;

import java.nio.ByteBuffer;
import java.util.Map;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;

/** Reads text messages of pages (PROTOCOL-2.md, sections 1 to 7). */
public final class ControlDecoder {
  static final int MAX_NAME_CHARACTERS = 255;
  static final int MAX_TEXT_CHARACTERS = 1_024;

  /** How much credit there may be: 2³¹ messages. */
  public static final long MAX_CREDIT = 1L << 31;

  private ControlDecoder() {}

  /**
   * Reads a text message.
   *
   * @param utf8 not yet checked to be UTF-8
   */
  public static ClientControl decode(ByteBuffer utf8, WireLimits limits) {
    if (utf8.remaining() > limits.maxControlBytes()) {
      String why = "a control message of " + utf8.remaining() + " bytes";
      return Fault.frame(WireError.TOO_LARGE, 0, Fault.NO_ID, why);
    }
    try {
      Map<String, Object> members = StrictJson.object(utf8);
      return members.get("op") instanceof String op
          ? decode(op, new Members(members))
          : Fault.connection("no op");
    } catch (MalformedTextException malformed) {
      return Fault.connection(malformed.getMessage());
    }
  }

  private static ClientControl decode(String op, Members members) {
    return switch (op) {
      case "ping" -> of(members, 0, new ClientControl.Ping(members.id()));
      case "auth" -> of(members, 0, new ClientControl.Auth(members.object("auth")));
      case "open", "close", "subscribe", "unsubscribe", "credit", "cancel", "failed" ->
          ofChannel(op, members);
      default -> {
        long channel = Math.max(0, members.peek("channel", 1, Members.MAX_UNSIGNED));
        long id = members.peek("id", 0, Members.MAX_UNSIGNED);
        yield Fault.frame(WireError.UNKNOWN_OP, channel, id, "an op that is not known");
      }
    };
  }

  private static ClientControl ofChannel(String op, Members members) {
    long channel = members.number("channel", 0, Members.MAX_UNSIGNED);
    if (members.fault() != null) {
      return Fault.frame(WireError.MALFORMED_FRAME, 0, Fault.NO_ID, members.fault());
    }
    if (channel == 0) {
      return Fault.frame(WireError.NO_CHANNEL, 0, Fault.NO_ID, "channel 0 is no channel");
    }
    return switch (op) {
      case "open" -> open(channel, members);
      case "close" -> new ClientControl.Close(channel);
      case "subscribe" ->
          of(
              members,
              channel,
              new ClientControl.Subscribe(channel, members.topics(), members.wishes()));
      case "unsubscribe" ->
          of(members, channel, new ClientControl.Unsubscribe(channel, members.topics()));
      case "credit" -> credit(channel, members);
      case "cancel" -> of(members, channel, new ClientControl.Cancel(channel, members.id()));
      default ->
          of(
              members,
              channel,
              new ClientControl.Failed(
                  channel, members.id(), members.textOrNone("text", 0, MAX_TEXT_CHARACTERS)));
    };
  }

  /** The frame, if all its members were as they must be. */
  private static ClientControl of(Members members, long channel, ClientControl frame) {
    return members.fault() == null
        ? frame
        : Fault.frame(WireError.MALFORMED_FRAME, channel, Fault.NO_ID, members.fault());
  }

  private static ClientControl open(long channel, Members members) {
    ClientControl.Open open =
        new ClientControl.Open(
            channel,
            members.text("type", 1, MAX_NAME_CHARACTERS),
            members.text("endpoint", 1, MAX_NAME_CHARACTERS),
            members.numberOr(ClientControl.Open.NO_BOUND, "credit", 0, MAX_CREDIT),
            members.topicsOrNone(),
            members.wishes(),
            members.textOrNone("identity", 1, MAX_NAME_CHARACTERS),
            members.textOrNone("reclaim", 1, MAX_NAME_CHARACTERS),
            members.flag("notices"),
            members.objectOrNone("auth"));
    return members.fault() == null
        ? open
        : new Fault(
            WireError.MALFORMED_FRAME, ErrorPlace.REFUSED, channel, Fault.NO_ID, members.fault());
  }

  private static ClientControl credit(long channel, Members members) {
    long messages = members.number("messages", 1, Long.MAX_VALUE);
    return messages <= MAX_CREDIT
        ? of(members, channel, new ClientControl.Credit(channel, messages))
        : new Fault(
            WireError.CREDIT_OVERFLOW,
            ErrorPlace.CLOSED,
            channel,
            Fault.NO_ID,
            "credit for " + messages + " messages");
  }
}
