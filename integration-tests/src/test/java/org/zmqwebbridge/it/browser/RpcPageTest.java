package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.rpc.Param;
import org.zmqwebbridge.rpc.PubSubRpcClient;
import org.zmqwebbridge.rpc.RpcClient;
import org.zmqwebbridge.rpc.RpcException;
import org.zmqwebbridge.rpc.RpcMethod;
import org.zmqwebbridge.rpc.RpcServer;
import org.zmqwebbridge.rpc.RunningRpcServer;

/** Calls in every direction, with pages written as they were for the original. */
final class RpcPageTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static String code(RpcClient page, String function, Object... arguments) {
    return assertThrows(RpcException.class, () -> page.rpc(function, arguments)).code();
  }

  @Test
  void anOldStyleClassIsCalledFromJava() {
    String address = FreePort.address();
    try (TestBridge bridge =
            TestBridge.start(b -> b.pages("browser").endpoint("page", SocketType.REP, address));
        Page page = chromium.open(bridge, "rpc-server.html");
        RpcClient caller = RpcClient.toPage(address, "old page")) {
      page.await("document.body.hasAttribute('data-open')");
      assertEquals("hello!", caller.rpc("echo", "hello!"));
      assertEquals(
          Map.of("status", "success"),
          caller.call(Object.class, "add_user", List.of("anna", "secret"), Map.of("type", "girl")));
      assertEquals("not_allowed", code(caller, "add_user", "anna", "x"), "the guard");
      assertEquals("not_allowed", code(caller, "secret"), "not in authorized_functions");
      assertEquals("unknown_function", code(caller, "toString"));
      assertEquals("unknown_function", code(caller, "constructor"));
      assertEquals("unknown_function", code(caller, "frobnicate"));
      page.awaitTexts("#calls li", "anna, girl");
    }
  }

  @Test
  void anOldStyleClassIsCalledFromPython() {
    String address = FreePort.address();
    try (TestBridge bridge =
            TestBridge.start(b -> b.pages("browser").endpoint("page", SocketType.REP, address));
        Page page = chromium.open(bridge, "rpc-server.html");
        PythonPeer caller = PythonPeer.start("rpc_caller", address, "old page")) {
      page.await("document.body.hasAttribute('data-open')");
      caller.say("[\"echo\", [\"hello!\"], {}]").expect("\"hello!\"");
      caller.say("[\"add_user\", [\"bob\", \"secret\"], {}]").expect("{\"status\": \"success\"}");
      caller.say("[\"add_user\", [\"bob\", \"x\"], {}]").expect("not_allowed");
      caller.say("[\"frobnicate\", [], {}]").expect("unknown_function");
      page.awaitTexts("#calls li", "bob, boy");
    }
  }

  @Test
  void aClassMadeWithoutNewIsCalledByWhatJavaPublishes() {
    String address = FreePort.address();
    try (PubSubRpcClient everyone = PubSubRpcClient.bind(address);
        TestBridge bridge =
            TestBridge.start(b -> b.pages("browser").endpoint("calls", SocketType.SUB, address));
        Page page = chromium.open(bridge, "pub-rpc.html");
        Page other = chromium.open(bridge, "pub-rpc.html")) {
      // Who publishes does not learn when somebody listens: publish until it is heard.
      for (Page listener : List.of(page, other)) {
        Await.await(
            "a page that is called",
            () -> {
              everyone.rpc("add", 1, 2);
              return listener.texts("#sums li").contains("3");
            });
      }
    }
  }

  @Test
  void aClassMadeWithoutNewIsCalledByWhatPythonPublishes() {
    try (PythonPeer everyone = PythonPeer.start("pub")) {
      String address = everyone.address();
      try (TestBridge bridge =
              TestBridge.start(b -> b.pages("browser").endpoint("calls", SocketType.SUB, address));
          Page page = chromium.open(bridge, "pub-rpc.html")) {
        everyone.expect("subscribed");
        page.await("document.body.hasAttribute('data-open')");
        everyone.send("{\"funcname\": \"add\", \"args\": [1, 2], \"kwargs\": {}}");
        everyone.send("{\"funcname\": \"add\", \"args\": [\"a\", \"b\"]}");
        page.awaitTexts("#sums li", "3", "ab");
      }
    }
  }

  /** What the original's README shows. */
  static final class Users extends RpcServer {
    @RpcMethod
    String echo(String msg) {
      return msg;
    }

    @RpcMethod("add_user")
    Map<String, String> addUser(
        String username, String password, @Param(defaultValue = "boy") String type) {
      return Map.of("added", username + " " + type);
    }

    boolean canAddUser(String username, String password, String type) {
      return password.length() > 3;
    }
  }

  @Test
  void aPageCallsServicesInJavaAndInPython() {
    try (RunningRpcServer java = new Users().start("tcp://127.0.0.1:*");
        PythonPeer python = PythonPeer.start("rpc")) {
      String pythonAddress = python.address();
      try (TestBridge bridge =
              TestBridge.start(
                  b ->
                      b.pages("browser")
                          .endpoint("java", SocketType.REQ, java.address())
                          .endpoint("python", SocketType.REQ, pythonAddress));
          Page page = chromium.open(bridge, "rpc-client.html")) {
        page.awaitTexts(
            "#java li",
            "\"hello!\"",
            "{\"added\":\"hugo girl\"}",
            "not_allowed",
            "unknown_function");
        page.awaitTexts(
            "#python li",
            "\"hello!\"",
            "{\"added\":\"hugo girl\"}",
            "not_allowed",
            "unknown_function");
      }
    }
  }
}
