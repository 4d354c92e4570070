package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.PortStream;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Http2Client;
import org.zmqwebbridge.observe.Counter;

/**
 * A stream whose answer is whole waits for its client's end, so that this one reads all of it in
 * its own time: a reset has many clients drop what they have not read.
 */
class OwnStreamEndTest {
  private static final ResponseHead OK = new ResponseHead(200, "", List.of());
  private static final int NO_ERROR = 0;
  private static final byte[] LARGE = new byte[16_384];

  private StreamPort port;
  private Http2Client client;

  private void open(long closeMillis) {
    port =
        new StreamPort(TestEdge.limits(TestEdge.PATIENT.connection().withCloseMillis(closeMillis)));
    client = port.client();
  }

  @AfterEach
  void close() {
    client.close();
    port.close();
  }

  private StreamPort.Held endedSocket() {
    client.connect(1, "/chat");
    StreamPort.Held held = port.next();
    held.stream().begin(OK, PortStream.UNTIL_END);
    held.stream().send("last".getBytes(UTF_8));
    held.stream().end();
    assertEquals("200", client.head(1).get(":status"));
    assertEquals("last", client.body(1, Integer.MAX_VALUE));
    held.awaitGone(); // its dialect has been told
    return held;
  }

  /** What the server had to say until now, it has said when this returns. */
  private void expectNoReset() {
    client.send(Http2Client.PING, 0, 0, new byte[8]);
    Http2Client.Frame frame = client.next();
    while (frame.type() != Http2Client.PING) {
      assertNotEquals(Http2Client.RST_STREAM, frame.type(), frame.toString());
      frame = client.next();
    }
  }

  private void expectReset() {
    assertEquals(NO_ERROR, client.await(Http2Client.RST_STREAM).error());
  }

  @Test
  void aWebSocketThatHasEndedWaitsForItsClientToEnd() {
    open(Await.DEADLINE_MILLIS);
    StreamPort.Held held = endedSocket();
    expectNoReset();
    client.data(1, false, "late");
    expectNoReset();
    client.data(1, true, "");
    expectNoReset();
    Await.await("its end", () -> port.open() == 0);
    assertEquals("", held.body());
  }

  @Test
  void whatComesMeanwhileIsDroppedAndHoldsUpNoOtherStream() {
    open(Await.DEADLINE_MILLIS);
    endedSocket();
    for (int i = 0; i < 8; i++) {
      client.data(1, false, LARGE);
    }
    assertTrue(client.await(Http2Client.WINDOW_UPDATE).stream() <= 1);
    client.data(1, true, "");
    expectNoReset();
  }

  @Test
  void aClientThatDoesNotStopSendingIsReset() {
    open(Await.DEADLINE_MILLIS);
    endedSocket();
    for (int i = 0; i <= 16; i++) {
      client.data(1, false, LARGE);
    }
    expectReset();
    assertEquals(1, port.count(Counter.HTTP2_STREAMS_LEFT_OPEN));
  }

  @Test
  void aClientThatDoesNotEndIsResetWhenItsTimeIsOver() {
    open(100);
    endedSocket();
    expectReset();
    assertEquals(1, port.count(Counter.HTTP2_STREAMS_LEFT_OPEN));
  }

  @Test
  void anAnswerBeforeTheBodyWaitsForItsEnd() {
    open(Await.DEADLINE_MILLIS);
    client.request(1, false, "POST", "/x");
    StreamPort.Held held = port.next();
    held.stream().answer(OK, "enough".getBytes(UTF_8));
    client.head(1);
    assertEquals("enough", client.body(1, Integer.MAX_VALUE));
    held.awaitGone();
    expectNoReset();
    client.data(1, false, "unread");
    client.data(1, true, "too");
    expectNoReset();
    Await.await("its end", () -> port.open() == 0);
  }

  @Test
  void aClientThatResetsItIsNotAnswered() {
    open(Await.DEADLINE_MILLIS);
    endedSocket();
    client.reset(1);
    expectNoReset();
    Await.await("its end", () -> port.open() == 0);
  }
}
