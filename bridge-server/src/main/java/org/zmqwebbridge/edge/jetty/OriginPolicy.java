package org.zmqwebbridge.edge.jetty;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which web pages may open a WebSocket (RFC 6455, section 10.2): those whose Origin is on the list,
 * or with an empty list, those that this host served. A client without an Origin is no browser and
 * passes.
 *
 * <p>Immutable.
 */
final class OriginPolicy {
  private static final String ANY = "*";

  private final Set<String> allowed;

  /**
   * @param origins {@code scheme://host[:port]}, compared whole; {@code *} allows all
   * @throws IllegalArgumentException if one is no Origin
   */
  OriginPolicy(List<String> origins) {
    allowed = origins.stream().map(OriginPolicy::checked).collect(Collectors.toSet());
  }

  private static String checked(String origin) {
    if (origin.equals(ANY)) {
      return origin;
    }
    String normal = normal(origin);
    if (normal == null) {
      throw new IllegalArgumentException(
          "websocket.origins: \"" + origin + "\" is no Origin; it looks like https://example.com");
    }
    return normal;
  }

  /**
   * Whether a client may connect.
   *
   * @param origin the Origin header, or {@code null}
   * @param host the Host header, or {@code null}
   */
  boolean allows(String origin, String host) {
    if (origin == null || allowed.contains(ANY)) {
      return true;
    }
    String normal = normal(origin);
    if (normal == null) {
      return false; // "null", or no URI
    }
    return allowed.isEmpty() ? isSame(normal, host) : allowed.contains(normal);
  }

  /** Behind a proxy that ends TLS we see http where the page says https: compare host and port. */
  private static boolean isSame(String origin, String host) {
    if (host == null) {
      return false;
    }
    String scheme = origin.substring(0, origin.indexOf(':'));
    return origin.equals(normal(scheme + "://" + host));
  }

  /** Scheme, host and port, lower case, the port always there; {@code null} if it is no Origin. */
  private static String normal(String origin) {
    try {
      URI uri = URI.create(origin.toLowerCase(Locale.ROOT));
      String scheme = uri.getScheme();
      boolean web = "http".equals(scheme) || "https".equals(scheme);
      boolean bare = uri.getHost() != null && uri.getRawUserInfo() == null;
      boolean ends = String.valueOf(uri.getRawPath()).isEmpty() && uri.getRawQuery() == null;
      if (!web || !bare || !ends || uri.getRawFragment() != null) {
        return null;
      }
      int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
      return scheme + "://" + uri.getHost() + ":" + port;
    } catch (IllegalArgumentException noUri) {
      return null;
    }
  }
}
