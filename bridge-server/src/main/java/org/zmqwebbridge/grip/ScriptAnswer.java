package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.json.JsonString;

/**
 * An answer as a script that calls a function with it.
 *
 * <p>Pure.
 *
 * @param isExtended whether the function is told status and headers too
 */
record ScriptAnswer(String callback, boolean isExtended) {
  /** What is sent around it, whatever it is. */
  static ResponseHead head(ResponseHead said) {
    ResponseHead head =
        new ResponseHead(
            200, "", List.of(new HeaderField("Content-Type", "application/javascript")));
    String cached = said.header("Cache-Control").orElse("");
    ResponseHead plain = head.with("X-Content-Type-Options", "nosniff");
    return cached.isEmpty() ? plain : plain.with("Cache-Control", cached);
  }

  /** The script. */
  byte[] body(ResponseHead said, byte[] body) {
    String text = new String(body, UTF_8);
    String told = isExtended ? extended(said, text) : text.stripTrailing();
    return ("/**/" + callback + "(" + told + ");\n").getBytes(UTF_8);
  }

  private static String extended(ResponseHead said, String text) {
    Map<String, String> headers = new TreeMap<>();
    said.headers()
        .forEach(
            field -> headers.merge(field.name(), field.value(), (one, two) -> one + ", " + two));
    StringBuilder told = new StringBuilder(text.length() + 200);
    told.append("{\"code\": ").append(said.status());
    told.append(", \"reason\": ").append(quoted(said.reason()));
    told.append(", \"headers\": {");
    String comma = "";
    for (Map.Entry<String, String> header : headers.entrySet()) {
      told.append(comma).append(quoted(header.getKey()));
      told.append(':').append(quoted(header.getValue()));
      comma = ",";
    }
    return told.append("}, \"body\": ").append(quoted(text)).append('}').toString();
  }

  /** Two characters end a line in old scripts, and none in JSON. */
  private static String quoted(String text) {
    return JsonString.quote(text).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
  }
}
