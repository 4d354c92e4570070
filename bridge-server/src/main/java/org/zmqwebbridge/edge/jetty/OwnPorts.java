package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.Graceful;
import org.zmqwebbridge.edge.OpenPort;
import org.zmqwebbridge.edge.Port;
import org.zmqwebbridge.edge.PortTls;
import org.zmqwebbridge.edge.Ports;
import org.zmqwebbridge.edge.StreamLimits;

/**
 * The listeners of dialects that read their connections themselves, and all of these.
 *
 * <p>Owner thread: none for connections; the one that starts, reloads or ends the bridge for
 * listeners.
 */
final class OwnPorts implements Ports {
  /** What clients may call it that have the choice. */
  private static final String PROTOCOL = HttpVersion.HTTP_1_1.asString();

  private final Server server;
  private final Connectors connectors;
  private final ClientAddresses clients;
  private final AcceptedConnections accepted;
  private final TakenConnections open;
  private final Optional<Http2> http2;
  private final List<Opened> opened = new CopyOnWriteArrayList<>();

  /**
   * @param http2 what is spoken besides where there is TLS; empty: its modules are not there
   */
  OwnPorts(
      Server server,
      Connectors connectors,
      ClientAddresses clients,
      AcceptedConnections accepted,
      ConnectionRegistry registry,
      Optional<Http2> http2) {
    this.server = server;
    this.connectors = connectors;
    this.clients = clients;
    this.accepted = accepted;
    this.http2 = http2;
    this.open = new TakenConnections(registry, registry::isStopping);
  }

  TakenConnections open() {
    return open;
  }

  @Override
  public OpenPort open(Port port) {
    List<ServerConnector> all = new ArrayList<>();
    Optional<OwnTls> tls = port.tls().map(OwnTls::of);
    Optional<OwnStreams> streams =
        port.streamOpener()
            .filter(any -> tls.isPresent() && http2.isPresent())
            .map(any -> new OwnStreams(port, clients, accepted, open));
    for (InetSocketAddress address : port.listen()) {
      all.add(connectors.own(port.name(), address, factories(port, tls, streams)));
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
    Opened made = new Opened(all, tls, streams);
    opened.add(made);
    return made;
  }

  private ConnectionFactory[] factories(
      Port port, Optional<OwnTls> tls, Optional<OwnStreams> streams) {
    AbstractConnectionFactory own = factory(port);
    List<ConnectionFactory> all =
        new ArrayList<>(
            streams.map(those -> http2.orElseThrow().over(own, those)).orElse(List.of(own)));
    String first = all.get(0).getProtocol();
    tls.ifPresent(spoken -> all.add(0, new SslConnectionFactory(spoken.context(), first)));
    return all.toArray(ConnectionFactory[]::new);
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

  /** From the next connection of HTTP/2 on, these hold. */
  void limits(StreamLimits changed) {
    http2.ifPresent(spoken -> spoken.limits(changed));
  }

  /** Looks after all connections, whatever is spoken on them. */
  void sweep() {
    open.sweep();
    long now = System.nanoTime();
    opened.forEach(port -> port.streams.ifPresent(streams -> streams.sweep(now)));
    opened.removeIf(Opened::isOver);
  }

  /** Listens no more anywhere. */
  void stopAccepting() {
    opened.forEach(Opened::close);
  }

  /** One, at all its addresses. */
  private static final class Opened implements OpenPort {
    private final List<ServerConnector> at;

    private final Optional<OwnTls> tls;
    private final Optional<OwnStreams> streams;
    private volatile boolean isClosed;

    Opened(List<ServerConnector> at, Optional<OwnTls> tls, Optional<OwnStreams> streams) {
      this.at = at;
      this.tls = tls;
      this.streams = streams;
    }

    @Override
    public void renew(PortTls changed) {
      tls.orElseThrow().renew(changed);
    }

    @Override
    public int number() {
      return at.get(0).getLocalPort();
    }

    /** Whether nobody is left of whom only this knows. */
    boolean isOver() {
      return isClosed && streams.filter(those -> !those.isEmpty()).isEmpty();
    }

    @Override
    public void close() {
      if (isClosed) {
        return;
      }
      isClosed = true;
      for (ServerConnector connector : at) {
        Future<Void> unused = connector.shutdown();
        for (Graceful spoken : connector.getContainedBeans(Graceful.class)) {
          Future<Void> unusedToo = spoken.shutdown(); // HTTP/2 says so, and lets its streams end
        }
        connector.close();
      }
    }
  }
}
