package org.zmqwebbridge.edge;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page comes from, as its browser says (RFC 6454, section 6.2): scheme, host and port; of
 * applications and extensions, a scheme of their own and a name.
 *
 * <p>Immutable; equal if they are the same Origin.
 *
 * @param scheme lower case
 * @param host lower case; an IPv6 address in brackets; empty for {@code file://}
 * @param port 0 if the scheme has none and none is said
 */
public record Origin(String scheme, String host, int port) {
  /** What browsers say of a page whose Origin is nobody's business, or of none. */
  public static final String OPAQUE = "null";

  private static final Map<String, Integer> STANDARD_PORTS = Map.of("http", 80, "https", 443);

  /**
   * ASCII only, so that no other letter becomes one of these. Names of machines have underscores.
   */
  private static final Pattern ORIGIN =
      Pattern.compile(
          "(?<scheme>[a-zA-Z][a-zA-Z0-9+.-]*)://"
              + "(?<host>[a-zA-Z0-9._-]*|\\[[0-9a-fA-F:.]+\\])(:(?<port>[1-9][0-9]{0,4}))?");

  /** Reads one; empty if it is none, as {@code null} is. */
  public static Optional<Origin> parse(String text) {
    Matcher parts = ORIGIN.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
    String host = parts.group("host").toLowerCase(Locale.ROOT);
    String port = parts.group("port");
    boolean ofTheWeb = STANDARD_PORTS.containsKey(scheme);
    if (host.isEmpty() && (ofTheWeb || port != null)) {
      return Optional.empty();
    }
    int standard = STANDARD_PORTS.getOrDefault(scheme, 0);
    return Optional.of(new Origin(scheme, host, port == null ? standard : Integer.parseInt(port)));
  }

  /** Whether a web server is there, by {@code http} or {@code https}. */
  public boolean isOfTheWeb() {
    return STANDARD_PORTS.containsKey(scheme);
  }

  /**
   * Whether a page of this Origin was asked for by this Host, if with the same scheme: behind a
   * proxy that ends TLS we see http where the page says https.
   *
   * @param hostHeader {@code host} or {@code host:port}
   */
  public boolean isAt(String hostHeader) {
    return isOfTheWeb() && parse(scheme + "://" + hostHeader).filter(this::equals).isPresent();
  }

  @Override
  public String toString() {
    boolean standard = STANDARD_PORTS.getOrDefault(scheme, 0) == port;
    return scheme + "://" + host + (standard ? "" : ":" + port);
  }
}
