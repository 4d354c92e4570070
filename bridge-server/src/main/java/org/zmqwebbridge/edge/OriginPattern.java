package org.zmqwebbridge.edge;

import com.google.common.net.InternetDomainName;
import java.util.Optional;

/**
 * Which pages are meant: an Origin, or {@code https://*.example.org}, all names below a domain.
 *
 * <p>Immutable.
 *
 * @param origin of a pattern, that of the domain itself
 * @param below whether it stands for the names below the domain, which is not one of them
 */
public record OriginPattern(Origin origin, boolean below) {
  private static final String ANY_LABELS = "://*.";

  /**
   * Reads one.
   *
   * @param setting where it is written, for the message
   * @throws IllegalArgumentException if it is none; the message says what to write
   */
  public static OriginPattern parse(String setting, String text) {
    boolean below = text.contains(ANY_LABELS);
    Optional<Origin> origin = Origin.parse(below ? text.replace(ANY_LABELS, "://") : text);
    if (origin.isEmpty() || (below && !isDomain(origin.get()))) {
      throw new IllegalArgumentException(setting + ": \"" + text + "\" is no Origin" + hint(text));
    }
    return new OriginPattern(origin.get(), below);
  }

  /** Below {@code org} or {@code github.io} are the pages of strangers. */
  private static boolean isDomain(Origin origin) {
    String host = origin.host();
    return origin.isOfTheWeb()
        && InternetDomainName.isValid(host)
        && !host.matches("[0-9.]+")
        && !host.endsWith(".")
        && !InternetDomainName.from(host).isPublicSuffix();
  }

  private static String hint(String text) {
    if (text.contains("*")) {
      return "; * stands for names below a domain of your own: https://*.example.org";
    }
    int authority = text.indexOf("://") + 3;
    int path = text.indexOf('/', authority);
    if (authority > 2 && path > 0 && Origin.parse(text.substring(0, path)).isPresent()) {
      return "; it ends after host and port, without a slash: " + text.substring(0, path);
    }
    if (authority == 2 && Origin.parse("https://" + text).isPresent()) {
      return "; it begins with a scheme: https://" + text + ", or http://" + text;
    }
    return "; it looks like https://example.com, https://*.example.com, app://name or null";
  }

  /** Whether an Origin is this, or one of these. */
  public boolean matches(Origin other) {
    return below
        ? other.scheme().equals(origin.scheme())
            && other.port() == origin.port()
            && hasLabelsBelow(other.host())
        : other.equals(origin);
  }

  private boolean hasLabelsBelow(String host) {
    String domain = "." + origin.host();
    if (!host.endsWith(domain)) {
      return false;
    }
    String labels = host.substring(0, host.length() - domain.length());
    return !labels.isEmpty() && !labels.startsWith(".") && !labels.endsWith(".");
  }

  @Override
  public String toString() {
    String text = origin.toString();
    return below ? text.replace("://", ANY_LABELS) : text;
  }
}
