package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.observe.Counter;

/** A close that we begin (RFC 6455, section 7.1.1), over real sockets. */
class CloseHandshakeTest {
  private static final int NEVER = 3_600_000;

  private static EdgeLimits closing(long closeMillis) {
    return TestEdge.limits(
        new ConnectionLimits(
            1 << 20, 1024, 16, 64 << 20, 1000, 1 << 30, 1 << 30, NEVER, NEVER, NEVER, closeMillis));
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void theStreamEndsInOrderOnceTheClientHasAnsweredAndNotBefore(boolean tls) {
    try (TestEdge edge = new TestEdge(tls, closing(NEVER))) {
      RawClient client = RawClient.open(edge, tls);
      Connection connection = edge.dialect().nextConnection();
      connection.close(CloseReason.REVOKED);
      connection.send(OutgoingMessage.text(Masked.utf8("late")));
      client.expectClose(3003);
      assertEquals(1, edge.edge().connections(), "it counts until it has ended");
      for (int i = 0; i < 100; i++) {
        client.write(Masked.text("x".repeat(1000))); // what was under way to us
      }
      client.write(Masked.close(3003, ""));
      client.expectOrderlyEnd();
      edge.awaitEmpty();
      assertEquals(0, edge.count(Counter.MESSAGES_IN));
      assertEquals(0, edge.count(Counter.CLOSES_UNANSWERED));
    }
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void theStreamEndsWithoutAnAnswerToo(boolean tls) {
    try (TestEdge edge = new TestEdge(tls, closing(10))) {
      RawClient client = RawClient.open(edge, tls);
      edge.dialect().nextConnection().close(CloseReason.SHUTDOWN);
      client.expectClose(1012);
      client.expectOrderlyEnd();
      assertEquals(1, edge.count(Counter.CLOSES_UNANSWERED));
    }
  }
}
