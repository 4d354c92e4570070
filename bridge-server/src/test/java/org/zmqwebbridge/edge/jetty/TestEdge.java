package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLSocket;
import org.zmqwebbridge.edge.ConnectionLimits;
import org.zmqwebbridge.edge.DeflateSettings;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.edge.proxy.TrustedProxies;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * The product's own listener with an {@link EchoDialect} behind it. Closing it fails if a client
 * was forgotten: every connection must have been given back, and every handler told.
 */
final class TestEdge implements AutoCloseable {
  private static final int NEVER_MILLIS = 3_600_000;

  /** Large queues, no pings, nothing that ends a connection but what it does. */
  static final EdgeLimits PATIENT =
      new EdgeLimits(
          HandshakeLimits.DEFAULTS
              .withMaxConnectionsPerAddress(0)
              .withMaxHeaderBytes(8192)
              .withHandshakeMillis(30_000),
          ConnectionLimits.DEFAULTS
              .withMaxQueuedBytes(64 << 20)
              .withMaxQueuedMessages(1_000_000)
              .withMaxQueuedBytesInAll(1 << 30)
              .withMaxIncomingBytesInAll(1 << 30)
              .withPingMillis(NEVER_MILLIS)
              .withPongMillis(NEVER_MILLIS)
              .withWriteMillis(NEVER_MILLIS));

  /** As patient, but for the handshake. */
  static EdgeLimits limits(HandshakeLimits handshake) {
    return PATIENT.with(handshake);
  }

  /** As patient, until the handshake is done. */
  static EdgeLimits limits(ConnectionLimits connection) {
    return PATIENT.with(connection);
  }

  private final Counters counters = new Counters();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final EchoDialect dialect;
  private final boolean tls;
  private final JettyEdge edge;

  TestEdge(boolean tls, EdgeLimits limits, EchoDialect dialect) {
    this(tls, limits, dialect, Optional.empty());
  }

  /** One in clear, with pages. */
  TestEdge(Pages pages) {
    this(false, PATIENT, new EchoDialect(), Optional.empty(), Optional.of(pages));
  }

  TestEdge(boolean tls, EdgeLimits limits, EchoDialect dialect, Optional<DeflateSettings> deflate) {
    this(tls, limits, dialect, deflate, Optional.empty());
  }

  TestEdge(boolean tls, EdgeLimits limits, TrustedProxies proxies) {
    this(tls, limits, new EchoDialect(), Optional.empty(), Optional.empty(), proxies);
  }

  TestEdge(boolean tls, EdgeLimits limits, EchoDialect dialect, TrustedProxies proxies) {
    this(tls, limits, dialect, Optional.empty(), Optional.empty(), proxies);
  }

  TestEdge(
      boolean tls,
      EdgeLimits limits,
      EchoDialect dialect,
      Optional<DeflateSettings> deflate,
      Optional<Pages> pages) {
    this(tls, limits, dialect, deflate, pages, TrustedProxies.NONE);
  }

  private TestEdge(
      boolean tls,
      EdgeLimits limits,
      EchoDialect dialect,
      Optional<DeflateSettings> deflate,
      Optional<Pages> pages,
      TrustedProxies proxies) {
    this.tls = tls;
    this.dialect = dialect;
    EdgeConfig config =
        new EdgeConfig(
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            "/data",
            List.of(),
            List.of(),
            List.of(),
            proxies,
            deflate,
            tls ? Optional.of(files(Certificate.shared())) : Optional.empty(),
            pages,
            limits,
            Served.ALL,
            List.of(),
            1);
    this.edge =
        new JettyEdge(
            config,
            "/",
            dialect,
            List.of(),
            dialect.routes(),
            dialect.wireRoutes(),
            timer,
            counters);
    edge.start();
  }

  TestEdge(boolean tls, EdgeLimits limits) {
    this(tls, limits, new EchoDialect());
  }

  private static EdgeConfig.Tls files(Certificate certificate) {
    return new EdgeConfig.Tls(certificate.pem(), certificate.key());
  }

  boolean tls() {
    return tls;
  }

  EchoDialect dialect() {
    return dialect;
  }

  JettyEdge edge() {
    return edge;
  }

  /** What a slow reader of this edge loses, counted here. */
  SlowReaders slowReaders(SlowReaderPolicy policy) {
    return new SlowReaders(policy, counters);
  }

  long count(Counter counter) {
    return counters.value(counter);
  }

  /**
   * A socket to it, the TLS handshake done.
   *
   * @param receiveBytes the size of its receive buffer; 0: the system's own
   */
  Socket connect(int receiveBytes) {
    try {
      Socket plain = tcp(receiveBytes);
      Socket socket = tls ? secured(plain) : plain;
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A socket to it on which nothing has been said, not even TLS. */
  Socket tcp(int receiveBytes) throws IOException {
    Socket plain = SocketChannel.open().socket();
    if (receiveBytes > 0) {
      plain.setReceiveBufferSize(receiveBytes);
    }
    plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), edge.port()));
    plain.setTcpNoDelay(true);
    plain.setSoTimeout(Await.DEADLINE_MILLIS);
    return plain;
  }

  Socket secured(Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            Certificate.shared().client().createSocket(plain, "localhost", edge.port(), true);
    socket.startHandshake();
    return socket;
  }

  /** Waits until nobody is here, and every handler has heard of its end. */
  void awaitEmpty() {
    Await.await("all places given back", () -> edge.connections() == 0);
    Await.await("all handlers told", () -> dialect.alive() == 0);
    Await.await(
        "as many closed as opened",
        () -> count(Counter.CONNECTIONS_OPENED) == count(Counter.CONNECTIONS_CLOSED));
  }

  @Override
  public void close() {
    try {
      awaitEmpty();
      // its client has an answer before the one that has written it hears so
      Await.await("bytes given back", () -> edge.registry().outgoing().taken() == 0);
      Await.await("bytes given back", () -> edge.registry().incoming().taken() == 0);
      assertEquals(List.of(), List.copyOf(dialect.wrongs()));
    } finally {
      edge.close();
      timer.shutdownNow();
    }
  }
}
