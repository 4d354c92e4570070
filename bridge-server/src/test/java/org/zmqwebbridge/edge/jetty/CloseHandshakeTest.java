package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.kit.ServerFrame;
import org.zmqwebbridge.observe.Counter;

/** A close that we begin (RFC 6455, section 7.1.1), over real sockets. */
class CloseHandshakeTest {
  private static final int NEVER = 3_600_000;

  private static EdgeLimits closing(long closeMillis) {
    return TestEdge.limits(
        TestEdge.PATIENT.connection().withMaxQueuedMessages(1000).withCloseMillis(closeMillis));
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void theStreamEndsInOrderOnceTheClientHasAnsweredAndNotBefore(boolean tls) {
    try (TestEdge edge = new TestEdge(tls, closing(NEVER))) {
      RawClient client = RawClient.open(edge, tls);
      Connection connection = edge.dialect().nextConnection();
      connection.close(CloseReason.REVOKED);
      connection.send(OutgoingMessage.text(Frames.utf8("late")));
      client.expectClose(3003);
      assertEquals(1, edge.edge().connections(), "it counts until it has ended");
      for (int i = 0; i < 100; i++) {
        client.write(Frames.text("x".repeat(1000))); // what was under way to us
      }
      client.write(Frames.close(3003, ""));
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

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void theHandlerHearsTheClientsCodeAndText(boolean tls) {
    try (TestEdge edge = new TestEdge(tls, closing(NEVER))) {
      assertEquals(
          new CloseStatus(4321, "so long, µ"), heard(edge, Frames.close(4321, "so long, µ")));
      assertEquals(new CloseStatus(1000, ""), heard(edge, Frames.close(1000, "")));
      assertEquals(CloseStatus.NONE, heard(edge, Frames.masked(Frames.CLOSE, new byte[0])));
      assertEquals(CloseStatus.ABNORMAL, heard(edge, Frames.close(1005, "not to be sent")));
      assertEquals(CloseStatus.ABNORMAL, heard(edge));
    }
  }

  /** What a handler hears whose client says this and cuts the line. */
  private static CloseStatus heard(TestEdge edge, byte[]... said) {
    RawClient client = RawClient.open(edge, edge.tls());
    client.writeIfHeard(said);
    client.shutdownOutput();
    client.drain();
    edge.awaitEmpty();
    return edge.dialect().closings().remove();
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void aDialectClosesWithACodeAndTextOfItsOwnAndHearsTheAnswer(boolean tls) {
    try (TestEdge edge = new TestEdge(tls, closing(NEVER))) {
      RawClient client = RawClient.open(edge, tls);
      Connection connection = edge.dialect().nextConnection();
      connection.send(OutgoingMessage.binary(new byte[] {1}));
      connection.close(new CloseStatus(4999, "enough"), "has had enough");
      connection.close(new CloseStatus(4998, "twice"), "has had enough twice");
      connection.close(CloseReason.SHUTDOWN);
      client.expectBinary(new byte[] {1});
      ServerFrame close = client.read();
      assertEquals(ServerFrame.CLOSE, close.opcode());
      assertEquals(4999, close.code());
      assertEquals("enough", close.text().substring(2));
      client.write(Frames.close(4000, "all right"));
      client.expectOrderlyEnd();
      edge.awaitEmpty();
      assertEquals(new CloseStatus(4000, "all right"), edge.dialect().closings().remove());
    }
  }

  @Test
  void aCodeThatMustNotBeSentIsRefused() {
    try (TestEdge edge = new TestEdge(false, closing(NEVER));
        RawClient client = RawClient.open(edge, false)) {
      Connection connection = edge.dialect().nextConnection();
      for (CloseStatus never :
          List.of(CloseStatus.NONE, CloseStatus.ABNORMAL, new CloseStatus(2000, ""))) {
        assertThrows(IllegalArgumentException.class, () -> connection.close(never, "left"));
      }
      client.write(Frames.text("still here")).expectText("still here");
    }
  }
}
