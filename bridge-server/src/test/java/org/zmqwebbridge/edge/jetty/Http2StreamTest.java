package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Http2Client;
import org.zmqwebbridge.observe.Counter;

/** Answers that are streamed over HTTP/2: the frames that clients see. */
class Http2StreamTest {
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int CANCEL = 8;
  private static final byte[] NONE = {};

  private final HoldingDoor door = new HoldingDoor();
  private final Receiver reader = new Receiver(NONE);
  private TestEdge edge;

  private Http2Client client(EdgeLimits limits, byte[] settings) {
    edge = new TestEdge(true, limits, door);
    return new Http2Client(edge.edge().port(), settings);
  }

  private Http2Client client() {
    return client(TestEdge.PATIENT, NONE);
  }

  @AfterEach
  void close() {
    Await.await("no stream is left", () -> edge.edge().openStreams() == 0);
    edge.close();
  }

  private HoldingDoor.Held open(Http2Client client, int stream) throws Exception {
    client.request(stream, true, "GET", "/d/x");
    HoldingDoor.Held held = door.next();
    assertEquals("", held.hear());
    return held;
  }

  private void publish(ByteStream stream, SlowReaderPolicy policy, String... messages) {
    Batch batch = new Batch();
    batch.reset(0);
    for (String message : messages) {
      batch.add(MessageType.TEXT, NONE, message.getBytes(UTF_8));
    }
    stream.send(batch, reader, edge.slowReaders(policy));
  }

  @Test
  void itsHeadComesAtOnceAndItsBytesInOrderUntilItsEnd() throws Exception {
    try (Http2Client client = client()) {
      ByteStream stream = open(client, 1).stream();
      Map<String, String> head = client.head(1);
      assertEquals("200", head.get(":status"));
      assertEquals("no-store", head.get("cache-control"));
      stream.send("one".getBytes(UTF_8));
      publish(stream, SlowReaderPolicy.CLOSE, "two", "three");
      assertEquals("onetwothree", client.body(1, 11));
      stream.send("four".getBytes(UTF_8));
      stream.end();
      assertEquals("four", client.body(1, Integer.MAX_VALUE));
    }
  }

  @Test
  void aBatchIsOneFrame() throws Exception {
    try (Http2Client client = client()) {
      ByteStream stream = open(client, 1).stream();
      client.head(1);
      publish(stream, SlowReaderPolicy.OLDEST, "one", "two", "three");
      assertEquals("onetwothree", client.answer().text());
      stream.end();
      assertTrue(client.answer().endsStream());
    }
  }

  @Test
  void aResetEndsItAloneAndItsHandlerIsTold() throws Exception {
    try (Http2Client client = client()) {
      HoldingDoor.Held one = open(client, 1);
      ByteStream first = one.stream();
      client.head(1);
      HoldingDoor.Held two = open(client, 3);
      ByteStream second = two.stream();
      client.head(3);
      client.reset(1);
      assertEquals("closed", one.hear());
      first.send("nobody".getBytes(UTF_8));
      second.send("still".getBytes(UTF_8));
      assertEquals("still", client.body(3, 5));
    }
    Await.await("both have ended", () -> edge.edge().openStreams() == 0);
  }

  @Test
  void theEndOfTheConnectionEndsAll() throws Exception {
    HoldingDoor.Held one;
    HoldingDoor.Held two;
    try (Http2Client client = client()) {
      one = open(client, 1);
      one.stream();
      two = open(client, 3);
      two.stream();
      client.head(1);
    }
    assertEquals("closed", one.hear());
    assertEquals("closed", two.hear());
  }

  @Test
  void aSlowReaderLosesTheOldestAndWhatWaitsIsBounded() throws Exception {
    EdgeLimits narrow = TestEdge.limits(TestEdge.PATIENT.connection().withMaxQueuedMessages(3));
    try (Http2Client client = client(narrow, Http2Client.setting(INITIAL_WINDOW_SIZE, 0))) {
      ByteStream stream = open(client, 1).stream();
      client.head(1);
      publish(stream, SlowReaderPolicy.OLDEST, "begun");
      for (int i = 0; i < 10; i++) {
        publish(stream, SlowReaderPolicy.OLDEST, Integer.toString(i));
      }
      assertEquals(7, edge.count(Counter.DELIVERIES_DROPPED));
      assertTrue(edge.edge().outgoing().taken() > 0);
      client.window(1, 1000);
      assertEquals("begun789", client.body(1, 8));
      Await.await("nothing waits", stream::isDrained);
      stream.end();
      assertTrue(client.answer().endsStream());
    }
  }

  @Test
  void oneWhoMayMissNothingIsResetAlone() throws Exception {
    EdgeLimits narrow = TestEdge.limits(TestEdge.PATIENT.connection().withMaxQueuedMessages(3));
    try (Http2Client client = client(narrow, Http2Client.setting(INITIAL_WINDOW_SIZE, 0))) {
      HoldingDoor.Held held = open(client, 1);
      ByteStream stream = held.stream();
      client.head(1);
      for (int i = 0; i < 5; i++) {
        publish(stream, SlowReaderPolicy.CLOSE, Integer.toString(i));
      }
      Http2Client.Frame reset = client.answer();
      assertEquals(Http2Client.RST_STREAM, reset.type());
      assertEquals(CANCEL, reset.error());
      assertEquals("closed", held.hear());
      assertEquals(1, edge.count(Counter.SLOW_SUBSCRIBERS_CLOSED));
    }
  }

  @Test
  void aReaderThatTakesNothingIsResetAloneAndASilentStreamIsNot() throws Exception {
    EdgeLimits hasty = TestEdge.limits(TestEdge.PATIENT.connection().withWriteMillis(100));
    try (Http2Client client = client(hasty, Http2Client.setting(INITIAL_WINDOW_SIZE, 0))) {
      HoldingDoor.Held silent = open(client, 1);
      ByteStream quiet = silent.stream();
      client.head(1);
      client.window(1, 1000);
      HoldingDoor.Held stuck = open(client, 3);
      ByteStream stream = stuck.stream();
      client.head(3);
      stream.send("never taken".getBytes(UTF_8));
      Http2Client.Frame reset = client.answer();
      assertEquals(Http2Client.RST_STREAM, reset.type());
      assertEquals(3, reset.stream());
      assertEquals("closed", stuck.hear());
      assertEquals(1, edge.count(Counter.SLOW_READERS_CLOSED));
      quiet.send("here".getBytes(UTF_8));
      assertEquals("here", client.body(1, 4));
    }
  }

  @Test
  void aWindowThatASettingWidensIsUsedAtOnce() throws Exception {
    try (Http2Client client =
        client(TestEdge.PATIENT, Http2Client.setting(INITIAL_WINDOW_SIZE, 0))) {
      ByteStream stream = open(client, 1).stream();
      client.head(1);
      stream.send("abc".getBytes(UTF_8));
      client.send(Http2Client.SETTINGS, 0, 0, Http2Client.setting(INITIAL_WINDOW_SIZE, 1));
      assertEquals("a", client.answer().text());
      client.window(1, 2);
      assertEquals("bc", client.body(1, 2));
    }
  }

  @Test
  void aStopTellsClientsAndEndsStreamsAfterWhatWasSent() throws Exception {
    try (Http2Client client = client()) {
      ByteStream stream = open(client, 1).stream();
      client.head(1);
      HoldingDoor.Held held = open(client, 3);
      edge.edge().stopAccepting();
      assertEquals(0, client.answer().error());
      stream.send("last".getBytes(UTF_8));
      edge.edge().closeConnections(0, 1000);
      assertEquals("last", client.body(1, Integer.MAX_VALUE));
      held.answer("and this");
      assertEquals("200", client.head(3).get(":status"));
      assertEquals("and this\n", client.body(3, Integer.MAX_VALUE));
      assertEquals(Http2Client.GOAWAY, client.answer().type());
      assertEquals(-1, client.answer().type());
    }
  }
}
