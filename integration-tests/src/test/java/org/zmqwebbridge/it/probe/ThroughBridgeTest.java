package org.zmqwebbridge.it.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.it.BackEnd;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PubService;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.it.Wire;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.probe.Role;

/** What a page may, the command line may; and it says why where it may not. */
final class ThroughBridgeTest {
  private static TestBridge bridge(org.zmqwebbridge.auth.SocketType type, String address) {
    return TestBridge.start(b -> b.endpoint("it", type, address));
  }

  @Test
  void aReplyIsPrinted() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = bridge(org.zmqwebbridge.auth.SocketType.REQ, echo.address())) {
      assertEquals("hello\n", Run.of(Role.REQ, "it", "hello").at(bridge).output());
      assertEquals("a\tb\n", Run.of(Role.REQ, "it", "a", "b").at(bridge).output());
      assertEquals(
          "[\"a\",\"b\"]\n", Run.of(Role.REQ, "it", "a", "b", "--json").at(bridge).output());
      assertEquals(
          "{\"base64\":\"/w==\"}\n",
          Run.of(Role.REQ, "it", "{\"base64\": \"/w==\"}", "--json").at(bridge).output());
    }
  }

  @Test
  void eachLineOfStandardInputIsARequest() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = bridge(org.zmqwebbridge.auth.SocketType.REQ, echo.address())) {
      assertEquals("one\ntwo\n", Run.of(Role.REQ, "it").input("one\ntwo\n").at(bridge).output());
      assertEquals(
          "[\"a\",\"b\"]\n\"c\"\n",
          Run.of(Role.REQ, "it", "--json").input("[\"a\", \"b\"]\n\"c\"").at(bridge).output());
    }
  }

  @Test
  void anErrorOfTheBridgeIsSaidInItsWords() {
    String nobody = FreePort.address();
    try (TestBridge bridge = bridge(org.zmqwebbridge.auth.SocketType.REQ, nobody)) {
      String failure = Run.of(Role.REQ, "it", "x", "--timeout", "0.5").at(bridge).failure();
      assertTrue(failure.startsWith("it: ") && failure.endsWith("(1401)"), failure);
      failure = Run.of(Role.SUB, "it").at(bridge).failure();
      assertTrue(
          failure.startsWith("the bridge does not open it as SUB: ") && failure.contains("(1302)"),
          failure);
      failure = Run.of(Role.REQ, "other", "x").at(bridge).failure();
      assertTrue(failure.startsWith("the bridge does not open other as REQ: "), failure);
    }
  }

  @Test
  void whatIsPublishedIsHeardByTopic() {
    try (PubService service = new PubService();
        TestBridge bridge = bridge(org.zmqwebbridge.auth.SocketType.SUB, service.address())) {
      CompletableFuture<String> heard =
          Run.of(Role.SUB, "it", "--topic", "a", "--count", "2").at(bridge).outputLater();
      service.awaitSubscription();
      service.publish("b", "0");
      service.publish("a1", "1");
      service.publish("a2", "2");
      assertEquals("a1\t1\na2\t2\n", heard.join());
    }
  }

  @Test
  void aMessageIsHandedOver() {
    try (ZContext context = new ZContext()) {
      ZMQ.Socket pull = context.createSocket(SocketType.PULL);
      pull.setReceiveTimeOut(Await.DEADLINE_MILLIS);
      String address = FreePort.address();
      FreePort.bind(pull, address);
      try (TestBridge bridge = bridge(org.zmqwebbridge.auth.SocketType.PUSH, address)) {
        assertEquals("", Run.of(Role.PUSH, "it", "job").at(bridge).output());
        assertEquals("job", pull.recvStr());
        assertEquals("", Run.of(Role.PUSH, "it").input("1\n2\n3\n").at(bridge).output());
        assertEquals("1", pull.recvStr());
        assertEquals("2", pull.recvStr());
        assertEquals("3", pull.recvStr());
      }
    }
  }

  @Test
  void aMessageWithoutAServiceIsNotSent() {
    try (TestBridge bridge = bridge(org.zmqwebbridge.auth.SocketType.PUSH, FreePort.address())) {
      assertEquals(
          "nothing was sent: the service of it is not there: is it running?",
          Run.of(Role.PUSH, "it", "job", "--timeout", "2").at(bridge).failure());
      assertEquals(0, bridge.count(Counter.MESSAGES_SENT));
    }
  }

  @Test
  void whatIsPublishedReachesTheService() {
    try (ZContext context = new ZContext()) {
      ZMQ.Socket sub = context.createSocket(SocketType.SUB);
      sub.setReceiveTimeOut(Await.DEADLINE_MILLIS);
      sub.subscribe("");
      String address = FreePort.address();
      FreePort.bind(sub, address);
      try (TestBridge bridge = bridge(org.zmqwebbridge.auth.SocketType.PUB, address)) {
        CompletableFuture<String> published =
            Run.of(Role.PUB, "it", "NOVA", "17.50").at(bridge).outputLater();
        assertEquals("NOVA", sub.recvStr()); // JeroMQ subscribes while it receives
        assertEquals("17.50", sub.recvStr());
        assertEquals("", published.join());
      }
    }
  }

  @Test
  void aHookIsGivenWhatItWants() {
    Authorizer members =
        new Authorizer() {
          @Override
          public Decision websocketAllowed(Handshake handshake) {
            return Decision.allowIf(
                handshake.header("authorization").filter("Bearer t0ken"::equals).isPresent(), "no");
          }

          @Override
          public Decision zmqAllowed(ZmqRequest request) {
            return Decision.allowIf("hugo".equals(request.text("username")), "members only");
          }
        };
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("it", org.zmqwebbridge.auth.SocketType.REQ, echo.address())
                        .authorizer(members))) {
      String failure = Run.of(Role.REQ, "it", "x").at(bridge).failure();
      assertEquals("the bridge closed the connection: 3003 not allowed", failure);
      failure = Run.of(Role.REQ, "it", "x", "--token", "t0ken").at(bridge).failure();
      assertTrue(failure.startsWith("the bridge does not open it as REQ: "), failure);
      assertEquals(
          "x\n",
          Run.of(Role.REQ, "it", "x", "--token", "t0ken", "--auth", "{\"username\": \"hugo\"}")
              .at(bridge)
              .output());
    }
  }

  @Test
  void aForeignOriginIsRefusedHereToo() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = bridge(org.zmqwebbridge.auth.SocketType.REQ, echo.address())) {
      String failure =
          Run.of(Role.REQ, "it", "x", "-H", "Origin: https://elsewhere.example")
              .at(bridge)
              .failure();
      assertTrue(failure.contains(" answers 403"), failure);
    }
  }

  @Test
  void aCertificateIsTrustedByItsFile() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                Wire.TLS,
                b -> b.endpoint("it", org.zmqwebbridge.auth.SocketType.REQ, echo.address()))) {
      String at = "https://localhost:" + bridge.port();
      String failure = Run.of(Role.REQ, "it", "x", "--bridge", at).failure();
      assertTrue(failure.contains(" cannot be reached: ") && failure.contains("--cacert"), failure);
      String file = Certificate.shared().pem().toString();
      assertEquals("x\n", Run.of(Role.REQ, "it", "x", "--bridge", at, "--cacert", file).output());
    }
  }

  @Test
  void whoIsNoBridgeIsNamed() {
    String failure = Run.of(Role.REQ, "it", "x", "--bridge", "http://127.0.0.1:1").failure();
    assertTrue(failure.startsWith("nobody listens at ws://127.0.0.1:1/data: "), failure);
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = bridge(org.zmqwebbridge.auth.SocketType.REQ, echo.address())) {
      String at = "http://127.0.0.1:" + bridge.port() + "/elsewhere";
      failure = Run.of(Role.REQ, "it", "x", "--bridge", at).failure();
      assertTrue(failure.startsWith("ws://127.0.0.1:" + bridge.port() + "/elsewhere"), failure);
    }
  }
}
