package org.zmqwebbridge.edge;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which targets of requests name a path of ours in one way only: what a proxy in front of us, or
 * Jetty behind it, would take for another path is refused, and not corrected.
 *
 * <p>Owner thread: none; nothing is kept.
 */
public final class RequestTarget {
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?i)https?://([^/?#]+)(/[^?]*)?(\\?.*)?");

  /** Encoded: slash, backslash, and control characters. */
  private static final Pattern HIDDEN = Pattern.compile("%(2f|5c|[01][0-9a-f]|7f)");

  private static final Pattern DOTS = Pattern.compile("/(\\.|%2e){1,2}(/|$)");

  private RequestTarget() {}

  /**
   * What is wrong with a target, as the request line has it: a path, a whole address (RFC 9112,
   * section 3.2.2), or {@code *} for OPTIONS.
   *
   * @return a few words without anything of the client's; empty: nothing
   */
  public static String wrong(String method, String target) {
    if (target.startsWith("/")) {
      return wrongPath(beforeQuery(target));
    }
    if (target.equals("*")) {
      return method.equals("OPTIONS") || method.equals("PRI") ? "" : "a target that is no path";
    }
    var absolute = ABSOLUTE.matcher(target);
    if (!absolute.matches()) {
      return "a target that is no path";
    }
    if (absolute.group(1).indexOf('@') >= 0) {
      return "a user in the target";
    }
    return absolute.group(2) == null ? "" : wrongPath(absolute.group(2));
  }

  private static String beforeQuery(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The same for a path alone, which is not decoded yet. */
  public static String wrongPath(String path) {
    if (path.indexOf(';') >= 0 || path.indexOf('\\') >= 0) {
      return "a character that may not stand in a path here";
    }
    if (path.indexOf('%') < 0 && path.indexOf("/.") < 0) {
      return ""; // as nearly all are
    }
    String plain = path.toLowerCase(Locale.ROOT);
    if (DOTS.matcher(plain).find()) {
      return "a path with dots that lead elsewhere";
    }
    return HIDDEN.matcher(plain).find() ? "a path that hides characters in percent signs" : "";
  }
}
