package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.RequestHead;

/**
 * The headers that an origin is told: its client's, but for those that are about the connection
 * (RFC 9110, section 7.6.1) and those that are ours to say.
 *
 * <p>Pure.
 */
final class OriginHead {
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "expect",
          "content-length",
          "http2-settings");
  private static final String OURS = "grip-";

  private OriginHead() {}

  /**
   * @param host that the origin is told is asked for
   * @param isPlain whether answers are only passed on, so that they may be encoded in any way
   * @param isTrusted whether what its client says of GRIP is to be believed
   * @param more said by us, in the place of what the client says by the same names; an empty value:
   *     nothing is said
   */
  static List<HeaderField> of(
      RequestHead head, String host, boolean isPlain, boolean isTrusted, List<HeaderField> more) {
    Map<String, List<String>> said = head.headers();
    Set<String> dropped = new TreeSet<>(NOT_PASSED_ON);
    for (String connection : said.getOrDefault("connection", List.of())) {
      for (String name : connection.split(",", -1)) {
        dropped.add(name.trim().toLowerCase(Locale.ROOT));
      }
    }
    more.forEach(field -> dropped.add(field.name().toLowerCase(Locale.ROOT)));
    dropped.add("host");
    if (!isPlain) {
      dropped.add("accept-encoding");
    }
    List<HeaderField> headers = new ArrayList<>();
    headers.add(new HeaderField("Host", host));
    said.forEach(
        (name, values) -> {
          if (!dropped.contains(name) && (isTrusted || isPlain || !name.startsWith(OURS))) {
            values.forEach(value -> headers.add(new HeaderField(written(name), value)));
          }
        });
    more.stream().filter(field -> !field.value().isEmpty()).forEach(headers::add);
    return headers;
  }

  /** As people write it: {@code User-Agent}. */
  static String written(String lowerCase) {
    StringBuilder name = new StringBuilder(lowerCase);
    boolean first = true;
    for (int i = 0; i < name.length(); i++) {
      if (first) {
        name.setCharAt(i, Character.toUpperCase(name.charAt(i)));
      }
      first = name.charAt(i) == '-';
    }
    return name.toString();
  }
}
