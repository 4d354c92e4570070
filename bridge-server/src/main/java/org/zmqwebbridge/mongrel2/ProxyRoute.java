package org.zmqwebbridge.mongrel2;

import org.zmqwebbridge.http1.HttpHead;
import org.zmqwebbridge.mongrel2.proxy.ProxyTarget;
import org.zmqwebbridge.mongrel2.routing.Route;

/**
 * A route that leads to an HTTP server.
 *
 * @param proxy asks it
 */
record ProxyRoute(ProxyTarget proxy) implements Target {
  @Override
  public void take(Client client, HttpHead head, Route<Target> route) {
    new VisitInput(client, head).begin(proxy::ask);
  }
}
