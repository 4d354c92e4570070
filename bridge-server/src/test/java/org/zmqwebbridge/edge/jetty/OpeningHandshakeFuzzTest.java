package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.edge.proxy.TrustedProxies;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counters;

/**
 * Whatever a client sends first: a valid opening handshake is answered with the right 101, anything
 * else with a refusal, the transport ends with the client, and every place is given back.
 */
class OpeningHandshakeFuzzTest {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})[^\\r\\n]*");

  /** Refusals: all of 4xx, and that a method, transfer coding or version is not known. */
  private static final Set<Integer> REFUSALS = Set.of(501, 505);

  /** Keeps what a pool would run, for the test's own thread. */
  private static final class Later implements ThreadPool {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public void join() {}

    @Override
    public int getThreads() {
      return 1;
    }

    @Override
    public int getIdleThreads() {
      return 1;
    }

    @Override
    public boolean isLowOnThreads() {
      return false;
    }
  }

  private static final Later later = new Later();

  private static final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor();
  private static Server server;
  private static LocalConnector connector;
  private static ConnectionRegistry registry;
  private static EchoDialect dialect;

  @BeforeAll
  static void start() throws Exception {
    server = new Server(later);
    connector = new LocalConnector(server);
    server.addConnector(connector);
    dialect = new EchoDialect();
    registry = new ConnectionRegistry(TestEdge.PATIENT.connection(), Runnable::run, new Counters());
    HandshakeLimits limits = TestEdge.PATIENT.handshake();
    LimitRefusals refusals = new LimitRefusals(limits, new Counters());
    AcceptedConnections accepted = new AcceptedConnections(limits, TrustedProxies.NONE, refusals);
    StreamPlaces streams =
        new StreamPlaces(accepted, new HandshakeDeadline(1000, registry.counters()));
    server.setHandler(
        new UpgradeHandler(
            UpgradePlace.at("/data"),
            new ClientAddresses(TrustedProxies.NONE, accepted, streams, refusals),
            registry,
            dialect,
            Optional.empty(),
            new Refusals(registry.counters(), Request::getConnectionMetaData),
            new RefusedConnections(1, timer, Runnable::run, registry.counters())));
    server.start();
    later.tasks.clear(); // its acceptor: transports come from the test
  }

  @AfterAll
  static void stop() throws Exception {
    timer.shutdownNow();
    server.stop();
  }

  static Stream<byte[]> requests() {
    return Stream.of(
            RawClient.UPGRADE,
            RawClient.UPGRADE.replace("/data", "/data?ticket=x"),
            RawClient.UPGRADE.replace("Host:", "Origin: http://localhost\r\nHost:"),
            RawClient.UPGRADE.replace("Host:", "Origin: http://evil.example\r\nHost:"),
            RawClient.UPGRADE.replace("Version: 13", "Version: 8, 13"),
            RawClient.UPGRADE.replace("Host:", "Content-Length: 3\r\nHost:") + "abc",
            RawClient.UPGRADE.replace("Host:", "Transfer-Encoding: chunked\r\nHost:") + "0\r\n\r\n",
            "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n" + RawClient.UPGRADE,
            "POST /data HTTP/1.0\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("requests")
  @FuzzTest
  void raw(byte[] bytes) throws Exception {
    NarrowEndPoint endPoint = new NarrowEndPoint(1 << 16);
    Connection http =
        connector
            .getConnectionFactory(HttpConnectionFactory.class)
            .newConnection(connector, endPoint);
    endPoint.setConnection(http);
    endPoint.onOpen();
    http.onOpen();
    endPoint.receive(bytes);
    runLater(endPoint);
    endPoint.addInputEOF();
    Await.await( // Jetty has a thread of its own for some refusals
        "the transport ends with the client",
        () -> {
          runLater(endPoint);
          return !endPoint.isOpen();
        });
    String answer = new String(endPoint.read(), ISO_8859_1);
    assertEquals(0, registry.openConnections(), "a connection was not closed");
    assertEquals(0, dialect.alive());
    assertTrue(dialect.wrongs().isEmpty(), () -> dialect.wrongs().toString());
    check(answer, new String(bytes, ISO_8859_1));
  }

  private static void runLater(NarrowEndPoint endPoint) {
    endPoint.runElsewhere();
    for (Runnable next = later.tasks.poll(); next != null; next = later.tasks.poll()) {
      next.run();
      endPoint.runElsewhere();
    }
  }

  private static void check(String answer, String sent) throws Exception {
    Matcher status = STATUS.matcher(answer);
    for (int at = 0; at < answer.length() && status.find(at); at = status.end()) {
      int code = Integer.parseInt(status.group(1));
      if (code == 101) {
        upgraded(answer.substring(status.start()), sent);
        return; // what follows are frames
      }
      assertTrue((code >= 400 && code < 500) || REFUSALS.contains(code), answer);
    }
  }

  /**
   * RFC 6455, section 4.2: the request has all that it must, and the answer proves that it was
   * read.
   */
  private static void upgraded(String answer, String sent) throws Exception {
    String request = sent.substring(Math.max(0, sent.indexOf("GET /data")));
    String head = request.split("\\r?\\n\\r?\\n", 2)[0].toLowerCase(Locale.ROOT);
    for (String part :
        new String[] {"upgrade", "websocket", "connection", "13", "host", " http/1.1"}) {
      assertTrue(head.contains(part), head);
    }
    Matcher key =
        Pattern.compile("(?im)^sec-websocket-key:[ \\t]*([A-Za-z0-9+/]{22}==)[ \\t]*$")
            .matcher(request);
    assertTrue(key.find(), request);
    byte[] hash =
        MessageDigest.getInstance("SHA-1")
            .digest((key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(ISO_8859_1));
    String accept = "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\n";
    assertTrue(answer.contains(accept), answer);
    assertFalse(answer.contains("Sec-WebSocket-Extensions"), answer);
    byte[] frames = answer.substring(answer.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1);
    List<String> whole = NarrowEndPoint.frames(frames);
    assertTrue(whole.stream().filter(frame -> frame.startsWith("close")).count() <= 1);
  }
}
