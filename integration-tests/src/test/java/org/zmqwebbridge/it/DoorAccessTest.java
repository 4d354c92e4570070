package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.it.HttpDoor.expect;
import static org.zmqwebbridge.it.HttpDoor.header;
import static org.zmqwebbridge.it.HttpDoor.told;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.observe.Counter;

/** Who comes to a door is asked what a page is asked. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class DoorAccessTest {
  private static final String SECRET = "a-secret-of-more-than-thirty-two-characters";

  private static TestBridge start(RouterService service, Authorizer hooks) {
    return TestBridge.start(
        b ->
            b.endpoint("echo", SocketType.REQ, service.address())
                .endpoint("secret", SocketType.REQ, service.address())
                .endpoint("jobs", SocketType.PUSH, FreePort.address())
                .authorizer(hooks));
  }

  private static Authorizer admitting(Decision decision) {
    return new Authorizer() {
      @Override
      public Decision websocketAllowed(Handshake handshake) {
        return decision;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"/req/echo", "/req/nothing", "/push/jobs", "/push/nothing"})
  void aHookThatKnowsOnlyWebSocketsGuardsEveryDoor(String path) {
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service, admitting(Decision.deny("members only")))) {
      expect(403, new HttpDoor(bridge).post(path, "x"));
      assertEquals(1, bridge.count(Counter.DOORS_DENIED));
      assertEquals(0, bridge.count(Counter.REQUESTS));
    }
  }

  @Test
  void whoAsksForNoEndpointIsToldWhetherItMayComeIn() {
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service, admitting(Decision.ALLOW))) {
      HttpDoor door = new HttpDoor(bridge);
      expect(204, door.get("/sub"));
      assertEquals(0, bridge.count(Counter.DOORS_DENIED));
    }
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service, admitting(Decision.deny("members only")))) {
      expect(403, new HttpDoor(bridge).get("/sub"));
      assertEquals(1, bridge.count(Counter.DOORS_DENIED));
    }
  }

  @Test
  void anEndpointWhoseDoorIsShutIsNotThere() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.open={type: REQ, address: \"" + echo.address() + "\"}",
                "endpoints.shut={type: REQ, address: \""
                    + echo.address()
                    + "\", doors: [websocket, zws]}")) {
      HttpDoor door = new HttpDoor(bridge);
      expect(200, door.post("/req/open", "x"));
      expect(404, door.post("/req/shut", "x"));
    }
  }

  @Test
  void eachKindOfNoHasItsStatus() {
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service, admitting(Decision.unauthorized("none")))) {
      HttpResponse<byte[]> answer = new HttpDoor(bridge).post("/req/echo", "x");
      expect(401, answer);
      assertEquals("Bearer", header(answer, "WWW-Authenticate"));
    }
    try (RouterService service = new RouterService();
        TestBridge bridge =
            start(service, admitting(Decision.deny("many", CloseReason.TOO_MANY_OF_PRINCIPAL)))) {
      expect(429, new HttpDoor(bridge).post("/req/echo", "x"));
    }
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service, admitting(null))) {
      expect(503, new HttpDoor(bridge).post("/req/echo", "x"));
    }
  }

  @Test
  void nobodyLearnsWhatThereIsThatIsNotForThem() {
    Authorizer hooks =
        new Authorizer() {
          @Override
          public Decision zmqAllowed(ZmqRequest request) {
            return Decision.allowIf(!request.endpoint().equals("secret"), "secret");
          }
        };
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service, hooks)) {
      HttpDoor door = new HttpDoor(bridge);
      assertEquals(told(door.post("/req/nothing", "x")), told(door.post("/req/secret", "x")));
      expect(404, door.post("/req/secret", "x"));
    }
  }

  @Test
  void hooksSeeTheHeadAsAHandshakeAndTheEndpoint() {
    Queue<Object> asked = new ConcurrentLinkedQueue<>();
    Authorizer hooks =
        new Authorizer() {
          @Override
          public Decision websocketAllowed(Handshake handshake) {
            asked.add(handshake.path() + "?" + handshake.query());
            asked.add(handshake.cookies());
            asked.add(handshake.method());
            return Decision.allow(Grant.to("hugo"));
          }

          @Override
          public Decision zmqAllowed(ZmqRequest request) {
            asked.add(request.endpoint() + " " + request.socketType() + " " + request.fields());
            asked.add(request.principal().orElse(""));
            return Decision.DENY;
          }
        };
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service, hooks)) {
      expect(404, new HttpDoor(bridge).post("/req/echo?ticket=t", "x", "Cookie", "s=1"));
      assertEquals(
          List.of("/req/echo?ticket=t", java.util.Map.of("s", "1"), "POST", "echo REQ {}", "hugo"),
          List.copyOf(asked));
    }
  }

  @Test
  void whoIsRevokedHearsNothingMore() {
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service, admitting(Decision.allow(Grant.to("hugo"))))) {
      CompletableFuture<HttpResponse<byte[]>> answer = new HttpDoor(bridge).begin("/req/echo", "x");
      List<byte[]> request = service.receive("x");
      assertEquals(1, bridge.bridge().revoke("hugo"));
      expect(403, answer.join());
      bridge.awaitCount(Counter.REQUESTS_ABANDONED, 1);
      service.reply(request, "too late");
    }
  }

  @Test
  void aCredentialOpensDoorsWhereItOpensWebSockets() throws IOException {
    Path secret = Files.createTempFile("secret", ".txt");
    try (RouterService service = new RouterService()) {
      Files.writeString(secret, SECRET);
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
      try (TestBridge bridge =
          TestBridge.configured(
              "endpoints.echo={type: REQ, address: \"" + service.address() + "\"}",
              "auth.secret.file=" + secret,
              "auth.credential={cookie: session, header: true}")) {
        HttpDoor door = new HttpDoor(bridge);
        expect(401, door.post("/req/echo", "x"));
        expect(401, door.post("/req/echo", "x", "Authorization", "Bearer wrong"));
        for (String[] right :
            List.of(
                new String[] {"Authorization", "Bearer " + SECRET},
                new String[] {"Cookie", "session=" + SECRET})) {
          CompletableFuture<HttpResponse<byte[]>> answer = door.begin("/req/echo", "x", right);
          service.reply(service.receive("x"), "y");
          expect(200, "y", answer.join());
        }
      }
    } finally {
      Files.delete(secret);
    }
  }

  @Test
  void foreignPagesAreRefusedBeforeAnybodyIsAsked() {
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service, Authorizer.ALLOW_ALL)) {
      HttpDoor door = new HttpDoor(bridge);
      for (String[] foreign :
          List.of(
              new String[] {"Origin", "https://evil.example"},
              new String[] {"Origin", "null"},
              new String[] {"Sec-Fetch-Site", "cross-site"})) {
        expect(403, door.post("/req/echo", "x", foreign));
      }
      assertEquals(3, bridge.count(Counter.EXCHANGES_REFUSED_ORIGIN));
      assertEquals(0, bridge.count(Counter.HOOK_ALLOWED), "asked nobody");
      CompletableFuture<HttpResponse<byte[]>> own =
          door.begin("/req/echo", "x", "Origin", "http://127.0.0.1:" + bridge.port());
      service.reply(service.receive("x"), "y");
      expect(200, "y", own.join());
    }
  }
}
