package org.zmqwebbridge.edge;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a client said when it asked for a WebSocket (RFC 6455, section 4.1).
 *
 * <p>Immutable. {@link #toString} leaves out everything that may carry a secret: query, headers and
 * cookies.
 *
 * @param path the request path, decoded, for example {@code /data}
 * @param query the raw query string without its question mark, or the empty string
 * @param headers header values by lower-case name, in the order sent
 * @param cookies cookie values by name; of two with one name, the first
 * @param remoteAddress the peer's address as the socket knows it
 * @param secure whether the connection came over TLS
 * @param subprotocols what {@code Sec-WebSocket-Protocol} offers, in order of preference
 */
public record Handshake(
    String path,
    String query,
    Map<String, List<String>> headers,
    Map<String, String> cookies,
    InetSocketAddress remoteAddress,
    boolean secure,
    List<String> subprotocols) {

  public Handshake {
    headers = Map.copyOf(headers);
    cookies = Map.copyOf(cookies);
    subprotocols = List.copyOf(subprotocols);
  }

  /** The first value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.stream().findFirst();
  }

  /** The value of a cookie. */
  public Optional<String> cookie(String name) {
    return Optional.ofNullable(cookies.get(name));
  }

  @Override
  public String toString() {
    return (secure ? "wss " : "ws ") + path + " from " + remoteAddress;
  }
}
