package org.zmqwebbridge.edge.jetty;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.zmqwebbridge.edge.Handshake;

/**
 * Which web pages may open a WebSocket (RFC 6455, section 10.2): those whose Origin is on the list,
 * or with an empty list, those that this host served. A client without an Origin is no browser and
 * passes.
 *
 * <p>Immutable.
 */
final class OriginPolicy {
  private static final String ANY = "*";

  /** RFC 6454, section 6.2; ASCII only, so that no other letter becomes one of these. */
  private static final Pattern ORIGIN =
      Pattern.compile(
          "(?<scheme>https?)://(?<host>[a-z0-9.-]+|\\[[0-9a-f:.]+\\])(:(?<port>[1-9][0-9]{0,4}))?",
          Pattern.CASE_INSENSITIVE);

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

  /** Whether a client that has connected still might. */
  boolean allows(Handshake handshake) {
    return allows(handshake.header("origin").orElse(null), handshake.header("host").orElse(null));
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
    Matcher parts = ORIGIN.matcher(origin);
    if (!parts.matches()) {
      return null;
    }
    String standardPort = parts.group("scheme").length() == 5 ? "443" : "80";
    String port = Objects.requireNonNullElse(parts.group("port"), standardPort);
    return (parts.group("scheme") + "://" + parts.group("host")).toLowerCase(Locale.ROOT)
        + ":"
        + port;
  }
}
