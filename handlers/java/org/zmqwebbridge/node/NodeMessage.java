package org.zmqwebbridge.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A message of the server.
 *
 * <p>Immutable, but for the bytes of its body.
 */
public final class NodeMessage {
  private final Session session;
  private final String type;
  private final byte[] body;
  private final Map<String, String> variables;

  /**
   * @throws IllegalArgumentException if it is a request, and no uwsgi packet
   */
  NodeMessage(Session session, String type, byte[] body) {
    this.session = session;
    this.type = type;
    this.body = body;
    this.variables = type.equals("uwsgi") ? UwsgiVariables.read(body) : Map.of();
  }

  /** Whose it is. A connection is one session, with all its requests. */
  public Session session() {
    return session;
  }

  /** {@code uwsgi}, {@code body}, {@code websocket}, {@code end}, {@code msg}, {@code spawn} … */
  public String type() {
    return type;
  }

  /** Its bytes. */
  public byte[] body() {
    return body;
  }

  /** Its bytes as text. */
  public String text() {
    return new String(body, UTF_8);
  }

  /** Of a request: a variable as WSGI names it, {@code PATH_INFO} or {@code HTTP_COOKIE}, or "". */
  public String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  /** Of a request: all its variables, by name. */
  public Map<String, String> variables() {
    return variables;
  }

  /**
   * Whether this request opens a WebSocket. The server has accepted it: what may not come in is
   * ended.
   */
  public boolean isWebSocket() {
    return variable("HTTP_UPGRADE").equalsIgnoreCase("websocket")
        && !variable("HTTP_SEC_WEBSOCKET_KEY").isEmpty();
  }

  /**
   * How many bytes of the body follow this request as {@code body}; empty if they come until an
   * empty one: an upload in chunks.
   */
  public OptionalLong length() {
    if (variable("HTTP_TRANSFER_ENCODING").toLowerCase(Locale.ROOT).contains("chunked")) {
      return OptionalLong.empty();
    }
    String said = variable("CONTENT_LENGTH");
    return OptionalLong.of(said.isEmpty() ? 0 : Long.parseLong(said));
  }

  /** Whether the client expects the end of the connection after the answer. */
  public boolean closes() {
    String words = variable("HTTP_CONNECTION").toLowerCase(Locale.ROOT);
    return words.contains("close")
        || (variable("SERVER_PROTOCOL").equals("HTTP/1.0") && !words.contains("keep-alive"));
  }
}
