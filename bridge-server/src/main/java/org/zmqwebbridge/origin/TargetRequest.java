package org.zmqwebbridge.origin;

import java.net.URI;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;

/**
 * A request whose target is sent as its client wrote it, where Jetty would read it as a URI and
 * write it again ({@code //a/b} would be asked for as {@code /b}); to a host of any name.
 *
 * <p>Owner thread: as its class. Lifetime: one request.
 */
final class TargetRequest extends HttpRequest {
  private static final URI ANYWHERE = URI.create("http://localhost/");

  private final OriginAddress address;
  private final String path;
  private final String query; // null: there is none

  TargetRequest(HttpClient client, OriginAddress address, String target) {
    super(client, new HttpConversation(), ANYWHERE);
    this.address = address;
    int mark = target.indexOf('?');
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.query = mark < 0 ? null : target.substring(mark + 1);
  }

  @Override
  public String getScheme() {
    return address.tls() == null ? "http" : "https";
  }

  @Override
  public String getHost() {
    return address.host().indexOf(':') >= 0 ? "[" + address.host() + "]" : address.host();
  }

  @Override
  public int getPort() {
    return address.port();
  }

  @Override
  public String getPath() {
    return path;
  }

  @Override
  public String getQuery() {
    return query;
  }

  /** There may be none: a target is no URI. */
  @Override
  public URI getURI() {
    return null;
  }
}
