package org.zmqwebbridge.grip.stats;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zmqwebbridge.json.JsonString;
import org.zmqwebbridge.tnetstring.TnetstringWriter;

/**
 * One message: its type, a blank, and its members.
 *
 * <p>Owner thread: its creator's.
 */
final class StatsMessage {
  private final String type;
  private final Map<String, Object> members = new LinkedHashMap<>();

  StatsMessage(String type, String from) {
    this.type = type;
    members.put("from", from);
  }

  /** With one more member: a text, a whole number or a flag. */
  StatsMessage with(String name, Object value) {
    members.put(name, value);
    return this;
  }

  /** As it is sent. */
  byte[] write(boolean isJson) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes((type + " " + (isJson ? "J" : "T")).getBytes(UTF_8));
    out.writeBytes(isJson ? json().getBytes(UTF_8) : TnetstringWriter.write(members));
    return out.toByteArray();
  }

  private String json() {
    StringBuilder text = new StringBuilder();
    String before = "{";
    for (Map.Entry<String, Object> member : members.entrySet()) {
      text.append(before).append(JsonString.quote(member.getKey())).append(':');
      text.append(
          member.getValue() instanceof String word ? JsonString.quote(word) : member.getValue());
      before = ",";
    }
    return text.append('}').toString();
  }
}
