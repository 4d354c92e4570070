package org.zmqwebbridge.edge.jetty;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.zmqwebbridge.edge.Listener;

/**
 * Makes what listens at each address: what it speaks, in the clear or over TLS.
 *
 * <p>Owner thread: the one that makes the edge.
 *
 * @param lifetimeMillis how long a connection of HTTP/1 may last; 0: for ever
 */
record Connectors(
    Server server,
    EdgeConfig config,
    HttpConfiguration http,
    LongSupplier lifetimeMillis,
    Optional<RenewableTls> tls,
    Optional<Http2> http2) {
  private static final int ACCEPT_QUEUE = 4096;

  /** The kernel would hide megabytes of a slow reader's lag behind a larger one. */
  static final int SEND_BUFFER_BYTES = 128 * 1024;

  /** Of each listener, one for each of its addresses; the first listener, and then the others. */
  List<List<ServerConnector>> all() {
    return Listeners.of(config).stream()
        .map(
            listener ->
                listener.listen().stream().map(address -> connector(listener, address)).toList())
        .toList();
  }

  private ServerConnector connector(Listener listener, InetSocketAddress address) {
    HttpConnectionFactory http11 = new StrictHttp(http, lifetimeMillis);
    ServerConnector made =
        tls.filter(any -> listener.tls())
            .map(renewable -> secure(renewable, http11))
            .orElseGet(() -> plain(listener, http11));
    return set(made, listener.name(), address);
  }

  /** One whose connections are a dialect's own. */
  ServerConnector own(String name, InetSocketAddress address, ConnectionFactory... spoken) {
    return set(new SelectedConnector(server, config.selectors(), spoken), name, address);
  }

  private ServerConnector set(ServerConnector made, String name, InetSocketAddress address) {
    made.setName(name);
    made.setHost(address.getAddress().getHostAddress());
    made.setPort(address.getPort());
    made.setAcceptQueueSize(ACCEPT_QUEUE);
    made.setIdleTimeout(config.limits().handshake().handshakeMillis());
    made.setShutdownIdleTimeout(-1); // pages stay, and are silent, while their requests end
    made.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
    return made;
  }

  private ServerConnector plain(Listener listener, HttpConnectionFactory http11) {
    return listener.unix().isPresent()
        ? new UnixConnector(server, config.selectors(), listener.unix().get(), http11)
        : new SelectedConnector(server, config.selectors(), http11);
  }

  private ServerConnector secure(RenewableTls renewable, HttpConnectionFactory http11) {
    List<ConnectionFactory> factories = new ArrayList<>();
    factories.addAll(http2.map(spoken -> spoken.over(http11)).orElseGet(() -> List.of(http11)));
    factories.add(0, new SslConnectionFactory(renewable.context(), factories.get(0).getProtocol()));
    return new SelectedConnector(
        server, config.selectors(), factories.toArray(ConnectionFactory[]::new));
  }

  /** In front of what there is: the header, and whether its client may have one more. */
  static void demandProxyHeader(
      ServerConnector connector, ClientAddresses clients, LimitRefusals refusals) {
    ConnectionFactory first = connector.getDefaultConnectionFactory();
    connector.addFirstConnectionFactory(new ClientGate(clients, first));
    ProxyHeader header = new ProxyHeader(refusals);
    connector.addFirstConnectionFactory(header);
    connector.setDefaultProtocol(header.getProtocol());
  }
}
