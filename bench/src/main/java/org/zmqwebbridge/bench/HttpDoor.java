package org.zmqwebbridge.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.util.Set;
import org.zmqwebbridge.bench.client.Target;

/**
 * What a program says to use an endpoint by plain HTTP (docs/http.md).
 *
 * @param target where the doors are
 * @param over which of them
 * @param endpoint its name in the bridge's configuration
 * @param token its credential, or empty
 */
record HttpDoor(Target target, Over over, String endpoint, String token) {
  private static final String TOKEN = "token";

  /** By the command line's credentials. */
  static HttpDoor of(Target target, Over over, String endpoint, String credentials) {
    return new HttpDoor(target, over, endpoint, token(over, credentials));
  }

  private static String token(Over over, String credentials) {
    JsonObject members = object(credentials);
    if (members != null && members.size() == 0) {
      return "";
    }
    JsonElement token = members == null ? null : members.get(TOKEN);
    boolean only = members != null && members.keySet().equals(Set.of(TOKEN));
    if (only && token.isJsonPrimitive() && token.getAsString().matches("[A-Za-z0-9._~+/-]+=*")) {
      return token.getAsString();
    }
    throw new IllegalArgumentException(
        "--credentials "
            + credentials
            + " cannot be sent --over "
            + over.word()
            + ": an HTTP request has no fields for the hook, only a token. Write it like"
            + " '{\"token\":\"…\"}'; it is sent as Authorization: Bearer");
  }

  private static JsonObject object(String json) {
    try {
      JsonElement element = JsonParser.parseString(json);
      return element.isJsonObject() ? element.getAsJsonObject() : null;
    } catch (JsonParseException malformed) {
      return null;
    }
  }

  private String method() {
    return over == Over.HTTP ? "POST" : "GET";
  }

  private String path() {
    String encoded = URLEncoder.encode(endpoint, UTF_8).replace("+", "%20");
    return target.path() + (over == Over.HTTP ? "/req/" : "/sub/") + encoded;
  }

  /** In words. */
  String name() {
    return method() + " " + path();
  }

  /**
   * The head of a request, without the empty line.
   *
   * @param query with its question mark, or empty
   */
  private String head(String query) {
    String origin = target.origin().map(from -> "Origin: " + from + "\r\n").orElse("");
    String bearer = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
    return name() + query + " HTTP/1.1\r\nHost: " + target.authority() + "\r\n" + origin + bearer;
  }

  /** A whole request whose body, the last of its bytes, is so many x. */
  ByteBuffer post(int size) {
    String head = head("") + "Content-Type: text/plain\r\nContent-Length: " + size + "\r\n\r\n";
    return bytes(head + "x".repeat(size));
  }

  /** A whole request for a stream. */
  ByteBuffer stream() {
    return bytes(head("") + "Accept: text/event-stream\r\n\r\n");
  }

  /** A whole request for the next publications, from now on. */
  ByteBuffer firstPoll() {
    return bytes(head("?wait=0") + "\r\n");
  }

  /** A request for the next publications, up to the place that they are to follow. */
  byte[] pollAfter(int waitSeconds) {
    return (head("?wait=" + waitSeconds) + "If-None-Match: ").getBytes(ISO_8859_1);
  }

  private static ByteBuffer bytes(String request) {
    return ByteBuffer.wrap(request.getBytes(ISO_8859_1));
  }

  /** Why the bridge refused it, and what to do. */
  String refusal(int status, String body) {
    return "the bridge refused "
        + name()
        + " with "
        + status
        + ": "
        + body.strip()
        + advice(status);
  }

  private String advice(int status) {
    return switch (status) {
      case 401 -> " --credentials '{\"token\":\"…\"}' brings a token.";
      case 403 ->
          " The Origin is not allowed (--origin sets it), or the hook websocketAllowed said no.";
      case 404 ->
          " Is "
              + endpoint
              + " in the bridge's configuration, with type "
              + (over == Over.HTTP ? "REQ" : "SUB")
              + ", and http among its doors? Or did the hook zmqAllowed say no?";
      case 409 ->
          " endpoints." + endpoint + ".replay: true in its configuration makes it keep them.";
      case 429, 503 ->
          " Ask for fewer --connections, or raise limits.maxConnectionsPerAddress (0: no limit),"
              + " limits.maxConnections or rates.perPrincipal in the bridge's configuration.";
      default -> " Is --url a bridge's?";
    };
  }

  /** A whole request for what follows a place, which an answer's ETag has told. */
  static ByteBuffer poll(byte[] before, String tag) {
    byte[] after = (tag + "\r\n\r\n").getBytes(US_ASCII);
    return ByteBuffer.allocate(before.length + after.length).put(before).put(after).flip();
  }
}
