package org.zmqwebbridge.edge;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names by which a listener is asked, if they are told; the one that asks for another is at the
 * wrong door.
 *
 * <p>Immutable.
 */
public final class HostNames {
  /** Every name will do. */
  public static final HostNames ANY = of(List.of());

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\\[[0-9a-f:.]+]");

  private final Set<String> names;

  private HostNames(Set<String> names) {
    this.names = names;
  }

  /**
   * These and no others; every one if there is none.
   *
   * @throws IllegalArgumentException if one is no name
   */
  public static HostNames of(List<String> names) {
    Set<String> plain = new TreeSet<>();
    names.forEach(name -> plain.add(checked(name)));
    return new HostNames(plain);
  }

  /**
   * Checks one.
   *
   * @return in small letters
   * @throws IllegalArgumentException if it is none; the message says what one looks like
   */
  public static String checked(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(small).matches()) {
      throw new IllegalArgumentException(
          "\""
              + Printable.cut(name)
              + "\" is no name of a host, such as www.example.org, 192.0.2.1 or [2001:db8::1],"
              + " without a port");
    }
    return small;
  }

  /**
   * Whether one is served.
   *
   * @param host a name without a port, as a client has it; a dot at its end does not count
   */
  public boolean contains(String host) {
    return names.isEmpty() || names.contains(plain(host));
  }

  /** As names are compared. */
  static String plain(String host) {
    String small = host.toLowerCase(Locale.ROOT);
    return small.endsWith(".") ? small.substring(0, small.length() - 1) : small;
  }
}
