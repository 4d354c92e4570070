package org.zmqwebbridge.edge.jetty;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.Jetty;

/**
 * The Jetty that is on the class path. A platform that manages versions (Spring Boot 3.5 does) may
 * put an older one there than the edge was compiled against: it starts, and then answers every
 * handshake with 500.
 *
 * <p>Immutable.
 */
public final class JettyVersion {
  private static final int MAJOR = 12;
  private static final int MINOR = 1;

  /** Jetty's numbers, as {@code 12.1.12}; what follows the second does not matter here. */
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})(\\D.*)?");

  private JettyVersion() {}

  /**
   * Refuses to work with a Jetty that is too old: to be asked before anything of the edge is
   * loaded, which may not even load with it.
   *
   * @throws IllegalStateException if it is; the message says which was found, and the remedy
   */
  public static void check() {
    refusal(Jetty.VERSION)
        .ifPresent(
            text -> {
              throw new IllegalStateException(text);
            });
  }

  /** Why the edge does not work with this version, or nothing if it does. */
  static Optional<String> refusal(String version) {
    Matcher numbers = NUMBERS.matcher(version);
    if (numbers.matches() && isNew(number(numbers, 1), number(numbers, 2))) {
      return Optional.empty();
    }
    return Optional.of(
        "the bridge needs Jetty "
            + MAJOR
            + "."
            + MINOR
            + " or newer, and the class path has Jetty "
            + version
            + "; choose a newer one (in a Spring Boot application on Tomcat, by"
            + " <jetty.version>12.1.14</jetty.version>), or depend on the bridge's jar with the"
            + " classifier own-jetty; see docs/embedding.md");
  }

  private static int number(Matcher numbers, int group) {
    return Integer.parseInt(numbers.group(group));
  }

  private static boolean isNew(int major, int minor) {
    return major > MAJOR || (major == MAJOR && minor >= MINOR);
  }
}
