package org.zmqwebbridge.mongrel2.proxy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.mongrel2.answer.Visit;

/** Which headers go on: all but those between two neighbours (RFC 9110, section 7.6.1). */
final class PassedHeaders {
  private static final Set<String> OF_NEIGHBOURS =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private PassedHeaders() {}

  /** Of a request; how its body is framed, and whether it is waited for, is said again. */
  static List<HeaderField> of(Visit visit) {
    List<HeaderField> all = new ArrayList<>();
    visit.forEachHeader((name, value) -> all.add(new HeaderField(name, value)));
    return without(all, Set.of("content-length", "expect"));
  }

  /** Of an answer. */
  static List<HeaderField> of(List<HeaderField> said) {
    return without(said, Set.of());
  }

  private static List<HeaderField> without(List<HeaderField> said, Set<String> others) {
    Set<String> dropped = new HashSet<>(OF_NEIGHBOURS);
    dropped.addAll(others);
    for (HeaderField field : said) {
      if (field.is("connection")) {
        Arrays.stream(field.value().split(",", -1))
            .forEach(word -> dropped.add(word.trim().toLowerCase(Locale.ROOT)));
      }
    }
    return said.stream()
        .filter(field -> !dropped.contains(field.name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** As they are sent. */
  static void write(StringBuilder head, List<HeaderField> fields) {
    for (HeaderField field : fields) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
  }

  /** Whether a request asks for a WebSocket. */
  static boolean askForWebSocket(Visit visit) {
    String connection = visit.header("connection");
    return visit.method().equals("GET")
        && visit.bodyBytes() == 0
        && visit.takesChunks()
        && "websocket".equalsIgnoreCase(visit.header("upgrade"))
        && visit.header("sec-websocket-key") != null
        && connection != null
        && connection.toLowerCase(Locale.ROOT).contains("upgrade");
  }
}
