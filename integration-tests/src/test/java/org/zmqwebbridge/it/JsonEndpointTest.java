package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** A service that breaks on anything but JSON sees nothing but JSON. */
final class JsonEndpointTest {
  private static EndpointSpec endpoint(String name, RouterService service) {
    return EndpointSpec.of(name, SocketType.REQ, ZmqEndpoint.parse(service.address())).json(true);
  }

  @Test
  void whatIsNoJsonEndsInMalformedAndDoesNotReachTheService() {
    try (RouterService service = new RouterService();
        TestBridge bridge = TestBridge.start(b -> b.endpoint(endpoint("rpc", service)));
        RawPage page = bridge.page()) {
      page.connected("a", "rpc", Json.REQ);
      List<String> wrong =
          List.of("", "hello", "{", "{}{}", "{'a':1}", "[1,]", "{\"a\":1,\"a\":2}", "NaN", "01");
      for (String content : wrong) {
        page.send("a", content).expectError("a", "malformed");
      }
      for (String content : List.of("{\"a\":[1,null]}", "1", "\"text\"", " true ")) {
        page.send("a", content);
        service.reply(service.receive(content), "ok");
        page.expect("a", "ok");
      }
      assertEquals(wrong.size(), bridge.count(Counter.REQUESTS_MALFORMED));
    }
  }

  @Test
  void whatIsHeldForAConnectIsLookedAtToo() {
    Gate gate = new Gate();
    try (RouterService service = new RouterService();
        TestBridge bridge =
            TestBridge.start(b -> b.endpoint(endpoint("rpc", service)).authorizer(gate))) {
      Thread answer = new Thread(() -> answerOnceAsked(gate));
      answer.start();
      try (RawPage page = bridge.page()) {
        page.connect("a", "rpc", Json.REQ).send("a", "no").send("a", "{}");
        page.expectConnected("a");
        page.expectError("a", "malformed");
        service.reply(service.receive("{}"), "ok");
        page.expect("a", "ok");
      }
    }
  }

  private static void answerOnceAsked(Gate gate) {
    Await.await("the hook to be asked", () -> !gate.handshakes.isEmpty());
    gate.answer(Decision.ALLOW);
  }

  @Test
  void aRefusalNamesTheConnectionAsTheLogDoes() {
    try (TestBridge bridge = TestBridge.start(b -> b);
        RawPage first = bridge.page();
        RawPage second = bridge.page()) {
      long one = refusedAs(first);
      long other = refusedAs(second);
      assertTrue(one > 0 && other > 0 && one != other);
      assertEquals(one, refusedAs(first));
    }
  }

  private static long refusedAs(RawPage page) {
    JsonObject frame = page.connect("a", "nothing", Json.REQ).next();
    return Json.content(frame).get("connection").getAsLong();
  }
}
