package org.zmqwebbridge.edge.jetty;

import java.util.List;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * The bridge in a Jetty 12.1 server of an application, in front of the application's own handlers:
 * it answers what is its own, at the same places as on a port of its own, and leaves all else to
 * the handler that it wraps.
 *
 * <pre>{@code
 * BridgeHandler handler = bridge.jettyHandler();
 * handler.setHandler(application);
 * server.setHandler(handler);
 * server.addConnector(new ServerConnector(server, handler.http11(new HttpConfiguration())));
 * }</pre>
 *
 * <p>The bridge's limits on connections, and its deadline for requests, then hold for all
 * connections of that server.
 *
 * <p>Owner thread: Jetty's. Lifetime: started after its bridge, with the server; the bridge is
 * closed before the server stops, so that its pages are told.
 */
public final class BridgeHandler extends Handler.Wrapper {
  private final JettyEdge edge;
  private final Handler front;
  private final List<Object> watching;

  /**
   * @param front what is the bridge's
   * @param watching what hears of the connections of all connectors
   */
  BridgeHandler(JettyEdge edge, Handler front, List<Object> watching) {
    this.edge = edge;
    this.front = front;
    this.watching = List.copyOf(watching);
    installBean(front);
  }

  /**
   * HTTP/1.1 as the bridge needs it, for a connector, alone or after TLS: with the same strictness
   * and lifetimes as on a port of its own.
   *
   * @param http the connector's; forgives nothing from now on
   */
  public HttpConnectionFactory http11(HttpConfiguration http) {
    return edge.http11(http);
  }

  @Override
  public void setServer(Server server) {
    super.setServer(server);
    front.setServer(server);
  }

  /**
   * @throws IllegalStateException if the server is not as the bridge needs it, or the bridge does
   *     not run; the message says what to do
   */
  @Override
  protected void doStart() throws Exception {
    if (!edge.isRunning()) {
      throw new IllegalStateException(
          "the bridge does not run; call its start() before the server's");
    }
    if (getServer().getHandler() != this) {
      throw new IllegalStateException(
          "the bridge's handler is not the server's first; say server.setHandler(bridgeHandler),"
              + " and bridgeHandler.setHandler(…) for what is behind it");
    }
    for (Connector connector : getServer().getConnectors()) {
      watch(connector);
    }
    super.doStart();
  }

  private void watch(Connector connector) {
    if (!(connector instanceof ServerConnector server)) {
      throw unfit(connector, "is no ServerConnector; the bridge needs one, for TCP");
    }
    for (ConnectionFactory factory : server.getConnectionFactories()) {
      if (factory instanceof HttpConnectionFactory && !(factory instanceof StrictHttp)) {
        throw unfit(
            connector,
            "forgives requests that two readers could cut in two ways; give it"
                + " bridgeHandler.http11(httpConfiguration) in the place of its"
                + " HttpConnectionFactory");
      }
      if (factory.getProtocols().stream().anyMatch(name -> name.startsWith("h2"))) {
        throw unfit(
            connector,
            "speaks HTTP/2, which a bridge counts and limits only on a port of its own; take "
                + factory.getClass().getSimpleName()
                + " out");
      }
    }
    if (server.getAcceptedSendBufferSize() < 0) {
      server.setAcceptedSendBufferSize(Connectors.SEND_BUFFER_BYTES);
    }
    for (Object listener : watching) {
      if (!server.contains(listener)) {
        server.addBean(listener, false); // the bridge's, whatever becomes of this server
      }
    }
  }

  private static IllegalStateException unfit(Connector connector, String why) {
    return new IllegalStateException("the connector " + connector + " " + why);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return front.handle(request, response, callback) || super.handle(request, response, callback);
  }
}
