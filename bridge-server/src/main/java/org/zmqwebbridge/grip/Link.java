package org.zmqwebbridge.grip;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.grip.wire.MalformedGripException;
import org.zmqwebbridge.origin.OriginAddress;
import org.zmqwebbridge.origin.OriginTls;

/**
 * An address that an origin has given, seen from the address that its client has asked for.
 *
 * <p>Immutable.
 *
 * @param host as a header has it
 * @param target path and query
 * @param elsewhere where it is; empty: where the route leads
 */
record Link(String host, String target, boolean secure, Optional<OriginAddress> elsewhere) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /**
   * Reads one.
   *
   * @param allowed hosts beside that of the request
   * @throws MalformedGripException if it is none, or leads where we do not go
   */
  static Link of(String url, RequestHead asked, Set<String> allowed) throws MalformedGripException {
    return of(url, asked.header("host").orElse("localhost"), asked.target(), asked, allowed);
  }

  /** The same, seen from this one. */
  Link to(String url, RequestHead asked, Set<String> allowed) throws MalformedGripException {
    return of(url, host, target, asked, allowed);
  }

  private static Link of(
      String url, String host, String target, RequestHead asked, Set<String> allowed)
      throws MalformedGripException {
    URI link = resolve((asked.secure() ? "https://" : "http://") + host, target, url);
    String scheme = link.getScheme() == null ? "" : link.getScheme().toLowerCase(Locale.ROOT);
    String authority = link.getRawAuthority();
    if (authority == null || link.getHost() == null || !scheme.startsWith("http")) {
      throw new MalformedGripException("Grip-Link: its URL is none of http or https");
    }
    String path = link.getRawPath().isEmpty() ? "/" : link.getRawPath();
    String place = link.getRawQuery() == null ? path : path + "?" + link.getRawQuery();
    boolean secure = scheme.equals("https");
    String client = asked.header("host").orElse("localhost");
    if (authority.equalsIgnoreCase(client)) {
      return new Link(authority, place, asked.secure(), Optional.empty());
    }
    if (!allowed.contains(authority.toLowerCase(Locale.ROOT))) {
      throw new MalformedGripException(
          "Grip-Link: it leads to another host, which is not among allowedLinkHosts");
    }
    int port = link.getPort() > 0 ? link.getPort() : secure ? HTTPS : HTTP;
    return new Link(authority, place, secure, Optional.of(address(link.getHost(), port, secure)));
  }

  private static URI resolve(String server, String target, String url)
      throws MalformedGripException {
    try {
      URI link = new URI(url);
      boolean needsPath = !url.startsWith("/") && !link.isAbsolute();
      URI whole = new URI(server + (needsPath ? target : "/")).resolve(link).normalize();
      return new URI(whole.toASCIIString()); // as browsers do: a request is written in ASCII
    } catch (URISyntaxException | IllegalArgumentException none) {
      throw new MalformedGripException("Grip-Link: its URL is none");
    }
  }

  private static OriginAddress address(String host, int port, boolean secure) {
    String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new OriginAddress(plain, port, secure ? OriginTls.VERIFIED : null);
  }

  /** A request for it that says nothing of its client. */
  RequestHead request(String method, InetSocketAddress client) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return new RequestHead.Builder()
        .target(target)
        .header("Host", host)
        .build(method, path, query < 0 ? "" : target.substring(query + 1), client, secure);
  }
}
