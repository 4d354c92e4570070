package org.zmqwebbridge.it;

import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.observe.Counter;

/** Stock clients: npm's jszmq in Node, which offers {@code ZWS2.0} and says no type. */
final class ZwsJszmqTest {
  private static PythonPeer client(TestBridge bridge, String type) {
    return PythonPeer.startNode("socket_of", type, "ws://127.0.0.1:" + bridge.port() + "/zws/it");
  }

  private static TestBridge with(String type, String address) {
    return TestBridge.configured("endpoints.it={type: " + type + ", address: \"" + address + "\"}");
  }

  @Test
  void aReqAsks() {
    try (PythonPeer service = PythonPeer.start("echo");
        TestBridge bridge = with("REQ", service.address());
        PythonPeer client = client(bridge, "REQ")) {
      client.send("hello").expectFrames("hello");
      client.send("two", "parts").expectFrames("two", "parts");
    }
  }

  @Test
  void aDealerAsks() {
    try (PythonPeer service = PythonPeer.start("echo");
        TestBridge bridge = with("REQ", service.address());
        PythonPeer client = client(bridge, "DEALER")) {
      client.send("7", "", "hello").expectFrames("7", "", "hello");
    }
  }

  @Test
  void aSubHears() {
    try (PubService service = new PubService();
        TestBridge bridge = with("SUB", service.address());
        PythonPeer client = client(bridge, "SUB")) {
      service.awaitSubscription().publish("topic", "body", "");
      client.expectFrames("topic", "body", "");
    }
  }

  @Test
  void aPushPushes() {
    try (PythonPeer service = PythonPeer.start("socket_of", "PULL", "bind");
        TestBridge bridge = with("PUSH", service.address());
        PythonPeer client = client(bridge, "PUSH")) {
      client.send("one", "more");
      service.expectFrames("one", "more");
    }
  }

  @Test
  void messagesOfManySizesComeBackWholeAndOneThatIsTooLargeDoesNot() {
    try (PythonPeer service = PythonPeer.start("echo");
        TestBridge bridge =
            TestBridge.configured(
                Sizes.and(
                    "endpoints.it={type: REQ, address: \"" + service.address() + "\"}",
                    Sizes.settings()));
        PythonPeer client =
            PythonPeer.startNode(
                "zws_sizes", "jszmq", "ws://127.0.0.1:" + bridge.port() + "/zws/it");
        PythonPeer neighbour = client(bridge, "REQ")) {
      for (int bytes : Sizes.all()) {
        client.say("" + bytes).expect("whole " + bytes);
      }
      client.say("" + (Sizes.MOST + 1));
      bridge.awaitCount(Counter.MESSAGES_TOO_BIG, 1);
      neighbour.send("hello").expectFrames("hello");
    }
  }

  @Test
  void itComesByTls() {
    try (PythonPeer service = PythonPeer.start("echo")) {
      String address = service.address();
      try (TestBridge bridge =
              TestBridge.start(Wire.TLS, b -> b.endpoint("it", SocketType.REQ, address));
          PythonPeer client =
              PythonPeer.startNode(
                  "socket_of", "REQ", "wss://127.0.0.1:" + bridge.port() + "/zws/it")) {
        client.send("hello", "by TLS").expectFrames("hello", "by TLS");
      }
    }
  }

  @Test
  void aPullPulls() {
    try (PythonPeer service = PythonPeer.start("socket_of", "PUSH", "bind");
        TestBridge bridge = with("PULL", service.address());
        PythonPeer client = client(bridge, "PULL")) {
      service.send("one", "more");
      client.expectFrames("one", "more");
    }
  }
}
