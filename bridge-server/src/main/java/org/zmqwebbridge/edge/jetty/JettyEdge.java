package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.zmqwebbridge.edge.ByteBudget;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.observe.Counters;

/**
 * The listener for browsers: WebSockets, the JavaScript client, and pages if there are any.
 *
 * <p>Owner thread: the caller's, for {@link #start} and {@link #close}. Lifetime: not restartable.
 */
public final class JettyEdge {
  private static final int WORKERS = 16;
  private static final int ACCEPT_QUEUE = 4096;
  private static final int SEND_BUFFER_BYTES = 128 * 1024;
  private static final long THREADS_STOP_MILLIS = 500;
  private static final long SWEEP_MILLIS = 500;
  private static final long SWEEP_HANDSHAKES_MILLIS = 100;

  private final ConnectionRegistry registry;
  private final ScheduledExecutorService timer;
  private final Server server;
  private final ServerConnector connector;
  private final HandshakeDeadline handshakes;
  private final AcceptedConnections accepted;
  private final Optional<PerMessageDeflate> deflate;
  private final List<Future<?>> sweeping = new ArrayList<>();

  /**
   * @param scripts the class path folder of the JavaScript client, ending in a slash
   * @param timer runs the sweeper
   * @throws IllegalArgumentException if the configuration cannot work; the message says why
   */
  public JettyEdge(
      EdgeConfig config,
      String scripts,
      Dialect dialect,
      ScheduledExecutorService timer,
      Counters counters) {
    this.timer = timer;
    QueuedThreadPool threads = new QueuedThreadPool(WORKERS + config.selectors());
    threads.setName("zwb-edge");
    threads.setStopTimeout(THREADS_STOP_MILLIS);
    this.registry = new ConnectionRegistry(config.limits().connection(), threads, counters);
    this.server = new Server(threads);
    server.setErrorHandler(new PlainErrors(counters));
    HandshakeLimits limits = config.limits().handshake();
    this.handshakes = new HandshakeDeadline(limits.handshakeMillis(), counters);
    this.accepted = new AcceptedConnections(limits, counters);
    this.connector = connector(config);
    connector.addBean(handshakes);
    connector.addBean(accepted);
    connector.addBean(new TlsHandshakes(counters));
    server.addConnector(connector);
    Handler.Sequence handlers = new Handler.Sequence();
    OriginPolicy origins = new OriginPolicy(config.origins());
    this.deflate = config.deflate().map(PerMessageDeflate::new);
    handlers.addHandler(new UpgradeHandler(config.path(), origins, registry, dialect, deflate));
    handlers.addHandler(new ScriptHandler(scripts));
    config.pages().ifPresent(folder -> handlers.addHandler(PageHandler.of(folder)));
    server.setHandler(handlers);
  }

  private ServerConnector connector(EdgeConfig config) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(config.limits().handshake().maxHeaderBytes());
    http.setIdleTimeout(config.limits().handshake().handshakeMillis());
    HttpConnectionFactory http11 = new HttpConnectionFactory(http);
    ServerConnector made =
        config
            .tls()
            .map(tls -> secure(tls, config.selectors(), http, http11))
            .orElseGet(() -> new ServerConnector(server, 1, config.selectors(), http11));
    made.setHost(config.listen().getHostString());
    made.setPort(config.listen().getPort());
    made.setAcceptQueueSize(ACCEPT_QUEUE);
    made.setIdleTimeout(config.limits().handshake().handshakeMillis());
    made.setShutdownIdleTimeout(-1); // pages stay, and are silent, while their requests end
    // The kernel would hide megabytes of a slow reader's lag behind a larger one.
    made.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
    return made;
  }

  private ServerConnector secure(
      EdgeConfig.Tls tls, int selectors, HttpConfiguration http, HttpConnectionFactory http11) {
    SslContextFactory.Server context = new SslContextFactory.Server();
    context.setKeyStore(PemFiles.read(tls));
    context.setKeyStorePassword("");
    // One host behind one certificate: which name the client used does not matter.
    http.addCustomizer(new SecureRequestCustomizer(false));
    return new ServerConnector(
        server, 1, selectors, new SslConnectionFactory(context, "http/1.1"), http11);
  }

  /**
   * Listens.
   *
   * @throws IllegalStateException if the address cannot be bound, TLS cannot be set up, or Jetty is
   *     too old
   */
  public void start() {
    JettyVersion.check();
    try {
      server.start();
    } catch (IOException failure) {
      throw new IllegalStateException(
          "cannot listen on "
              + connector.getHost()
              + ":"
              + connector.getPort()
              + ": "
              + failure.getMessage()
              + "; is another server running there? Choose another port",
          failure);
    } catch (Exception failure) {
      throw new IllegalStateException(
          "cannot start the listener: " + failure.getMessage(), failure);
    }
    sweep(() -> handshakes.sweep(System.nanoTime()), SWEEP_HANDSHAKES_MILLIS);
    sweep(registry::sweep, SWEEP_MILLIS);
  }

  private void sweep(Runnable task, long millis) {
    sweeping.add(timer.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS));
  }

  /** The port that is listened on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Listens no more, and lets nobody in who is here already without a WebSocket. */
  public void stopAccepting() {
    Future<Void> unused = connector.shutdown(); // its own view of when all are gone
    registry.stopAccepting();
  }

  /**
   * Closes the open connections, each behind what is queued for it, one after the other.
   *
   * @param millis how long to take over it: whoever is closed comes back, and not all at once
   * @param most when to give up, in milliseconds, if it takes longer; the rest ends with {@link
   *     #close}
   * @return how many were closed
   */
  public int closeConnections(long millis, long most) {
    return registry.closeAll(millis, most);
  }

  ConnectionRegistry registry() {
    return registry;
  }

  /** How many TCP connections there are, whatever they are for. */
  public int connections() {
    return accepted.size();
  }

  /** How many WebSocket connections are open. */
  public int openConnections() {
    return registry.openConnections();
  }

  /** What waits for browsers that take no more, all together. */
  public ByteBudget outgoing() {
    return registry.outgoing();
  }

  /** What has come of messages that are not whole, of all browsers together. */
  public ByteBudget incoming() {
    return registry.incoming();
  }

  /** Ends the listener and what is left of its connections. */
  public void close() {
    sweeping.forEach(task -> task.cancel(false));
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("the listener did not stop cleanly", failure);
    } finally {
      deflate.ifPresent(PerMessageDeflate::close);
    }
  }
}
