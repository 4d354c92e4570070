package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.it.HttpDoor.expect;
import static org.zmqwebbridge.it.HttpDoor.header;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.gateway.KeptBounds;
import org.zmqwebbridge.gateway.SubscriptionOffers;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.rate.RateLimits;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * Every way to a plain door is guarded by what guards pages; a test for each way and each guard.
 */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class DoorGuardTest {
  private static final KeptBounds KEPT = new KeptBounds(100, 1 << 20, 60);

  private final BackEnd echo = BackEnd.echo();
  private final PubService news = new PubService();
  private final PythonPeer jobs = PythonPeer.start("socket_of", "PULL", "bind");

  private BridgeBuilder endpoints(BridgeBuilder builder) {
    return builder
        .endpoint("echo", SocketType.REQ, echo.address())
        .endpoint("jobs", SocketType.PUSH, jobs.address())
        .endpoint(
            EndpointSpec.of("news", SocketType.SUB, ZmqEndpoint.parse(news.address()))
                .offers(SubscriptionOffers.NONE.withReplay(KEPT)));
  }

  private TestBridge with(Authorizer hooks) {
    return TestBridge.start(b -> endpoints(b).authorizer(hooks));
  }

  private TestBridge configured(String... more) {
    String[] settings = new String[more.length + 3];
    settings[0] = "endpoints.echo={type: REQ, address: \"" + echo.address() + "\"}";
    settings[1] = "endpoints.jobs={type: PUSH, address: \"" + jobs.address() + "\"}";
    settings[2] = "endpoints.news={type: SUB, address: \"" + news.address() + "\", replay: true}";
    System.arraycopy(more, 0, settings, 3, more.length);
    return TestBridge.configured(settings);
  }

  private void end() {
    echo.close();
    news.close();
    jobs.close();
  }

  private static void assertNobodyIsIn(TestBridge bridge) {
    assertEquals(0, bridge.count(Counter.REQUESTS));
    assertEquals(0, bridge.count(Counter.MESSAGES_SENT));
    assertEquals(0, bridge.gauge("news", Gauge.SUBSCRIBERS));
  }

  @ParameterizedTest
  @EnumSource
  void aHookThatKnowsOnlyWebSocketsGuardsIt(DoorWay way) {
    Queue<String> asked = new ConcurrentLinkedQueue<>();
    Authorizer hooks =
        new Authorizer() {
          @Override
          public Decision websocketAllowed(Handshake handshake) {
            asked.add(handshake.method() + " " + handshake.path());
            return Decision.allowIf(handshake.cookie("who").isPresent(), "no");
          }
        };
    try (TestBridge bridge = with(hooks)) {
      expect(403, way.come(bridge));
      assertEquals(List.of(way.seen()), List.copyOf(asked));
      assertNobodyIsIn(bridge);
      way.comeIn(bridge, "Cookie", "who=hugo");
    } finally {
      end();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHookThatKnowsOnlyEndpointsGuardsIt(DoorWay way) {
    Authorizer hooks =
        new Authorizer() {
          @Override
          public Decision zmqAllowed(ZmqRequest request) {
            return Decision.allowIf(request.handshake().cookie("who").isPresent(), "no");
          }
        };
    try (TestBridge bridge = with(hooks)) {
      expect(404, way.come(bridge));
      assertNobodyIsIn(bridge);
      way.comeIn(bridge, "Cookie", "who=hugo");
    } finally {
      end();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServiceThatIsAskedOverHttpGuardsIt(DoorWay way) throws IOException {
    Queue<String> asked = new ConcurrentLinkedQueue<>();
    HttpServer hook =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext("/", exchange -> decide(exchange, asked));
    hook.start();
    try (TestBridge bridge =
        configured("auth.http.url=http://127.0.0.1:" + hook.getAddress().getPort() + "/")) {
      expect(403, way.come(bridge));
      expect(404, way.come(bridge, "Cookie", "user=hugo"));
      assertNobodyIsIn(bridge);
      way.comeIn(bridge, "Cookie", "user=hugo; may=open");
      assertEquals(
          List.of("connect", "connect", "open", "connect", "open"),
          List.copyOf(asked),
          "each is asked about");
    } finally {
      hook.stop(0);
      end();
    }
  }

  /** Lets hugo in, and anyone who may open open. */
  private static void decide(HttpExchange exchange, Queue<String> asked) throws IOException {
    String question = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    boolean open = question.contains("\"question\":\"open\"");
    asked.add(open ? "open" : "connect");
    boolean yes = question.contains(open ? "may=open" : "user=hugo");
    byte[] answer = ("{\"allow\":" + yes + ",\"principal\":\"hugo\"}").getBytes(UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @ParameterizedTest
  @EnumSource
  void aForeignPageIsRefusedBeforeAnybodyIsAsked(DoorWay way) {
    try (TestBridge bridge = with(Authorizer.ALLOW_ALL)) {
      expect(403, way.come(bridge, "Origin", "https://evil.example"));
      expect(403, way.come(bridge, "Sec-Fetch-Site", "cross-site"));
      assertEquals(2, bridge.count(Counter.EXCHANGES_REFUSED_ORIGIN));
      assertEquals(0, bridge.count(Counter.HOOK_ALLOWED));
      assertNobodyIsIn(bridge);
    } finally {
      end();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPrincipalThatIsTooFastIsToldToWait(DoorWay way) {
    Authorizer hugo =
        new Authorizer() {
          @Override
          public Decision websocketAllowed(Handshake handshake) {
            return Decision.allow(Grant.to(handshake.cookie("who").orElse("hugo")));
          }
        };
    try (TestBridge bridge =
        TestBridge.start(b -> endpoints(b).authorizer(hugo).rates(new RateLimits(0, 1, 60)))) {
      HttpDoor door = new HttpDoor(bridge);
      while (door.get("/sub/nothing").statusCode() != 429) {
        // all that a minute's burst holds
      }
      for (int i = 0; i < 30; i++) { // and so much more, however slow the machine
        expect(429, door.get("/sub/nothing"));
      }
      HttpResponse<byte[]> answer = way.come(bridge);
      expect(429, answer);
      assertEquals("1", header(answer, "Retry-After"));
      way.comeIn(bridge, "Cookie", "who=eve");
    } finally {
      end();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAddressThatHasTooMuchIsToldToWait(DoorWay way) throws IOException {
    try (TestBridge bridge =
            configured(
                "trustedProxies=[127.0.0.1]",
                "clientAddress=x-forwarded-for",
                "limits.maxConnectionsPerAddress=1");
        Socket first = new Socket(InetAddress.getLoopbackAddress(), bridge.port())) {
      String request = "GET /sub/news HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n";
      first.getOutputStream().write(request.getBytes(UTF_8));
      assertEquals('H', first.getInputStream().read());
      HttpResponse<byte[]> answer = way.come(bridge, "X-Forwarded-For", "192.0.2.7");
      expect(429, answer);
      assertEquals("1", header(answer, "Retry-After"));
      way.comeIn(bridge, "X-Forwarded-For", "192.0.2.8");
    } finally {
      end();
    }
  }
}
