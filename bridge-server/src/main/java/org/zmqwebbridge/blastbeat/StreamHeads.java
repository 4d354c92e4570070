package org.zmqwebbridge.blastbeat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.StreamHead;
import org.zmqwebbridge.http1.BadRequestException;
import org.zmqwebbridge.http1.HttpHead;

/**
 * Requests of HTTP/2 as those of HTTP/1 are, for nodes that know these alone: the host is a header,
 * and what asks for a WebSocket is a GET with a key, which nobody has sent (RFC 8441, section 5).
 *
 * <p>Owner thread: none; nothing is kept.
 */
final class StreamHeads {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int KEY_BYTES = 16;
  private static final int BAD_REQUEST = 400;
  private static final int AROUND_FIELD = ": \r\n".length();

  private StreamHeads() {}

  /**
   * The head of one.
   *
   * @throws BadRequestException if it is none that may be handed on
   */
  static HttpHead of(StreamHead said, int maxBytes) throws BadRequestException {
    boolean isSocket = said.asksForWebSocket();
    String method = isSocket ? "GET" : said.method();
    String wrong = Entrance.wrong(method, said.target());
    if (wrong != null) {
      throw new BadRequestException(BAD_REQUEST, wrong);
    }
    List<String> fields = new ArrayList<>();
    if (!said.authority().isEmpty()) {
      fields.addAll(List.of("host", said.authority()));
    }
    if (isSocket) {
      fields.addAll(
          List.of("upgrade", "websocket", "connection", "Upgrade", "sec-websocket-key", key()));
    }
    int bytes = method.length() + said.target().length() + said.authority().length();
    for (HeaderField field : said.headers()) {
      bytes += field.name().length() + field.value().length() + AROUND_FIELD;
      fields.addAll(List.of(field.name(), field.value()));
    }
    if (bytes > maxBytes) {
      throw new BadRequestException(
          Refusal.HEADERS_TOO_LARGE.status(), "its line and headers are too long");
    }
    return HttpHead.ofStream(method, said.target(), fields, isSocket ? 0 : said.bodyBytes());
  }

  private static String key() {
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }
}
