package org.zmqwebbridge.probe;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where a bridge is, and as whom it is spoken to.
 *
 * @param uri {@code ws://…} or {@code wss://…}, with the path of its WebSocket
 * @param headers of the handshake
 * @param auth what a hook is given with the socket, as JSON; empty: nothing
 * @param tls whom to trust; empty: whom Java trusts
 */
record BridgePlace(
    URI uri,
    List<Map.Entry<String, String>> headers,
    Optional<String> auth,
    Optional<SSLContext> tls) {
  private static final String PATH = "/data";

  /**
   * Reads {@code http://HOST:PORT}, {@code ws://HOST:PORT/data} and the like.
   *
   * @throws IllegalArgumentException if it is none
   */
  static URI uri(String text) {
    URI uri = parsed(text);
    String scheme =
        switch (String.valueOf(uri.getScheme())) {
          case "http", "ws" -> "ws";
          case "https", "wss" -> "wss";
          default -> throw none(text);
        };
    if (uri.getHost() == null) {
      throw none(text);
    }
    String path = uri.getRawPath();
    return URI.create(
        scheme
            + "://"
            + uri.getRawAuthority()
            + (path == null || path.isEmpty() || path.equals("/") ? PATH : path)
            + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
  }

  private static URI parsed(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException malformed) {
      throw none(text);
    }
  }

  private static IllegalArgumentException none(String text) {
    return new IllegalArgumentException(
        "no bridge's address: " + text + "; it looks like http://127.0.0.1:8000");
  }
}
