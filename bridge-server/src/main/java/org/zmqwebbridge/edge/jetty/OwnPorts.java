package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.zmqwebbridge.edge.OpenPort;
import org.zmqwebbridge.edge.Port;
import org.zmqwebbridge.edge.PortTls;
import org.zmqwebbridge.edge.Ports;

/**
 * The listeners of dialects that read their connections themselves, and all of these.
 *
 * <p>Owner thread: none for connections; whoever starts, reloads or ends the bridge for listeners.
 */
final class OwnPorts implements Ports {
  private static final String PROTOCOL = "own";

  private final Server server;
  private final Connectors connectors;
  private final ClientAddresses clients;
  private final AcceptedConnections accepted;
  private final TakenConnections open;
  private final List<Opened> opened = new CopyOnWriteArrayList<>();

  OwnPorts(
      Server server,
      Connectors connectors,
      ClientAddresses clients,
      AcceptedConnections accepted,
      ConnectionRegistry registry) {
    this.server = server;
    this.connectors = connectors;
    this.clients = clients;
    this.accepted = accepted;
    this.open = new TakenConnections(registry);
  }

  TakenConnections open() {
    return open;
  }

  @Override
  public OpenPort open(Port port) {
    List<ServerConnector> all = new ArrayList<>();
    Optional<OwnTls> tls = port.tls().map(OwnTls::of);
    for (InetSocketAddress address : port.listen()) {
      all.add(connectors.own(port.name(), address, factories(port, tls)));
    }
    try {
      SamePort.open(all);
      for (ServerConnector connector : all) {
        connector.addBean(accepted);
        server.addConnector(connector);
        if (server.isStarted()) {
          connector.start();
        }
      }
    } catch (IOException taken) {
      throw new IllegalStateException(port.name() + ": " + taken.getMessage(), taken);
    } catch (Exception failure) {
      throw new IllegalStateException(
          port.name() + ": cannot listen: " + failure.getMessage(), failure);
    }
    Opened made = new Opened(all, tls);
    opened.add(made);
    return made;
  }

  private ConnectionFactory[] factories(Port port, Optional<OwnTls> tls) {
    AbstractConnectionFactory own = factory(port);
    return tls.map(
            spoken ->
                new ConnectionFactory[] {new SslConnectionFactory(spoken.context(), PROTOCOL), own})
        .orElseGet(() -> new ConnectionFactory[] {own});
  }

  private AbstractConnectionFactory factory(Port port) {
    return new AbstractConnectionFactory(PROTOCOL) {
      @Override
      public Connection newConnection(Connector connector, EndPoint endPoint) {
        long id = open.registry().nextId();
        return configure(new OwnConnection(port, endPoint, clients, open, id), connector, endPoint);
      }
    };
  }

  /** Listens no more anywhere. */
  void stopAccepting() {
    opened.forEach(Opened::close);
  }

  /** One, at all its addresses. */
  private final class Opened implements OpenPort {
    private final List<ServerConnector> at;

    private final Optional<OwnTls> tls;

    Opened(List<ServerConnector> at, Optional<OwnTls> tls) {
      this.at = at;
      this.tls = tls;
    }

    @Override
    public void renew(PortTls changed) {
      tls.orElseThrow().renew(changed);
    }

    @Override
    public int number() {
      return at.get(0).getLocalPort();
    }

    @Override
    public void close() {
      opened.remove(this);
      for (ServerConnector connector : at) {
        Future<Void> unused = connector.shutdown();
        connector.close();
      }
    }
  }
}
