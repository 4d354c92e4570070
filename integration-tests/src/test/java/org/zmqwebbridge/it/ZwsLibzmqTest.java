package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Stock clients: libzmq's own {@code ws://}, by pyzmq, which knows nothing of a bridge. */
final class ZwsLibzmqTest {
  private static PythonPeer client(TestBridge bridge, String type, String name, String... more) {
    return PythonPeer.start("socket_of", join(List.of(type, "connect", at(bridge, name)), more));
  }

  private static PythonPeer req(TestBridge bridge, String name, String... more) {
    return PythonPeer.start("req", join(List.of(at(bridge, name)), more));
  }

  private static String at(TestBridge bridge, String name) {
    return "ws://127.0.0.1:" + bridge.port() + "/" + name;
  }

  private static String[] join(List<String> first, String... more) {
    return Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new);
  }

  private static TestBridge with(String type, PythonPeer service, String... more) {
    String it = "endpoints.it={type: " + type + ", address: \"" + service.address() + "\"}";
    return TestBridge.configured(join(List.of(it), more));
  }

  @Test
  void aReqAsks() {
    try (PythonPeer service = PythonPeer.start("echo");
        TestBridge bridge = with("REQ", service);
        PythonPeer client = req(bridge, "it")) {
      client.send("hello").expectFrames("hello");
      client.send("two", "parts").expectFrames("two", "parts");
    }
  }

  @Test
  void itsPathMayHaveTheFolderOfWhichLibzmqSendsTheLastNameOnly() {
    try (PythonPeer service = PythonPeer.start("echo");
        TestBridge bridge = with("REQ", service);
        PythonPeer client = req(bridge, "zws/it")) {
      client.send("hello").expectFrames("hello");
    }
  }

  @Test
  void aDealerAsksAReqEndpointAsItWouldAskARep() {
    try (PythonPeer service = PythonPeer.start("echo");
        TestBridge bridge = with("REQ", service);
        PythonPeer client = client(bridge, "DEALER", "it")) {
      client.send("7", "", "hello").expectFrames("7", "", "hello");
    }
  }

  @Test
  void aDealerTalksWithARouter() {
    try (PythonPeer service = PythonPeer.start("socket_of", "DEALER", "bind");
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.it={type: DEALER, connections: own, address: \""
                    + service.address()
                    + "\"}");
        PythonPeer client = client(bridge, "DEALER", "it")) {
      client.send("hello", "", "there");
      service.expectFrames("hello", "", "there");
      service.send("unasked");
      client.expectFrames("unasked");
    }
  }

  @Test
  void aReqAsksThroughADealerEndpointAsItIs() {
    try (PythonPeer service = PythonPeer.start("echo");
        TestBridge bridge = with("DEALER", service);
        PythonPeer client = req(bridge, "it")) {
      client.send("hello").expectFrames("hello");
      client.send("two", "parts").expectFrames("two", "parts");
    }
  }

  @Test
  void aPubPublishesWhatItsTopicsAllow() {
    try (PythonPeer service = PythonPeer.start("socket_of", "SUB", "bind");
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.it={type: PUB, topics: [a], address: \"" + service.address() + "\"}");
        ZwsPeer client = ZwsPeer.ofType(bridge, "/zws/it", "PUB")) {
      client.expect("\0\1"); // it may send all
      Await.await(
          "the service to be there",
          () -> {
            client.say("\1a").say("\0there?");
            return service.hasLine();
          });
      client.say("\0b").say("\1a").say("\0last");
      String line = service.line();
      while (line.contains("there?")) {
        line = service.line();
      }
      assertEquals("[\"a\", \"last\"]", line);
      assertEquals(1, bridge.count(Counter.MESSAGES_NOT_ALLOWED));
    }
  }

  @Test
  void aSubHears() {
    try (PubService service = new PubService();
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.it={type: SUB, address: \"" + service.address() + "\"}");
        PythonPeer client = client(bridge, "SUB", "it")) {
      service.awaitSubscription().publish("topic", "body", "");
      service.publish("one");
      client.expectFrames("topic", "body", "");
      client.expectFrames("one");
    }
  }

  @Test
  void aPushPushes() {
    try (PythonPeer service = PythonPeer.start("socket_of", "PULL", "bind");
        TestBridge bridge = with("PUSH", service);
        PythonPeer client = client(bridge, "PUSH", "it")) {
      client.send("one").send("two", "");
      service.expectFrames("one");
      service.expectFrames("two", "");
    }
  }

  @Test
  void aPullPulls() {
    try (PythonPeer service = PythonPeer.start("socket_of", "PUSH", "bind");
        TestBridge bridge = with("PULL", service);
        PythonPeer client = client(bridge, "PULL", "it")) {
      service.send("one").send("two", "");
      client.expectFrames("one");
      client.expectFrames("two", "");
    }
  }

  @Test
  void aPairHasItsPartner() {
    try (PythonPeer service = PythonPeer.start("socket_of", "PAIR", "bind");
        TestBridge bridge = with("PAIR", service);
        PythonPeer client = client(bridge, "PAIR", "it")) {
      client.send("hello", "");
      service.expectFrames("hello", "");
      service.send("you");
      client.expectFrames("you");
    }
  }

  @Test
  void aNameAndAPasswordGoToTheHook() {
    Authorizer hugo =
        new Authorizer() {
          @Override
          public Decision zmqAllowed(ZmqRequest request) {
            boolean right =
                "hugo".equals(request.text("username")) && "s3".equals(request.text("password"));
            return Decision.allowIf(right, "not hugo");
          }
        };
    try (PythonPeer service = PythonPeer.start("echo");
        TestBridge bridge =
            TestBridge.start(
                builder ->
                    builder.endpoint("it", SocketType.REQ, service.address()).authorizer(hugo))) {
      try (PythonPeer client = req(bridge, "it", "--plain", "hugo", "s3")) {
        client.send("hello").expectFrames("hello");
      }
      assertEquals(0, bridge.count(Counter.ZWS_DENIED));
      PythonPeer stranger = req(bridge, "it", "--plain", "hugo", "s4").send("hello");
      bridge.awaitCount(Counter.ZWS_DENIED, 1);
      stranger.kill(); // it waits for its reply
    }
  }

  @Test
  void messagesOfManySizesComeBackWhole() {
    try (PythonPeer service = PythonPeer.start("echo");
        TestBridge bridge = with("REQ", service, Sizes.settings());
        PythonPeer client = PythonPeer.start("zws_sizes", at(bridge, "it"))) {
      for (int bytes : Sizes.all()) {
        client.say("" + bytes).expect("whole " + bytes);
      }
      client.say("" + (Sizes.MOST + 1));
      bridge.awaitCount(Counter.MESSAGES_TOO_BIG, 1);
    }
  }
}
