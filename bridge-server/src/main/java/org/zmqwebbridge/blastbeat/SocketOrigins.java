package org.zmqwebbridge.blastbeat;

import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.edge.Origin;
import org.zmqwebbridge.edge.OriginPattern;
import org.zmqwebbridge.http1.HttpHead;

/**
 * Pages of which Origins may open a WebSocket at a host (RFC 6455, section 10.2): its own, and
 * those that it lists. A client without an Origin is no browser and passes.
 *
 * <p>Owner thread: none; nothing is kept.
 */
final class SocketOrigins {
  private static final String ANY = "*";

  private SocketOrigins() {}

  /**
   * Whether this one may.
   *
   * @param listed as the host has them
   * @param isSecure whether it has come over TLS
   */
  static boolean allow(HttpHead head, List<String> listed, boolean isSecure) {
    String said = head.header("origin");
    if (said == null || listed.contains(ANY)) {
      return true;
    }
    if (said.equals(Origin.OPAQUE)) {
      return listed.contains(Origin.OPAQUE);
    }
    Optional<Origin> page = Origin.parse(said);
    return page.isPresent() && (isOwn(page.get(), head, isSecure) || isListed(page.get(), listed));
  }

  private static boolean isOwn(Origin page, HttpHead head, boolean isSecure) {
    String host = head.header("host");
    return host != null && page.isAt(host) && (!isSecure || page.scheme().equals("https"));
  }

  private static boolean isListed(Origin page, List<String> listed) {
    return listed.stream()
        .filter(text -> !text.equals(Origin.OPAQUE))
        .anyMatch(text -> OriginPattern.parse("origins", text).matches(page));
  }
}
