package org.zmqwebbridge.config;

import com.google.common.net.InetAddresses;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables that Kubernetes puts into each container of a namespace for each of its services
 * ("service links"): of a service called {@code zwb} or {@code zwb-web} their names begin as those
 * of our settings do.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/service/">Kubernetes,
 *     Service, "Environment variables"</a>
 */
final class ServiceLink {
  private static final String SERVICE = "ZWB(_+[A-Z0-9]+)*";
  private static final Pattern HOST = Pattern.compile(SERVICE + "_SERVICE_HOST");
  private static final Pattern SERVICE_PORT =
      Pattern.compile(SERVICE + "_SERVICE_PORT(_[A-Z0-9]+(_+[A-Z0-9]+)*)?");
  private static final String PORT = SERVICE + "_PORT";
  private static final String ONE_PORT = PORT + "_[0-9]{1,5}_(TCP|UDP|SCTP)";
  private static final Pattern URL = Pattern.compile("(tcp|udp|sctp)://(.+):[0-9]{1,5}");
  private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "sctp");
  private static final int MAX_NAMED = 20;

  private ServiceLink() {}

  /** Whether name and value are such a variable's; it may be a setting all the same. */
  static boolean looksLike(String name, String value) {
    boolean address = HOST.matcher(name).matches() || name.matches(ONE_PORT + "_ADDR");
    boolean port = SERVICE_PORT.matcher(name).matches() || name.matches(ONE_PORT + "_PORT");
    boolean url = name.matches(PORT) || name.matches(ONE_PORT);
    return (address && isAddress(value))
        || (port && isPort(value))
        || (url && isUrl(value))
        || (name.matches(ONE_PORT + "_PROTO") && PROTOCOLS.contains(value));
  }

  private static boolean isPort(String value) {
    return value.matches("[0-9]{1,5}");
  }

  /** Or {@code None}, of a service without an address. */
  private static boolean isAddress(String value) {
    return InetAddresses.isInetAddress(value) || value.equals("None");
  }

  private static boolean isUrl(String value) {
    Matcher url = URL.matcher(value);
    return url.matches() && isAddress(url.group(2).replaceAll("[\\[\\]]", ""));
  }

  static String warning(Collection<String> variables) {
    List<String> names = List.copyOf(new TreeSet<>(variables));
    int more = names.size() - MAX_NAMED;
    return "environment: "
        + String.join(", ", names.subList(0, Math.min(names.size(), MAX_NAMED)))
        + (more > 0 ? " and " + more + " more" : "")
        + ": ignored; Kubernetes sets these for a service whose name begins with zwb (put"
        + " \"enableServiceLinks: false\" into the pod's spec, or name the service otherwise)";
  }
}
