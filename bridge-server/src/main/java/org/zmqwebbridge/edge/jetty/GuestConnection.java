package org.zmqwebbridge.edge.jetty;

import java.util.Set;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.AbstractMetaDataConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.Attributes;

/**
 * What a request of another server's came by, as far as Jetty asks.
 *
 * <p>Owner thread: as its request's.
 */
final class GuestConnection extends AbstractMetaDataConnection {
  private final HttpVersion version;
  private final Attributes attributes = new Attributes.Lazy();

  GuestConnection(
      Connector connector, HttpConfiguration http, GuestEndPoint endPoint, HttpVersion version) {
    super(connector, http, endPoint);
    this.version = version;
  }

  @Override
  public String getId() {
    return "guest";
  }

  @Override
  public HttpVersion getHttpVersion() {
    return version;
  }

  @Override
  public String getProtocol() {
    return version.asString();
  }

  @Override
  public boolean isPersistent() {
    return true;
  }

  @Override
  public boolean isSecure() {
    return getEndPoint().isSecure();
  }

  @Override
  public Object getAttribute(String name) {
    return attributes.getAttribute(name);
  }

  @Override
  public Object setAttribute(String name, Object value) {
    return attributes.setAttribute(name, value);
  }

  @Override
  public Object removeAttribute(String name) {
    return attributes.removeAttribute(name);
  }

  @Override
  public Set<String> getAttributeNameSet() {
    return attributes.getAttributeNameSet();
  }

  @Override
  public void clearAttributes() {
    attributes.clearAttributes();
  }

  @Override
  public void onFillable() {
    // nothing is read before it has become a WebSocket
  }
}
