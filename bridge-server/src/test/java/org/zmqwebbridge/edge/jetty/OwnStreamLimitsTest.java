package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.ConnectionLimits;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.edge.PortStream;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.edge.StreamLimits;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Http2Client;
import org.zmqwebbridge.observe.Counter;

/** What a client of HTTP/2 may take at a dialect's listener, and what bounds it. */
class OwnStreamLimitsTest {
  private static final int WINDOW = 4;
  private static final int REFUSED = 7;
  private static final int CANCEL = 8;
  private static final ResponseHead OK = ResponseHead.of(200, "text/plain");
  private static final HandshakeLimits HANDSHAKE = TestEdge.PATIENT.handshake();
  private static final ConnectionLimits CONNECTION = TestEdge.PATIENT.connection();

  private static StreamPort.Held get(StreamPort port, Http2Client client, int stream) {
    client.request(stream, true, "GET", "/x");
    return port.next();
  }

  private static void expectReset(Http2Client client, int stream, int error) {
    Http2Client.Frame frame = client.await(Http2Client.RST_STREAM);
    assertEquals(stream, frame.stream());
    assertEquals(error, frame.error());
  }

  private static void answer(StreamPort.Held held, Http2Client client, int stream) {
    held.stream().answer(OK, new byte[2]);
    client.head(stream);
    client.body(stream, Integer.MAX_VALUE);
    held.awaitGone();
  }

  @Test
  void eachStreamCountsAsAConnectionOfItsClient() {
    EdgeLimits limits = TestEdge.PATIENT.with(HANDSHAKE.withMaxConnectionsPerAddress(3));
    try (StreamPort port = new StreamPort(limits);
        Http2Client client = port.client()) {
      StreamPort.Held one = get(port, client, 1);
      StreamPort.Held two = get(port, client, 3);
      client.request(5, true, "GET", "/x");
      expectReset(client, 5, REFUSED);
      answer(one, client, 1);
      StreamPort.Held three = get(port, client, 7);
      answer(two, client, 3);
      answer(three, client, 7);
    }
  }

  @Test
  void oneStreamTooManyOnAConnectionIsRefusedAlone() {
    EdgeLimits limits = TestEdge.PATIENT.with(StreamLimits.DEFAULTS.withMaxStreamsPerConnection(1));
    try (StreamPort port = new StreamPort(limits);
        Http2Client client = port.client()) {
      StreamPort.Held one = get(port, client, 1);
      client.request(3, true, "GET", "/x");
      expectReset(client, 3, REFUSED);
      assertEquals(1, port.count(Counter.HTTP2_STREAMS_REFUSED));
      answer(one, client, 1);
    }
  }

  @Test
  void whoTakesNothingOfAWholeAnswerIsReset() {
    EdgeLimits limits = TestEdge.limits(CONNECTION.withWriteMillis(300));
    try (StreamPort port = new StreamPort(limits);
        Http2Client client = port.client(Http2Client.setting(WINDOW, 0))) {
      StreamPort.Held held = get(port, client, 1);
      held.stream().answer(OK, new byte[100]);
      expectReset(client, 1, CANCEL);
      held.awaitGone();
      assertEquals(1, port.count(Counter.SLOW_READERS_CLOSED));
    }
  }

  @Test
  void whoTakesNothingOfOneInPartsIsReset() {
    EdgeLimits limits = TestEdge.limits(CONNECTION.withWriteMillis(300));
    try (StreamPort port = new StreamPort(limits);
        Http2Client client = port.client(Http2Client.setting(WINDOW, 0))) {
      StreamPort.Held held = get(port, client, 1);
      held.stream().begin(OK, PortStream.UNTIL_END);
      held.stream().send(new byte[100]);
      expectReset(client, 1, CANCEL);
      held.awaitGone();
      assertEquals(1, port.count(Counter.SLOW_READERS_CLOSED));
    }
  }

  @Test
  void whatWaitsForOneStreamIsBounded() {
    EdgeLimits limits = TestEdge.limits(CONNECTION.withMaxQueuedBytes(100_000));
    try (StreamPort port = new StreamPort(limits);
        Http2Client client = port.client(Http2Client.setting(WINDOW, 0))) {
      StreamPort.Held held = get(port, client, 1);
      held.stream().begin(OK, PortStream.UNTIL_END);
      for (int i = 0; i < 20; i++) {
        held.stream().send(new byte[20_000]);
      }
      expectReset(client, 1, CANCEL);
      held.awaitGone();
      assertEquals(1, port.count(Counter.REPLIES_OVERFLOWED));
    }
  }

  @Test
  void whoWantsToKnowIsToldWhenAllHasBeenTaken() {
    try (StreamPort port = new StreamPort(TestEdge.PATIENT);
        Http2Client client = port.client(Http2Client.setting(WINDOW, 0))) {
      StreamPort.Held held = get(port, client, 1);
      held.stream().tellDrained(true);
      held.stream().begin(OK, 100);
      held.stream().send(new byte[60]);
      client.head(1);
      client.window(1, 100);
      client.body(1, 60);
      Await.await("it is drained", () -> held.drained() == 1);
      held.stream().send(new byte[40]);
      client.body(1, Integer.MAX_VALUE);
      held.awaitGone();
    }
  }

  @Test
  void aConnectionWithoutStreamsIsToldToEndAndThenEnds() {
    EdgeLimits limits = TestEdge.PATIENT.with(HANDSHAKE.withHandshakeMillis(400));
    try (StreamPort port = new StreamPort(limits);
        Http2Client client = port.client()) {
      assertEquals(0, client.await(Http2Client.GOAWAY).error());
      assertEquals(1, port.count(Counter.HANDSHAKES_LATE));
      client.await(-1);
    }
  }

  @Test
  void oneWithAStreamStays() {
    EdgeLimits limits = TestEdge.PATIENT.with(HANDSHAKE.withHandshakeMillis(400));
    try (StreamPort port = new StreamPort(limits);
        Http2Client client = port.client();
        Http2Client idle = port.client()) {
      StreamPort.Held held = get(port, client, 1);
      idle.await(Http2Client.GOAWAY);
      answer(held, client, 1);
    }
  }

  @Test
  void whatWaitsUnreadIsBounded() {
    EdgeLimits limits = TestEdge.limits(CONNECTION.withMaxIncomingBytesInAll(100));
    try (StreamPort port = new StreamPort(limits);
        Http2Client client = port.client()) {
      port.leaving();
      client.request(1, false, "POST", "/x");
      StreamPort.Held held = port.next();
      client.data(1, false, new byte[200]);
      expectReset(client, 1, CANCEL);
      held.awaitGone();
      assertEquals(1, port.count(Counter.BODIES_OVERLOADED));
    }
  }
}
