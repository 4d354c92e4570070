package org.zmqwebbridge.mongrel2;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.StreamHead;
import org.zmqwebbridge.http1.BadRequestException;
import org.zmqwebbridge.http1.HttpHead;
import org.zmqwebbridge.mongrel2.config.Mongrel2Limits;
import org.zmqwebbridge.mongrel2.config.Mongrel2Setting;

/**
 * A request of HTTP/2 as one of HTTP/1, with the limits and rules of those: its host is a header,
 * and what asks for a WebSocket is a GET with a key, which nobody has sent (RFC 8441, section 5).
 *
 * <p>Owner thread: the one that reads.
 *
 * @param limits of its server
 */
record StreamRequest(Mongrel2Limits limits) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int KEY_BYTES = 16;
  private static final int BAD_REQUEST = 400;
  private static final int AROUND_FIELD = ": \r\n".length();

  /** Hands it on, or refuses it. */
  void begin(StreamHead said, Client client) {
    try {
      client.begin(head(said));
    } catch (BadRequestException wrong) {
      client.refuse(wrong);
    }
  }

  private HttpHead head(StreamHead said) throws BadRequestException {
    boolean isSocket = said.asksForWebSocket();
    String method = isSocket ? "GET" : said.method();
    String wrong =
        RequestInput.wrong(method, said.target(), limits.flag(Mongrel2Setting.REQUEST_RELAXED));
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
    addAll(said, fields);
    return HttpHead.ofStream(method, said.target(), fields, isSocket ? 0 : said.bodyBytes());
  }

  /** Of more names than may be, the others are left out, as of HTTP/1. */
  private void addAll(StreamHead said, List<String> fields) throws BadRequestException {
    Set<String> names = new HashSet<>();
    int bytes = said.method().length() + said.target().length() + said.authority().length();
    for (HeaderField field : said.headers()) {
      bytes += field.name().length() + field.value().length() + AROUND_FIELD;
      if (names.size() < limits.headerCount() || names.contains(field.name())) {
        names.add(field.name());
        fields.add(field.name());
        fields.add(field.value());
      }
    }
    if (bytes > limits.bufferBytes()) {
      throw new BadRequestException(BAD_REQUEST, "its line and headers are too long");
    }
  }

  private static String key() {
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }
}
