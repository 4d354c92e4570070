package org.zmqwebbridge.admin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.zmqwebbridge.edge.jetty.SamePort;
import org.zmqwebbridge.edge.jetty.StrictHttp;
import org.zmqwebbridge.observe.Counters;

/**
 * The listener for operators, on an address that browsers do not reach: each connection brings one
 * request, in a few kilobytes and seconds.
 *
 * <p>Owner thread: the caller's, for {@link #start} and {@link #close}.
 */
public final class ManagementServer {
  private static final int MAX_CONNECTIONS = 64;
  private static final int MAX_HEADER_BYTES = 8 * 1024;
  private static final long MILLIS_PER_REQUEST = 10_000;
  private static final long THREADS_STOP_MILLIS = 500;

  private final Server server;
  private final List<ServerConnector> connectors; // one for each address

  /**
   * @param paths what is where on it
   */
  public ManagementServer(ManagementConfig config, ManagementPaths paths, Counters counters) {
    this(config, paths, counters, MILLIS_PER_REQUEST);
  }

  ManagementServer(
      ManagementConfig config, ManagementPaths paths, Counters counters, long millisPerRequest) {
    QueuedThreadPool threads = new QueuedThreadPool(8, 1);
    threads.setName("zwb-management");
    threads.setReservedThreads(0);
    threads.setStopTimeout(THREADS_STOP_MILLIS);
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setPersistentConnectionsEnabled(false);
    connectors = config.listen().stream().map(at -> connector(at, http, millisPerRequest)).toList();
    connectors.forEach(server::addConnector);
    server.addBean(
        new NetworkConnectionLimit(MAX_CONNECTIONS, connectors.toArray(NetworkConnector[]::new)));
    server.setHandler(new ManagementHandler(paths, new ManagementGuard(config), counters));
  }

  private ServerConnector connector(
      InetSocketAddress address, HttpConfiguration http, long millisPerRequest) {
    ServerConnector made = new ServerConnector(server, 1, 1, new StrictHttp(http));
    made.setHost(address.getAddress().getHostAddress());
    made.setPort(address.getPort());
    made.addBean(new OneRequest(made.getScheduler(), millisPerRequest));
    return made;
  }

  /**
   * Listens.
   *
   * @throws IllegalStateException if the address cannot be bound
   */
  public void start() {
    try {
      SamePort.open(connectors);
      server.start();
    } catch (IOException failure) {
      throw new IllegalStateException(
          "management: " + failure.getMessage() + "; choose another port", failure);
    } catch (Exception failure) {
      throw new IllegalStateException("management: cannot start", failure);
    }
  }

  /** The port that is listened on. */
  public int port() {
    return connectors.get(0).getLocalPort();
  }

  /** Ends the listener. */
  public void close() {
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("management: did not stop cleanly", failure);
    }
  }
}
