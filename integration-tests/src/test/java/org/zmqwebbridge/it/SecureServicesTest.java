package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * Services that ask who the bridge is, by CURVE or PLAIN: it proves it, talks to nobody else, and
 * says so when one side does not trust the other.
 */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class SecureServicesTest {
  @TempDir private static Path folder;
  private static KeyRing keys;

  @BeforeAll
  static void makeKeys() {
    keys = new KeyRing(folder, "bridge", "service", "stranger");
  }

  /** A bridge with an endpoint, configured as operators do. */
  private static TestBridge bridge(String type, String address, String... settings) {
    return TestBridge.configured(
        Stream.concat(
                Stream.of(
                    "endpoints.e.type=" + type,
                    "endpoints.e.address=" + address,
                    "deadlines.requestMillis=1000"),
                Stream.of(settings))
            .toArray(String[]::new));
  }

  private String[] curve(String server) {
    return new String[] {
      "endpoints.e.curve.serverKey=" + keys.publicFile(server),
      "endpoints.e.curve.keys=" + keys.secretFile("bridge")
    };
  }

  private String[] plain(String username, String password) {
    return new String[] {
      "endpoints.e.plain.username=" + username,
      "endpoints.e.plain.passwordFile=" + keys.secret("password", password)
    };
  }

  private PythonPeer curveService(String script, String... clients) {
    return PythonPeer.start(
        script,
        "0",
        "--curve-server",
        keys.secretFile("service").toString(),
        keys.clients(clients).toString());
  }

  private static PythonPeer plainService(String script) {
    return PythonPeer.start(script, "0", "--plain-server", "bridge", "open sesame");
  }

  private static void answersInCapitals(PythonPeer service, String... settings) {
    try (TestBridge bridge = bridge("REQ", service.address(), settings);
        RawPage page = bridge.page()) {
      page.connected("a", "e", Json.REQ);
      for (int i = 0; i < 100; i++) {
        page.send("a", "hello " + i).expect("a", "HELLO " + i);
      }
      assertEquals(1, bridge.count(Counter.PEERS_CONNECTED));
      assertEquals(0, bridge.count(Counter.HANDSHAKES_UNTRUSTED));
    }
  }

  private static void publishes(PythonPeer service, String... settings) {
    try (TestBridge bridge = bridge("SUB", service.address(), settings);
        RawPage page = bridge.page()) {
      page.connected("s", "e", Json.SUB);
      service.expect("subscribed");
      for (int i = 0; i < 100; i++) {
        service.send("news " + i);
        page.expect("s", "news " + i);
      }
    }
  }

  @Test
  void curveReachesALibzmqRepThatKnowsTheBridge() {
    try (PythonPeer service = curveService("rep", "bridge")) {
      answersInCapitals(service, curve("service"));
    }
  }

  @Test
  void curveReachesALibzmqPubThatKnowsTheBridge() {
    try (PythonPeer service = curveService("pub", "bridge")) {
      publishes(service, curve("service"));
    }
  }

  @Test
  void plainReachesALibzmqRepThatKnowsThePassword() {
    try (PythonPeer service = plainService("rep")) {
      answersInCapitals(service, plain("bridge", "open sesame"));
    }
  }

  @Test
  void plainReachesALibzmqPubThatKnowsThePassword() {
    try (PythonPeer service = plainService("pub")) {
      publishes(service, plain("bridge", "open sesame"));
    }
  }

  @Test
  void curveReachesAJeroMqServiceAlsoWithLargeMessages() {
    String patient = "deadlines.requestMillis=" + Await.DEADLINE_MILLIS; // a busy machine encrypts
    String[] settings =
        Stream.concat(Stream.of(curve("service")), Stream.of(patient)).toArray(String[]::new);
    try (BackEnd service = BackEnd.echo(socket -> keys.server(socket, "service"));
        TestBridge bridge = bridge("REQ", service.address(), settings);
        RawPage page = bridge.page()) {
      page.connected("a", "e", Json.REQ);
      page.send("a", "small").expect("a", "small");
      String large = "x".repeat(1_000_000);
      page.send("a", large).expect("a", large);
    }
  }

  private static String[] with(String[] settings, BackEnd echo) {
    return Stream.concat(
            Stream.of(settings),
            Stream.of("endpoints.echo.type=REQ", "endpoints.echo.address=" + echo.address()))
        .toArray(String[]::new);
  }

  /** Nothing gets there, each request has its error at its deadline, and another endpoint works. */
  private static void isNotTrusted(String address, String... settings) {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = bridge("REQ", address, with(settings, echo));
        RawPage page = bridge.page()) {
      page.connected("b", "echo", Json.REQ);
      List<String> askers = List.of("a1", "a2", "a3"); // whose deadlines pass side by side
      askers.forEach(asker -> page.connected(asker, "e", Json.REQ));
      for (String asker : askers) {
        page.send(asker, "secret");
        page.send("b", "x").expect("b", "x");
      }
      askers.forEach(asker -> page.expectError(asker, "timeout"));
      bridge.awaitCount(Counter.HANDSHAKES_UNTRUSTED, 3);
      page.send("b", "y").expect("b", "y");
      assertEquals(0, bridge.count(Counter.IO_THREADS_LOST));
      assertEquals(0, bridge.count(Counter.IO_EXCEPTIONS));
      assertEquals(1, bridge.count(Counter.PEERS_CONNECTED), "the echo alone");
    }
  }

  @Test
  void aLibzmqServiceWithAnotherKeyGetsNothing() {
    try (PythonPeer service = curveService("rep", "bridge")) {
      isNotTrusted(service.address(), curve("stranger"));
    }
  }

  @Test
  void aJeroMqServiceWithAnotherKeyGetsNothing() {
    try (BackEnd service = BackEnd.echo(socket -> keys.server(socket, "service"))) {
      isNotTrusted(service.address(), curve("stranger"));
    }
  }

  @Test
  void aServiceThatDoesNotKnowTheBridgeGetsNothing() {
    try (PythonPeer service = curveService("rep", "stranger")) {
      isNotTrusted(service.address(), curve("service"));
    }
  }

  @Test
  void aServiceThatSpeaksInClearGetsNothingByCurveNorThePassword() {
    try (BackEnd service = BackEnd.echo()) {
      isNotTrusted(service.address(), curve("service"));
      isNotTrusted(service.address(), plain("bridge", "open sesame"));
    }
  }

  @Test
  void aServiceThatAsksForCurveGetsNothingInClear() {
    try (PythonPeer service = curveService("rep", "bridge")) {
      isNotTrusted(service.address());
    }
  }

  @Test
  void aServiceWithAnotherPasswordGetsNothing() {
    try (PythonPeer service = plainService("rep")) {
      isNotTrusted(service.address(), plain("bridge", "open barley"));
    }
  }

  /** The bridge is also told so by its builder. */
  @Test
  void anApplicationGivesKeysThatItHas() {
    try (PythonPeer service = curveService("rep", "bridge")) {
      Security curve = Security.curve(keys.publicKey("service"), keys.pair("bridge"));
      EndpointSpec endpoint =
          EndpointSpec.of("e", SocketType.REQ, ZmqEndpoint.parse(service.address()))
              .security(curve);
      try (TestBridge bridge = TestBridge.start(b -> b.endpoint(endpoint));
          RawPage page = bridge.page()) {
        page.connected("a", "e", Json.REQ);
        page.send("a", "hello").expect("a", "HELLO");
      }
      assertTrue(endpoint.toString().contains(keys.pair("bridge").publicKey().toString()));
    }
  }
}
