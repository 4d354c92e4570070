package org.zmqwebbridge.admin;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.zmqwebbridge.edge.Origin;

/**
 * Whom the management listener answers. Host and Origin keep web pages out that the operator's own
 * browser has open, and DNS names that suddenly point here; the secret keeps everybody else out.
 *
 * <p>Immutable. Owner thread: any.
 */
final class ManagementGuard {
  private final ManagementConfig config;

  ManagementGuard(ManagementConfig config) {
    this.config = config;
  }

  /** What to answer a request that comes from a web page of somebody else's. */
  Optional<ManagementAnswer> refusesAsForeign(Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    if (host == null || !isOurName(host, request)) {
      return refusal(
          HttpStatus.MISDIRECTED_REQUEST_421,
          "The Host of this request is none of this listener's; add it to management.hosts.");
    }
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin != null && Origin.parse(origin).filter(page -> page.isAt(host)).isEmpty()) {
      return refusal(HttpStatus.FORBIDDEN_403, "Pages of another Origin are not answered.");
    }
    return Optional.empty();
  }

  /** What to answer a request that does not know the secret, if there is one to know. */
  Optional<ManagementAnswer> refusesAsStranger(Request request) {
    String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    if (config.secret().isEmpty() || config.secret().get().matches(authorization)) {
      return Optional.empty();
    }
    return Optional.of(
        ManagementAnswer.text(
            HttpStatus.UNAUTHORIZED_401,
            "Send the secret of management.secretFile as Authorization: Bearer.",
            HttpHeader.WWW_AUTHENTICATE.asString(),
            "Bearer realm=\"zwb\""));
  }

  /** What to answer a request that would change something where nobody has to know a secret. */
  Optional<ManagementAnswer> refusesAsUnguarded() {
    return config.secret().isPresent()
        ? Optional.empty()
        : refusal(
            HttpStatus.FORBIDDEN_403, "Actions need a secret; configure management.secretFile.");
  }

  private static Optional<ManagementAnswer> refusal(int status, String text) {
    return Optional.of(ManagementAnswer.text(status, text));
  }

  private boolean isOurName(String host, Request request) {
    try {
      String name = HostAndPort.fromString(host).getHost().toLowerCase(Locale.ROOT);
      return name.equals("localhost")
          || config.hosts().contains(name)
          || (InetAddresses.isInetAddress(name)
              && isOurAddress(InetAddresses.forString(name), request));
    } catch (IllegalArgumentException noHost) {
      return false;
    }
  }

  /** An address, unlike a name, is the same for the browser and for us. */
  private static boolean isOurAddress(InetAddress address, Request request) {
    return address.isLoopbackAddress()
        || (request.getConnectionMetaData().getLocalSocketAddress() instanceof InetSocketAddress us
            && us.getAddress().equals(address));
  }
}
