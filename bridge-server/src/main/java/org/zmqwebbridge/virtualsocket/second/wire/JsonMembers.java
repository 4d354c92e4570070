package org.zmqwebbridge.virtualsocket.second.wire;

import java.util.List;
import java.util.stream.Collectors;
import org.zmqwebbridge.json.JsonString;

/** Writes one JSON object, member by member. Owner thread: the one that made it. */
final class JsonMembers {
  private final StringBuilder json = new StringBuilder("{");

  /** An object whose first member is {@code op}. */
  static JsonMembers op(String op) {
    return new JsonMembers().put("op", op);
  }

  /**
   * @param value any JSON
   */
  JsonMembers raw(String name, String value) {
    json.append(json.length() == 1 ? "\"" : ",\"").append(name).append("\":").append(value);
    return this;
  }

  JsonMembers put(String name, long value) {
    return raw(name, Long.toString(value));
  }

  /** {@code null} is left out. */
  JsonMembers put(String name, String value) {
    return value == null ? this : raw(name, JsonString.quote(value));
  }

  /** Left out unless the condition holds. */
  JsonMembers putIf(boolean condition, String name, long value) {
    return condition ? put(name, value) : this;
  }

  /** An array of values that are JSON already. */
  JsonMembers array(String name, List<String> values) {
    return raw(name, values.stream().collect(Collectors.joining(",", "[", "]")));
  }

  String json() {
    return json + "}";
  }
}
