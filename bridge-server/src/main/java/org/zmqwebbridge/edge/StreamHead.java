package org.zmqwebbridge.edge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a client said at the beginning of a request of HTTP/2 (RFC 9113, section 8.3).
 *
 * <p>Immutable. {@link #toString} leaves out everything that may carry a secret.
 *
 * @param method as sent; {@code CONNECT} for a WebSocket too
 * @param target path and query as sent, escapes and all, for example {@code /a%20b?x=1}; the
 *     authority of a {@code CONNECT} that names no protocol
 * @param authority the host that is asked for, with its port if it was said; empty: none is named.
 *     It stands for {@code Host}, which is none of the headers
 * @param headers in the order sent, by their names in lower case; all crumbs of a cookie in one
 * @param bodyBytes how long the body is; 0: there is none; -1: it ends where it ends
 * @param protocol what an extended {@code CONNECT} asks for (RFC 8441), for example {@code
 *     websocket}; empty: it is none
 */
public record StreamHead(
    String method,
    String target,
    String authority,
    List<HeaderField> headers,
    long bodyBytes,
    Optional<String> protocol) {
  private static final String WEBSOCKET = "websocket";
  private static final String CONTINUE = "100-continue";

  public StreamHead {
    headers = List.copyOf(headers);
  }

  /** The first value of a header. */
  public Optional<String> header(String lowerCaseName) {
    return headers.stream()
        .filter(field -> field.name().equals(lowerCaseName))
        .map(HeaderField::value)
        .findFirst();
  }

  /** Whether it asks for a WebSocket. */
  public boolean asksForWebSocket() {
    return protocol.filter(asked -> asked.equalsIgnoreCase(WEBSOCKET)).isPresent();
  }

  /** Whether its client waits to be told that its body is wanted (RFC 9110, section 10.1.1). */
  public boolean expectsContinue() {
    return header("expect")
        .filter(expected -> expected.toLowerCase(Locale.ROOT).equals(CONTINUE))
        .isPresent();
  }

  @Override
  public String toString() {
    int query = target.indexOf('?');
    return method + " " + (query < 0 ? target : target.substring(0, query));
  }
}
