package org.zmqwebbridge.admin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.zmqwebbridge.observe.Counters;

/**
 * {@code /livez} (the process runs), {@code /readyz} (it takes connections) and {@code /metrics}
 * (Prometheus text format), on an address that browsers do not reach.
 *
 * <p>Owner thread: the caller's, for {@link #start} and {@link #close}.
 */
public final class ManagementServer {
  private final Server server;
  private final ServerConnector connector;

  /**
   * @param listen a loopback address; port 0 takes a free one
   * @throws IllegalArgumentException if the address is not loopback
   */
  public ManagementServer(InetSocketAddress listen, Counters counters, BooleanSupplier ready) {
    if (!listen.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "management: "
              + listen.getHostString()
              + " is reachable from other machines; use a loopback address such as 127.0.0.1");
    }
    QueuedThreadPool threads = new QueuedThreadPool(8, 1);
    threads.setName("zwb-management");
    threads.setReservedThreads(0);
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(listen.getHostString());
    connector.setPort(listen.getPort());
    server.addConnector(connector);
    server.setHandler(new Pages(counters, ready));
  }

  private static final class Pages extends Handler.Abstract.NonBlocking {
    private final Counters counters;
    private final BooleanSupplier ready;

    Pages(Counters counters, BooleanSupplier ready) {
      this.counters = counters;
      this.ready = ready;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      switch (Request.getPathInContext(request)) {
        case "/livez" -> text(response, callback, HttpStatus.OK_200, "alive\n");
        case "/readyz" -> {
          boolean yes = ready.getAsBoolean();
          int status = yes ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503;
          text(response, callback, status, yes ? "ready\n" : "not ready\n");
        }
        case "/metrics" -> text(response, callback, HttpStatus.OK_200, PrometheusText.of(counters));
        default -> {
          return false;
        }
      }
      return true;
    }

    private static void text(Response response, Callback callback, int status, String text) {
      response.setStatus(status);
      response
          .getHeaders()
          .put(HttpHeader.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
      Content.Sink.write(response, true, text, callback);
    }
  }

  /**
   * Listens.
   *
   * @throws IllegalStateException if the address cannot be bound
   */
  public void start() {
    try {
      server.start();
    } catch (IOException failure) {
      throw new IllegalStateException(
          "management: cannot listen on "
              + connector.getHost()
              + ":"
              + connector.getPort()
              + ": "
              + failure.getMessage()
              + "; choose another port",
          failure);
    } catch (Exception failure) {
      throw new IllegalStateException("management: cannot start", failure);
    }
  }

  /** The port that is listened on. */
  public int port() {
    return connector.getLocalPort();
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
