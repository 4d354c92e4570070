package org.zmqwebbridge.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.zeromq.SocketType;
import org.zmqwebbridge.rpc.wire.Exchanges;

/** The original's messages, byte for byte, against the Java server, over one REQ socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessagesTest {
  private RunningRpcServer server;
  private RawPeer peer;

  @BeforeAll
  void start() {
    server = new ReferenceService().start("tcp://127.0.0.1:*");
    peer = RawPeer.connected(SocketType.REQ, server.address());
  }

  @AfterAll
  void stop() {
    peer.close();
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> everyRequestIsAnsweredAsTheFileSays() {
    return Exchanges.of(Exchanges.FILE)
        .map(exchange -> DynamicTest.dynamicTest(rule(exchange), () -> replay(exchange)));
  }

  private static String rule(JsonObject exchange) {
    return exchange.get("rule").getAsString();
  }

  private void replay(JsonObject exchange) {
    peer.send(Exchanges.request(exchange));
    String text = peer.receive().get(0);
    JsonObject answer = JsonParser.parseString(text).getAsJsonObject();
    if (exchange.has("answer")) {
      assertEquals(JsonParser.parseString(exchange.get("answer").getAsString()), answer);
      return;
    }
    assertEquals("error", answer.get("status").getAsString());
    assertEquals(exchange.get("code"), answer.get("code"), text);
    String message = answer.get("error_msg").getAsString();
    String mentions = exchange.has("mentions") ? exchange.get("mentions").getAsString() : "";
    assertTrue(message.contains(mentions), message);
    assertFalse(text.contains("secret") || text.contains("Exception"), text);
  }
}
