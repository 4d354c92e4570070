package org.zmqwebbridge.grip;

import java.util.Locale;
import java.util.Optional;

/**
 * Which requests a route is for.
 *
 * <p>Immutable.
 *
 * @param domain of the host that is asked for; {@code *}: any; empty: none, it is chosen by its id
 * @param id by which a request may choose it, and by which it is counted
 * @param isSocket whether it is for WebSockets only, or for all else only; empty: for both
 * @param pathBegin how the path begins; may be empty
 * @param isSecure whether it is for TLS only, or for the clear only; empty: for both
 */
public record RouteCondition(
    String domain,
    Optional<String> id,
    Optional<Boolean> isSocket,
    String pathBegin,
    Optional<Boolean> isSecure) {
  private static final String ANY = "*";

  public RouteCondition {
    domain = domain.toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a request is one for it.
   *
   * @param host without a port; {@code null}: it names none
   */
  boolean matches(String host, String path, boolean socket, boolean secure) {
    return matches(host, path)
        && isSocket.map(wanted -> wanted == socket).orElse(true)
        && isSecure.map(wanted -> wanted == secure).orElse(true);
  }

  /** Whether some request for this host and path is one for it. */
  boolean matches(String host, String path) {
    boolean domainMatches =
        domain.equals(ANY)
            || (host != null && !domain.isEmpty() && domain.equals(host.toLowerCase(Locale.ROOT)));
    return domainMatches && path.startsWith(pathBegin);
  }

  /** How special it is: a domain before any, then what is spoken, the longest path, TLS. */
  long rank() {
    long rank = domain.equals(ANY) ? 0 : 1;
    rank = rank << 1 | (isSocket.isPresent() ? 1 : 0);
    rank = rank << 32 | pathBegin.length();
    return rank << 1 | (isSecure.isPresent() ? 1 : 0);
  }
}
