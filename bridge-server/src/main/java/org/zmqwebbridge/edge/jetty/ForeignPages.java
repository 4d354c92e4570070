package org.zmqwebbridge.edge.jetty;

import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.zmqwebbridge.edge.Printable;

/**
 * Which requests are those of pages that may not make any: a page that says where it comes from
 * must be allowed; one of another site must say it.
 *
 * <p>Owner thread: any.
 */
final class ForeignPages {
  private static final String FETCH_SITE = "Sec-Fetch-Site";

  private final ConnectionRegistry registry;
  private final ClientAddresses clients;

  ForeignPages(ConnectionRegistry registry, ClientAddresses clients) {
    this.registry = registry;
    this.clients = clients;
  }

  /**
   * Looks at a request's headers.
   *
   * @return for operators, by what it is a foreign page's; empty: it is none
   */
  Optional<String> find(HttpFields headers, EndPoint endPoint) {
    String origin = headers.get(HttpHeader.ORIGIN);
    if (origin == null) {
      return "cross-site".equalsIgnoreCase(headers.get(FETCH_SITE))
          ? Optional.of("it is a page's of another site, by " + FETCH_SITE)
          : Optional.empty();
    }
    String host = headers.get(HttpHeader.HOST);
    boolean https = clients.isHttps(endPoint, headers);
    return registry.origins().allows(origin, host, https)
        ? Optional.empty()
        : Optional.of(
            "the Origin "
                + Printable.cut(origin)
                + " is "
                + registry.origins().compared(host, https));
  }
}
