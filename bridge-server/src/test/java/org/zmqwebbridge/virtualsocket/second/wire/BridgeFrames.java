package org.zmqwebbridge.virtualsocket.second.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the bridge says in a conversation, as the frame that says it. */
final class BridgeFrames {
  private final JsonObject members;

  private BridgeFrames(JsonObject members) {
    this.members = members;
  }

  static ServerControl of(JsonObject members) {
    return new BridgeFrames(members).frame(members.get("op").getAsString());
  }

  static WireError error(int code) {
    return Stream.of(WireError.values())
        .filter(error -> error.code() == code)
        .findAny()
        .orElseThrow(() -> new AssertionError("no such code: " + code));
  }

  private ServerControl frame(String op) {
    return switch (op) {
      case "beat" -> new ServerControl.Beat();
      case "pong" -> new ServerControl.Pong(number("id", 0));
      case "authorized" -> new ServerControl.Authorized(number("expires", -1));
      case "expiring" -> new ServerControl.Expiring(number("expires", -1));
      case "opened" ->
          new ServerControl.Opened(
              channel(),
              number("credit", -1),
              (int) number("maxMessageBytes", -1),
              text("reclaim", null),
              text("epoch", null));
      case "refused" ->
          new ServerControl.Refused(channel(), error(), text("text", ""), number("connection", 0));
      case "closed" -> new ServerControl.Closed(channel(), error(), text("text", ""));
      case "failed" ->
          new ServerControl.Failed(channel(), number("id", -1), error(), text("text", ""));
      case "error" ->
          new ServerControl.Wrong(
              number("channel", 0), number("id", Fault.NO_ID), error(), text("text", ""));
      default -> lessUsual(op);
    };
  }

  private ServerControl lessUsual(String op) {
    return switch (op) {
      case "cancel" -> new ServerControl.Cancel(channel(), number("id", -1));
      case "credit" -> new ServerControl.Credit(channel(), number("messages", -1));
      case "subscribed" -> new ServerControl.Subscribed(channel(), topics());
      case "heard" -> new ServerControl.Heard(channel(), topics());
      case "gap" -> new ServerControl.Gap(channel(), number("after", -1), number("from", -1));
      case "dropped" -> new ServerControl.Dropped(channel(), number("messages", -1), error());
      case "notice" ->
          new ServerControl.Told(
              number("channel", ServerControl.Told.ALL),
              ServerControl.Notice.valueOf(text("notice", "").toUpperCase(Locale.ROOT)));
      default -> throw new AssertionError("the bridge never says " + op);
    };
  }

  private long channel() {
    return number("channel", -1);
  }

  private WireError error() {
    return error((int) number("code", -1));
  }

  private long number(String name, long absent) {
    return members.has(name) ? members.get(name).getAsLong() : absent;
  }

  private String text(String name, String absent) {
    return members.has(name) ? members.get(name).getAsString() : absent;
  }

  private List<byte[]> topics() {
    List<byte[]> topics = new ArrayList<>();
    for (JsonElement topic : members.getAsJsonArray("topics")) {
      topics.add(
          topic.isJsonPrimitive()
              ? topic.getAsString().getBytes(UTF_8)
              : Base64.getDecoder().decode(topic.getAsJsonObject().get("base64").getAsString()));
    }
    return topics;
  }
}
