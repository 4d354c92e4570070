package org.zmqwebbridge.origin;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.EarlyHintsProtocolHandler;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
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

  private final OriginLimits limits;
  private final QueuedThreadPool threads = new QueuedThreadPool(THREADS);
  private final HttpClient client;
  private final Map<OriginTls, SslContextFactory.Client> identities = new ConcurrentHashMap<>();
  private final WebSocketComponents sockets =
      new WebSocketComponents(null, null, null, null, null, threads);

  public Origins(OriginLimits limits) {
    this.limits = limits;
    threads.setName("zwb-origin");
    threads.setDaemon(true);
    client = client();
  }

  /** Begins. */
  public void start() {
    start(threads);
    start(client);
    // What a back end answers is its clients' business.
    client.getContentDecoderFactories().clear();
    ProtocolHandlers handlers = client.getProtocolHandlers();
    handlers.remove(ContinueProtocolHandler.NAME);
    handlers.remove(ProcessingProtocolHandler.NAME);
    handlers.remove(EarlyHintsProtocolHandler.NAME);
    handlers.put(new InterimAnswers());
    handlers.remove(RedirectProtocolHandler.NAME);
    handlers.remove(WWWAuthenticationProtocolHandler.NAME);
    handlers.remove(ProxyAuthenticationProtocolHandler.NAME);
  }

  private static void start(LifeCycle part) {
    try {
      part.start();
    } catch (Exception failure) {
      throw new IllegalStateException("the client of back ends does not start", failure);
    }
  }

  /** New connections read the files of certificates again; those that there are stay. */
  public void renew() {
    identities.clear();
  }

  /** Prepares a request. */
  public OriginCall open(OriginRequest what, OriginListener listener) {
    Request request = request(what);
    request.idleTimeout(limits.idleMillis(), TimeUnit.MILLISECONDS);
    AsyncRequestContent parts = null;
    if (what.body() == null || !what.trailers().isEmpty()) {
      parts = new AsyncRequestContent();
      request.body(parts);
      if (what.bodyBytes() >= 0 && what.trailers().isEmpty()) {
        request.headers(headers -> headers.put(HttpHeader.CONTENT_LENGTH, what.bodyBytes()));
      }
    } else if (what.body().length > 0) {
      request.body(new BytesRequestContent("", what.body()));
    }
    PoolWait waits = new PoolWait(client.getScheduler(), limits.idleMillis());
    HttpCall call = new HttpCall(request, listener, parts, waits);
    if (parts != null && !request.getHeaders().contains(HttpHeader.CONTENT_LENGTH)) {
      request.trailersSupplier(call::trailers);
    }
    if (what.body() != null && parts != null) {
      call.write(what.body(), () -> {});
      call.endBody(what.trailers());
    }
    return call;
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
    SocketFrames frames =
        new SocketFrames(listener, maxMessageBytes, Duration.ofMillis(limits.idleMillis()));
    Request request =
        request(what)
            .timeout(limits.connectMillis() + limits.idleMillis(), TimeUnit.MILLISECONDS)
            .attribute(
                HttpUpgrader.Factory.class.getName(), new SocketUpgrade(client, sockets, frames));
    return new SocketCall(request, maxMessageBytes, frames, listener);
  }

  /**
   * Prepares a request for a WebSocket whose frames are passed on as they are.
   *
   * @param what without a body; all headers of the handshake are among its own, but for {@code
   *     Upgrade} and {@code Connection}
   */
  public OriginCall open(OriginRequest what, OriginTunnelListener listener) {
    Request request = request(what).idleTimeout(limits.idleMillis(), TimeUnit.MILLISECONDS);
    PoolWait waits = new PoolWait(client.getScheduler(), limits.idleMillis());
    TunnelCall call = new TunnelCall(request, listener, waits, client.getExecutor());
    request.attribute(HttpUpgrader.Factory.class.getName(), call.upgrade());
    return call;
  }

  private Request request(OriginRequest what) {
    OriginTls tls = what.address().tls();
    return new TargetRequest(client, what.address(), what.target())
        .tag(tls == null ? null : identities.computeIfAbsent(tls, Origins::identity))
        .method(what.method())
        .headers(
            headers -> {
              for (HeaderField field : what.headers()) {
                headers.add(
                    field.is(HttpHeader.EXPECT.asString())
                        ? new HttpField(null, field.name(), field.value()) // not Jetty's business
                        : new HttpField(field.name(), field.value()));
              }
            });
  }

  private static SslContextFactory.Client identity(OriginTls tls) {
    SslContextFactory.Client identity = TlsFiles.of(tls).factory(tls);
    start(identity);
    return identity;
  }

  private HttpClient client() {
    ClientConnector connector = new ClientConnector();
    connector.setSelectors(1);
    connector.setExecutor(threads);
    HttpClientTransportOverHTTP transport = new IdentifiedTransport(connector);
    transport.setInvocationType(InvocationType.NON_BLOCKING); // so listeners promise
    HttpClient made = new HttpClient(transport);
    made.setExecutor(threads);
    made.setName("zwb-origin");
    made.setUserAgentField(null);
    made.setFollowRedirects(false);
    made.setHttpCookieStore(new HttpCookieStore.Empty());
    made.setConnectTimeout(limits.connectMillis());
    made.setAddressResolutionTimeout(limits.connectMillis());
    made.setIdleTimeout(limits.idleMillis());
    made.setDestinationIdleTimeout(limits.idleMillis());
    made.setMaxConnectionsPerDestination(limits.maxConnections());
    made.setMaxRequestsQueuedPerDestination(limits.maxWaiting());
    made.setMaxResponseHeadersSize(limits.maxHeaderBytes());
    made.setDefaultRequestContentType(null);
    return made;
  }

  /** How many connections there are, idle ones too. */
  public int connections() {
    return client.getDestinations().stream()
        .mapToInt(
            destination ->
                destination.getConnectionPool() instanceof AbstractConnectionPool pool
                    ? pool.getConnectionCount()
                    : 0)
        .sum();
  }

  /** How many requests wait for a connection there. */
  public int waiting(OriginAddress address) {
    String scheme = address.tls() == null ? "http" : "https";
    return client.getDestinations().stream()
        .filter(
            one ->
                one.getOrigin().getScheme().equals(scheme)
                    && one.getOrigin().getAddress().getPort() == address.port()
                    && one.getOrigin().getAddress().getHost().equals(address.host()))
        .mapToInt(one -> one instanceof HttpDestination known ? known.getQueuedRequestCount() : 0)
        .sum();
  }

  /** Ends all of them, and what is under way. */
  @Override
  public void close() {
    stop(client);
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
