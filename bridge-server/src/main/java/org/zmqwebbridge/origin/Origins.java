package org.zmqwebbridge.origin;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.zmqwebbridge.edge.HeaderField;

/**
 * The connections to back ends, kept alive between requests and shared by all who ask.
 *
 * <p>Owner thread: none but for {@link #start} and {@link #close}, the bridge's. Lifetime: from its
 * start until it is closed.
 */
public final class Origins implements AutoCloseable {
  private static final int THREADS = 8;
  private static final OriginTls NO_TLS = new OriginTls("", false, null, null);

  private final OriginLimits limits;
  private final QueuedThreadPool threads = new QueuedThreadPool(THREADS);
  private final Map<OriginTls, HttpClient> clients = new ConcurrentHashMap<>();
  private final WebSocketComponents sockets =
      new WebSocketComponents(null, null, null, null, null, threads);

  public Origins(OriginLimits limits) {
    this.limits = limits;
    threads.setName("zwb-origin");
    threads.setDaemon(true);
  }

  /** Begins. */
  public void start() {
    try {
      threads.start();
    } catch (Exception failure) {
      throw new IllegalStateException("the client of back ends does not start", failure);
    }
  }

  /** Prepares a request. */
  public OriginCall open(OriginRequest what, OriginListener listener) {
    Request request = request(what, client(what.address()));
    request.idleTimeout(limits.idleMillis(), TimeUnit.MILLISECONDS);
    AsyncRequestContent parts = null;
    if (what.body() == null) {
      parts = new AsyncRequestContent();
      request.body(parts);
      if (what.bodyBytes() >= 0) {
        request.headers(headers -> headers.put(HttpHeader.CONTENT_LENGTH, what.bodyBytes()));
      }
    } else if (what.body().length > 0) {
      request.body(new BytesRequestContent("", what.body()));
    }
    return new HttpCall(request, listener, parts);
  }

  /**
   * Prepares a WebSocket.
   *
   * @param what without a body; the headers of the handshake itself are added, but for {@code
   *     Sec-WebSocket-Protocol} and {@code Sec-WebSocket-Extensions}, which may be among its own;
   *     no extension that changes frames may be, for none is known here
   * @param maxMessageBytes of a message that comes, or the body of a refusal
   */
  public OriginSocket open(OriginRequest what, int maxMessageBytes, OriginSocketListener listener) {
    HttpClient client = client(what.address());
    SocketFrames frames =
        new SocketFrames(listener, maxMessageBytes, Duration.ofMillis(limits.idleMillis()));
    Request request =
        request(what, client)
            .timeout(limits.connectMillis() + limits.idleMillis(), TimeUnit.MILLISECONDS)
            .attribute(
                HttpUpgrader.Factory.class.getName(),
                new SocketUpgrade(client, sockets, frames));
    return new SocketCall(request, maxMessageBytes, frames, listener);
  }

  private static Request request(OriginRequest what, HttpClient client) {
    return new TargetRequest(client, what.address(), what.target())
        .method(what.method())
        .headers(
            headers -> {
              for (HeaderField field : what.headers()) {
                headers.add(field.name(), field.value());
              }
            });
  }

  private HttpClient client(OriginAddress address) {
    return clients.computeIfAbsent(address.tls() == null ? NO_TLS : address.tls(), this::client);
  }

  private HttpClient client(OriginTls tls) {
    ClientConnector connector = new ClientConnector();
    connector.setSelectors(1);
    connector.setExecutor(threads);
    if (tls != NO_TLS) {
      connector.setSslContextFactory(trust(tls));
    }
    HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector));
    client.setExecutor(threads);
    client.setName("zwb-origin");
    client.setUserAgentField(null);
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setConnectTimeout(limits.connectMillis());
    client.setAddressResolutionTimeout(limits.connectMillis());
    client.setIdleTimeout(limits.idleMillis());
    client.setMaxConnectionsPerDestination(limits.maxConnections());
    client.setMaxRequestsQueuedPerDestination(limits.maxWaiting());
    client.setMaxResponseHeadersSize(limits.maxHeaderBytes());
    client.setDefaultRequestContentType(null);
    try {
      client.start();
    } catch (Exception failure) {
      throw new IllegalStateException("the client of back ends does not start", failure);
    }
    // What a back end answers is its clients' business.
    client.getContentDecoderFactories().clear();
    client.getProtocolHandlers().remove(RedirectProtocolHandler.NAME);
    client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
    client.getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
    return client;
  }

  private static SslContextFactory.Client trust(OriginTls tls) {
    SslContextFactory.Client trust = new SslContextFactory.Client(!tls.isVerified());
    if (!tls.isVerified()) {
      trust.setEndpointIdentificationAlgorithm(null);
    }
    return trust;
  }

  /** How many connections there are, idle ones too. */
  public int connections() {
    return clients.values().stream()
        .flatMap(client -> client.getDestinations().stream())
        .mapToInt(
            destination ->
                destination.getConnectionPool() instanceof AbstractConnectionPool pool
                    ? pool.getConnectionCount()
                    : 0)
        .sum();
  }

  /** Ends all of them, and what is under way. */
  @Override
  public void close() {
    clients.values().forEach(Origins::stop);
    stop(threads);
  }

  private static void stop(LifeCycle part) {
    try {
      part.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("the client of back ends did not stop cleanly", failure);
    }
  }
}
