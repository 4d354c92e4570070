package org.zmqwebbridge.virtualsocket.second.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zmqwebbridge.json.ReferenceJson;

/**
 * Text messages read straight from PROTOCOL-2.md, sections 1 to 7: slow, and written apart from the
 * product's decoder, so that each can show the other's mistakes.
 */
final class ReferenceControl {
  private static final long CHANNELS = 0xffff_ffffL;
  private static final long EXACT = (1L << 53) - 1;
  private static final Set<String> OF_CHANNELS =
      Set.of("open", "close", "subscribe", "unsubscribe", "credit", "cancel", "failed");

  private final Map<?, ?> members;

  private ReferenceControl(Map<?, ?> members) {
    this.members = members;
  }

  /** A member is not what it must be. */
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong() {
      super(null, null, false, false);
    }
  }

  private static String fault(WireError error, ErrorPlace place, long channel, long id) {
    return error + " " + place + " " + channel + " " + id;
  }

  /** What a message is, as {@link Frames} writes it, but for the values in {@code auth}. */
  static String read(byte[] text, WireLimits limits) {
    if (text.length > limits.maxControlBytes()) {
      return fault(WireError.TOO_LARGE, ErrorPlace.ERROR, 0, -1);
    }
    String decoded = new String(text, UTF_8);
    try {
      if (Arrays.equals(decoded.getBytes(UTF_8), text)
          && ReferenceJson.read(decoded) instanceof Map<?, ?> members
          && members.get("op") instanceof String op) {
        return new ReferenceControl(members).read(op);
      }
    } catch (ReferenceJson.NoJson malformed) {
      // as what is no object
    }
    return fault(WireError.MALFORMED_FRAME, ErrorPlace.CONNECTION, 0, -1);
  }

  private String read(String op) {
    boolean ofChannel = OF_CHANNELS.contains(op);
    if (!ofChannel && !op.equals("ping") && !op.equals("auth")) {
      return fault(WireError.UNKNOWN_OP, ErrorPlace.ERROR, or(0, "channel"), or(-1, "id"));
    }
    long channel = 0;
    try {
      channel = ofChannel ? number("channel", 0, CHANNELS) : 0;
      return ofChannel && channel == 0
          ? fault(WireError.NO_CHANNEL, ErrorPlace.ERROR, 0, -1)
          : read(op, channel);
    } catch (Wrong wrong) {
      boolean refused = op.equals("open") && channel != 0;
      ErrorPlace place = refused ? ErrorPlace.REFUSED : ErrorPlace.ERROR;
      return fault(WireError.MALFORMED_FRAME, place, channel, -1);
    }
  }

  private String read(String op, long channel) throws Wrong {
    return switch (op) {
      case "open" -> open(channel);
      case "close" -> "Close[channel=" + channel + "]";
      case "subscribe" ->
          "subscribe " + channel + " " + Frames.readable(topics(1)) + " " + wishes();
      case "unsubscribe" -> "unsubscribe " + channel + " " + Frames.readable(topics(1));
      case "credit" -> credit(channel, number("messages", 1, Long.MAX_VALUE));
      case "cancel" -> "Cancel[channel=" + channel + ", id=" + number("id", 0, CHANNELS) + "]";
      case "failed" ->
          "Failed[channel="
              + channel
              + ", id="
              + number("id", 0, CHANNELS)
              + ", text="
              + text("text", 0, 1024, "")
              + "]";
      case "ping" -> "Ping[id=" + number("id", 0, CHANNELS) + "]";
      default -> "Auth[fields=" + object("auth").keySet() + "]";
    };
  }

  private static String credit(long channel, long messages) {
    return messages > 0x8000_0000L
        ? fault(WireError.CREDIT_OVERFLOW, ErrorPlace.CLOSED, channel, -1)
        : "Credit[channel=" + channel + ", messages=" + messages + "]";
  }

  private String open(long channel) throws Wrong {
    String auth = is("auth") ? object("auth").keySet().toString() : "[]";
    long credit = is("credit") ? number("credit", 0, 0x8000_0000L) : -1;
    return "open "
        + channel
        + " "
        + text("type", 1, 255, null)
        + " "
        + text("endpoint", 1, 255, null)
        + " "
        + credit
        + " "
        + Frames.readable(topics(0))
        + " "
        + wishes()
        + " "
        + text("identity", 1, 255, "")
        + " "
        + text("reclaim", 1, 255, "")
        + " "
        + flag("notices")
        + " "
        + auth;
  }

  /** Null counts as absent. */
  private boolean is(String name) {
    return members.get(name) != null && members.get(name) != ReferenceJson.NULL;
  }

  private static void require(boolean holds) throws Wrong {
    if (!holds) {
      throw new Wrong();
    }
  }

  private long number(String name, long least, long most) throws Wrong {
    require(members.get(name) instanceof ReferenceJson.Digits digits && digits.isInteger());
    long number = ((ReferenceJson.Digits) members.get(name)).longValueExact();
    require(number >= least && number <= most);
    return number;
  }

  private long or(long absent, String name) {
    try {
      return number(name, absent + 1, CHANNELS);
    } catch (Wrong wrong) {
      return absent;
    }
  }

  private String text(String name, int least, int most, String absent) throws Wrong {
    if (!is(name)) {
      require(absent != null);
      return absent;
    }
    require(members.get(name) instanceof String);
    String text = (String) members.get(name);
    long characters = text.codePoints().count();
    require(characters >= least && characters <= most);
    return text;
  }

  private boolean flag(String name) throws Wrong {
    require(!is(name) || members.get(name) instanceof Boolean);
    return Boolean.TRUE.equals(members.get(name));
  }

  private Map<?, ?> object(String name) throws Wrong {
    require(members.get(name) instanceof Map);
    return (Map<?, ?>) members.get(name);
  }

  private List<byte[]> topics(int least) throws Wrong {
    List<byte[]> topics = new ArrayList<>();
    if (is("topics")) {
      require(members.get("topics") instanceof List);
      for (Object topic : (List<?>) members.get("topics")) {
        topics.add(topic instanceof String text ? text.getBytes(UTF_8) : base64(topic));
      }
    }
    require(topics.size() >= least);
    return topics;
  }

  private static byte[] base64(Object topic) throws Wrong {
    require(topic instanceof Map<?, ?> map && map.get("base64") instanceof String);
    String digits = (String) ((Map<?, ?>) topic).get("base64");
    require(
        digits.matches(
            "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?"));
    return Base64.getMimeDecoder().decode(digits);
  }

  private String wishes() throws Wrong {
    String after = "null";
    boolean last = flag("last");
    boolean fresh = flag("fresh");
    boolean heard = flag("heard");
    if (is("after")) {
      ReferenceControl place = new ReferenceControl(object("after"));
      after =
          "Place[epoch="
              + place.text("epoch", 1, 64, null)
              + ", offset="
              + place.number("offset", 0, EXACT)
              + "]";
    }
    long perSecond = is("perSecond") ? number("perSecond", 1, 1_000) : 0;
    return "Wishes[last="
        + last
        + ", fresh="
        + fresh
        + ", heard="
        + heard
        + ", after="
        + after
        + ", perSecond="
        + perSecond
        + "]";
  }
}
