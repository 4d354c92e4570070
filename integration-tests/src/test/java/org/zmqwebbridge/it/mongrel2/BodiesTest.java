package org.zmqwebbridge.it.mongrel2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.observe.Counter;

/** Bodies that are one message, or are refused before they come. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class BodiesTest {
  @ParameterizedTest
  @EnumSource
  void bodyAtTheLimitIsOneMessage(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      String body = "b".repeat(20_480);
      client.post("/h", body);
      assertEquals(body, handler.hear().body());
    }
  }

  @ParameterizedTest
  @EnumSource
  void largerBodyWithoutAPlaceForUploadsIsRefusedAndItsHandlerToldThatItHasGone(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h");
      assertEquals(1, handler.hear().id());
      client.send("POST /h HTTP/1.1\r\nHost: a\r\nContent-Length: 20481\r\n\r\n");
      client.expectRefusal(413);
      handler.hearGone(1);
    }
  }

  @Test
  void bodyThatIsRefusedIsCounted() {
    try (OurServer server = OurServer.start(new Plan());
        Client client = server.client()) {
      client.send("POST /h HTTP/1.1\r\nHost: a\r\nContent-Length: 20481\r\n\r\n");
      client.expectRefusal(413);
      assertEquals(1, server.count(Counter.MONGREL2_MALFORMED));
    }
  }

  @ParameterizedTest
  @EnumSource
  void bodyIsAskedForWhereItsClientWaits(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.send(
          "POST /h HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
      client.expect("HTTP/1.1 100 Continue\r\n\r\n");
      client.send("abc");
      assertEquals("abc", handler.hear().body());
    }
  }

  @ParameterizedTest
  @EnumSource
  void otherExpectationIsRefused(Side side) {
    try (TestServer server = side.start(new Plan());
        Client client = server.client()) {
      client.send("POST /h HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: miracles\r\n\r\n");
      client.expectRefusal(417);
    }
  }
}
