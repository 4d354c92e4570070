package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.StreamLimits;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Http2Client;
import org.zmqwebbridge.observe.Counter;

/** What one connection of HTTP/2 may not do: it ends, is counted, and nobody else notices. */
class Http2LimitsTest {
  private static final int REFUSED_STREAM = 7;
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final int FLOOD = 2000;
  private static final byte[] PING = new byte[8];

  private final HoldingDoor door = new HoldingDoor();
  private TestEdge edge;

  private Http2Client client(StreamLimits limits) {
    edge = new TestEdge(true, TestEdge.PATIENT.with(limits), door);
    return new Http2Client(edge.edge().port());
  }

  private Http2Client client() {
    return client(StreamLimits.DEFAULTS);
  }

  @AfterEach
  void close() {
    Await.await("no exchange is left", () -> edge.edge().unfinishedExchanges() == 0);
    edge.close();
  }

  private HoldingDoor.Held next() throws InterruptedException {
    HoldingDoor.Held next = door.next();
    next.hear();
    return next;
  }

  /** As long as the connection takes it. */
  private static void flood(IntConsumer frame) {
    try {
      for (int i = 0; i < FLOOD; i++) {
        frame.accept(i);
      }
    } catch (UncheckedIOException ended) {
      // in the middle of it
    }
  }

  private static int end(Http2Client client) {
    Http2Client.Frame frame = client.answer();
    while (frame.type() != Http2Client.GOAWAY && frame.type() >= 0) {
      frame = client.answer();
    }
    return frame.type() == Http2Client.GOAWAY ? frame.error() : ENHANCE_YOUR_CALM;
  }

  private void expectCalm(Http2Client client) {
    assertEquals(ENHANCE_YOUR_CALM, end(client));
    client.close();
    Await.await("it is counted", () -> edge.count(Counter.HTTP2_EVENTS_EXCEEDED) == 1);
    try (Http2Client other = new Http2Client(edge.edge().port())) {
      other.request(1, true, "GET", "/nothing");
      assertEquals("404", other.head(1).get(":status"));
    }
  }

  @Test
  void oneStreamTooManyIsRefusedAlone() throws Exception {
    try (Http2Client client = client(StreamLimits.DEFAULTS.withMaxStreamsPerConnection(2))) {
      client.request(1, true, "GET", "/d/x");
      HoldingDoor.Held one = next();
      client.request(3, true, "GET", "/d/x");
      HoldingDoor.Held two = next();
      client.request(5, true, "GET", "/d/x");
      Http2Client.Frame refused = client.answer();
      assertEquals(Http2Client.RST_STREAM, refused.type());
      assertEquals(5, refused.stream());
      assertEquals(REFUSED_STREAM, refused.error());
      assertEquals(1, edge.count(Counter.HTTP2_STREAMS_REFUSED));
      one.answer("one");
      assertEquals("200", client.head(1).get(":status"));
      client.body(1, Integer.MAX_VALUE);
      client.request(7, true, "GET", "/d/x");
      next().answer("four");
      assertEquals("200", client.head(7).get(":status"));
      client.body(7, Integer.MAX_VALUE);
      two.answer("two");
      assertEquals("200", client.head(3).get(":status"));
      client.body(3, Integer.MAX_VALUE);
    }
  }

  @Test
  void rapidResetsEndTheConnection() {
    Http2Client client = client();
    flood(
        i -> {
          client.request(2 * i + 1, true, "GET", "/d/x");
          client.reset(2 * i + 1);
        });
    expectCalm(client);
  }

  @Test
  void pingsEndIt() {
    Http2Client client = client();
    flood(i -> client.send(Http2Client.PING, 0, 0, PING));
    expectCalm(client);
  }

  @Test
  void settingsEndIt() {
    Http2Client client = client();
    flood(i -> client.send(Http2Client.SETTINGS, 0, 0, new byte[0]));
    expectCalm(client);
  }

  @Test
  void emptyFramesOfDataEndIt() {
    Http2Client client = client();
    client.request(1, false, "POST", "/d/x");
    flood(i -> client.data(1, false, ""));
    expectCalm(client);
  }

  @Test
  void dataAfterTheEndOfItsStreamEndsIt() {
    Http2Client client = client();
    client.request(1, true, "GET", "/nothing");
    client.head(1);
    client.body(1, Integer.MAX_VALUE);
    flood(i -> client.data(1, false, "x"));
    expectCalm(client);
  }

  @Test
  void continuationsWithoutEndEndIt() {
    Http2Client client = client();
    client.send(Http2Client.HEADERS, 0, 1, Http2Client.block(":method", "GET"));
    flood(i -> client.send(Http2Client.CONTINUATION, 0, 1, new byte[0]));
    expectCalm(client);
  }

  @Test
  void headersAboveTheirLimitEndIt() {
    Http2Client client = client();
    String large = "x".repeat(9_000);
    client.request(1, true, "GET", "/d/x", "large", large);
    int error = end(client);
    assertTrue(error != 0, "error " + error);
    client.close();
    Await.await("it is counted", () -> edge.count(Counter.HANDSHAKES_REFUSED_HEADERS) == 1);
  }

  @Test
  void aHeaderThatGrowsByItsTableEndsIt() {
    Http2Client client = client();
    byte[] entry = Http2Client.block("grows", "x".repeat(3_000));
    entry[0] = 0x40; // kept in the table
    byte[] bomb = new byte[entry.length + 100];
    System.arraycopy(entry, 0, bomb, 0, entry.length);
    Arrays.fill(bomb, entry.length, bomb.length, (byte) 0xbe); // and again
    byte[] line =
        Http2Client.block(":method", "GET", ":scheme", "https", ":authority", "a", ":path", "/d/x");
    byte[] block = Arrays.copyOf(line, line.length + bomb.length);
    System.arraycopy(bomb, 0, block, line.length, bomb.length);
    client.send(Http2Client.HEADERS, Http2Client.END_HEADERS | Http2Client.END_STREAM, 1, block);
    assertTrue(end(client) != 0);
    client.close();
    Await.await("it is counted", () -> edge.count(Counter.HANDSHAKES_REFUSED_HEADERS) == 1);
  }
}
