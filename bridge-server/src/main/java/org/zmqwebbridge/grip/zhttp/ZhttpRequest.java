package org.zmqwebbridge.grip.zhttp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.origin.OriginRequest;
import org.zmqwebbridge.tnetstring.TnetstringWriter;

/**
 * What a worker is told.
 *
 * <p>Pure.
 */
final class ZhttpRequest {
  private ZhttpRequest() {}

  /** The first message of a request, but for what its kind adds. */
  static Map<String, Object> first(String from, String id, OriginRequest request, byte[] body) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("from", from);
    members.put("id", id);
    members.put("method", request.method());
    members.put("uri", uri(request, "http"));
    members.put("headers", headers(request));
    if (body.length > 0) {
      members.put("body", body);
    }
    return members;
  }

  /** The first message about a WebSocket. */
  static Map<String, Object> socket(String from, String id, OriginRequest request) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("from", from);
    members.put("id", id);
    members.put("uri", uri(request, "ws"));
    members.put("headers", headers(request));
    return members;
  }

  private static List<List<String>> headers(OriginRequest request) {
    return request.headers().stream().map(field -> List.of(field.name(), field.value())).toList();
  }

  /** What is asked for, with the host that the client has named. */
  private static String uri(OriginRequest request, String scheme) {
    String host =
        request.headers().stream()
            .filter(field -> field.is("Host"))
            .map(HeaderField::value)
            .findFirst()
            .orElse("localhost");
    boolean isSecure =
        request.headers().stream()
            .anyMatch(field -> field.is("X-Forwarded-Proto") && field.value().equals("https"));
    return scheme + (isSecure ? "s://" : "://") + host + request.target();
  }

  /** A later message of a request. */
  static Map<String, Object> later(String from, String id, long sequence) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("from", from);
    members.put("id", id);
    members.put("seq", sequence);
    return members;
  }

  /** As it is sent. */
  static byte[] write(Map<String, Object> members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("T".getBytes(US_ASCII));
    out.writeBytes(TnetstringWriter.write(members));
    return out.toByteArray();
  }
}
