package org.zmqwebbridge.it;

import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;

/** Stock clients: npm's zeromq in Node, whose own libzmq has {@code ws://}. */
final class ZwsZeromqJsTest {
  private static PythonPeer client(TestBridge bridge, String type) {
    return PythonPeer.startNode("zeromq_of", type, at(bridge));
  }

  private static String at(TestBridge bridge) {
    return "ws://127.0.0.1:" + bridge.port() + "/it";
  }

  private static TestBridge with(String type, String address, String... more) {
    return TestBridge.configured(
        Sizes.and("endpoints.it={type: " + type + ", address: \"" + address + "\"}", more));
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
  void aPullPulls() {
    try (PythonPeer service = PythonPeer.start("socket_of", "PUSH", "bind");
        TestBridge bridge = with("PULL", service.address());
        PythonPeer client = client(bridge, "PULL")) {
      service.send("one", "more");
      client.expectFrames("one", "more");
    }
  }

  @Test
  void aPairTalks() {
    try (PythonPeer service = PythonPeer.start("socket_of", "PAIR", "bind");
        TestBridge bridge = with("PAIR", service.address());
        PythonPeer client = client(bridge, "PAIR")) {
      client.send("hello");
      service.expectFrames("hello");
      service.send("yes", "?");
      client.expectFrames("yes", "?");
    }
  }

  @Test
  void messagesOfManySizesComeBackWholeAndOneThatIsTooLargeDoesNot() {
    try (PythonPeer service = PythonPeer.start("echo");
        TestBridge bridge = with("REQ", service.address(), Sizes.settings());
        PythonPeer client = PythonPeer.startNode("zws_sizes", "zeromq", at(bridge));
        PythonPeer neighbour = client(bridge, "REQ")) {
      for (int bytes : Sizes.all()) {
        client.say("" + bytes).expect("whole " + bytes);
      }
      client.say("" + (Sizes.MOST + 1));
      bridge.awaitCount(Counter.MESSAGES_TOO_BIG, 1);
      neighbour.send("hello").expectFrames("hello");
    }
  }
}
