package org.zmqwebbridge.edge.jetty;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.Origin;
import org.zmqwebbridge.edge.OriginPattern;
import org.zmqwebbridge.edge.Printable;

/**
 * Which web pages may open a WebSocket (RFC 6455, section 10.2): those whose Origin is on the list,
 * or with an empty list, those that this host served. A client without an Origin is no browser and
 * passes.
 *
 * <p>Immutable.
 */
final class OriginPolicy {
  private static final String ANY = "*";
  private static final String LIST = "websocket.origins";
  private static final String PUBLIC = "websocket.publicOrigin";

  private final boolean any;
  private final boolean opaque;
  private final List<OriginPattern> allowed = new ArrayList<>();

  /**
   * @param origins Origins, compared whole; {@code https://*.example.org} for names below a domain;
   *     {@code null} for pages without one; {@code *} allows all
   * @param publicOrigins the Origins by which browsers know this host; empty: what their Host says
   * @throws IllegalArgumentException if one is no Origin; the message says what to write
   */
  OriginPolicy(List<String> origins, List<String> publicOrigins) {
    any = origins.contains(ANY);
    opaque = origins.contains(Origin.OPAQUE);
    origins.stream()
        .filter(origin -> !origin.equals(ANY) && !origin.equals(Origin.OPAQUE))
        .forEach(origin -> allowed.add(OriginPattern.parse(LIST, origin)));
    publicOrigins.forEach(origin -> allowed.add(own(origin)));
  }

  private static OriginPattern own(String text) {
    OriginPattern pattern = OriginPattern.parse(PUBLIC, text);
    if (pattern.below() || !pattern.origin().isOfTheWeb()) {
      throw new IllegalArgumentException(
          PUBLIC + ": \"" + text + "\" is no one web server's Origin, such as https://example.org");
    }
    return pattern;
  }

  /**
   * Whether a client may connect.
   *
   * @param origin the Origin header, or {@code null}
   * @param host the Host header, or {@code null}
   * @param https whether the client is known to have come by TLS, to us or to a trusted proxy; if
   *     not, it may have all the same
   */
  boolean allows(String origin, String host, boolean https) {
    if (origin == null || any) {
      return true;
    }
    if (origin.equals(Origin.OPAQUE)) {
      return opaque;
    }
    Optional<Origin> page = Origin.parse(origin);
    if (page.isEmpty()) {
      return false;
    }
    return comparesHosts()
        ? isOwn(page.get(), host, https)
        : allowed.stream().anyMatch(pattern -> pattern.matches(page.get()));
  }

  /** Whether a client that has connected still might. */
  boolean allows(Handshake handshake) {
    return allows(
        handshake.header("origin").orElse(null),
        handshake.header("host").orElse(null),
        handshake.secure());
  }

  /** Whether all are allowed, no matter who they are. */
  boolean allowsAny() {
    return any;
  }

  private boolean comparesHosts() {
    return allowed.isEmpty() && !opaque;
  }

  private static boolean isOwn(Origin page, String host, boolean https) {
    return host != null && page.isAt(host) && (!https || page.scheme().equals("https"));
  }

  /** For the log: what a refused Origin was compared with, and what to set if it was wrong. */
  String compared(String host, boolean https) {
    if (!comparesHosts()) {
      String all =
          allowed.stream().map(OriginPattern::toString).collect(Collectors.joining(", "))
              + (opaque ? " null" : "");
      return "none of " + LIST + " and " + PUBLIC + " (" + Printable.cut(all.trim()) + ")";
    }
    return "not that of the Host "
        + (host == null ? "(none)" : Printable.cut(host))
        + (https ? " by https" : "")
        + ": list it in "
        + LIST
        + ", or if a proxy changes the Host, name what browsers see in "
        + PUBLIC;
  }
}
