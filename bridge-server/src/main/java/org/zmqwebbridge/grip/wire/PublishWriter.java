package org.zmqwebbridge.grip.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.grip.wire.PublishItem.Action;
import org.zmqwebbridge.json.JsonString;

/** Writes items as JSON, so that {@link PublishReader} reads the same again. */
public final class PublishWriter {
  private PublishWriter() {}

  /** One item, without its channel. */
  public static String write(PublishItem item) {
    Map<String, Object> members = new LinkedHashMap<>();
    item.id().ifPresent(id -> members.put("id", id));
    item.previousId().ifPresent(id -> members.put("prev-id", id));
    if (item.isUnordered()) {
      members.put("no-seq", true);
    }
    if (!item.meta().isEmpty()) {
      members.put("meta", item.meta());
    }
    Map<String, Object> formats = new LinkedHashMap<>();
    item.response().ifPresent(format -> formats.put("http-response", response(format)));
    item.stream().ifPresent(format -> formats.put("http-stream", stream(format)));
    item.message().ifPresent(format -> formats.put("ws-message", message(format)));
    members.put("formats", formats);
    return json(members);
  }

  private static Map<String, Object> response(PublishItem.Response format) {
    OriginResponse answer = format.answer();
    Map<String, Object> members = begin(format.action(), format.contentFilters());
    if (format.action() == Action.HINT) {
      return members;
    }
    members.put("code", (long) answer.code());
    if (!answer.reason().isEmpty()) {
      members.put("reason", answer.reason());
    }
    if (!answer.headers().isEmpty()) {
      members.put(
          "headers",
          answer.headers().stream().map(field -> List.of(field.name(), field.value())).toList());
    }
    if (format.bodyPatch().isPresent()) {
      members.put("body-patch", new Raw(format.bodyPatch().get()));
    } else {
      put(members, "body", answer.body());
    }
    return members;
  }

  private static Map<String, Object> stream(PublishItem.Stream format) {
    Map<String, Object> members = begin(format.action(), format.contentFilters());
    put(members, "content", format.content());
    return members;
  }

  private static Map<String, Object> message(PublishItem.Message format) {
    Map<String, Object> members = begin(format.action(), format.contentFilters());
    members.put("type", format.kind().word());
    put(members, "content", format.content());
    if (format.code() != 0) {
      members.put("code", (long) format.code());
    }
    if (!format.reason().isEmpty()) {
      members.put("reason", format.reason());
    }
    return members;
  }

  private static Map<String, Object> begin(Action action, Optional<List<String>> filters) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (action != Action.SEND) {
      members.put("action", action.word());
    }
    filters.ifPresent(some -> members.put("content-filters", some));
    return members;
  }

  /** Puts bytes in an object: as text if they are, otherwise in base64 under another name. */
  public static void put(Map<String, Object> members, String name, byte[] bytes) {
    if (FormatReader.isText(bytes)) {
      members.put(name, new String(bytes, UTF_8));
    } else {
      members.put(name + "-bin", Base64.getEncoder().encodeToString(bytes));
    }
  }

  /** JSON that is written already. */
  private record Raw(String json) {}

  /**
   * Any value as JSON.
   *
   * @param value a text, bytes that are text, a number, a flag, nothing, a list or an object of
   *     such
   */
  public static String json(Object value) {
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  private static void append(StringBuilder text, Object value) {
    if (value instanceof Raw raw) {
      text.append(raw.json());
    } else if (value instanceof String string) {
      text.append(JsonString.quote(string));
    } else if (value instanceof byte[] bytes) {
      text.append(JsonString.quote(new String(bytes, UTF_8)));
    } else if (value instanceof List<?> list) {
      String before = "[";
      for (Object one : list) {
        text.append(before);
        append(text, one);
        before = ",";
      }
      text.append(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof Map<?, ?> object) {
      String before = "{";
      for (Map.Entry<?, ?> one : object.entrySet()) {
        text.append(before).append(JsonString.quote(String.valueOf(one.getKey()))).append(':');
        append(text, one.getValue());
        before = ",";
      }
      text.append(object.isEmpty() ? "{}" : "}");
    } else {
      text.append(value);
    }
  }
}
