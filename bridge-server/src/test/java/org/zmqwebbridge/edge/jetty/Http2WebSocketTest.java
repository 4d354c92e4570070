package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.DeflateSettings;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.kit.Http2Client;
import org.zmqwebbridge.observe.Counter;

/** WebSockets on streams of HTTP/2 (RFC 8441): the frames of both sides. */
class Http2WebSocketTest {
  private static final int ENABLE_CONNECT_PROTOCOL = 8;
  private static final int CANCEL = 8;
  private static final byte[] NORMAL = {3, (byte) 0xe8};

  private final EchoDialect dialect = new EchoDialect();
  private TestEdge edge;

  private Http2Client client(EdgeLimits limits) {
    edge = new TestEdge(true, limits, dialect);
    return new Http2Client(edge.edge().port());
  }

  private Http2Client client() {
    return client(TestEdge.PATIENT);
  }

  private static EdgeLimits perAddress(int most) {
    return TestEdge.limits(TestEdge.PATIENT.handshake().withMaxConnectionsPerAddress(most));
  }

  @AfterEach
  void close() {
    edge.close();
  }

  private Connection open(Http2Client client, int stream) {
    client.connect(stream, "/data");
    assertEquals("200", client.head(stream).get(":status"));
    return dialect.nextConnection();
  }

  private static void say(Http2Client client, int stream, String text) {
    client.data(stream, false, Frames.masked(Frames.TEXT, true, Frames.utf8(text)));
  }

  /** So many bytes of a stream. */
  private static byte[] hear(Http2Client client, int stream, int bytes) {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    while (heard.size() < bytes) {
      Http2Client.Frame frame = client.answer();
      assertEquals(Http2Client.DATA, frame.type());
      assertEquals(stream, frame.stream());
      heard.writeBytes(frame.payload());
    }
    return heard.toByteArray();
  }

  private static void expect(Http2Client client, int stream, String text) {
    byte[] frame = Frames.unmasked(Frames.TEXT, true, Frames.utf8(text));
    assertArrayEquals(frame, hear(client, stream, frame.length));
  }

  @Test
  void theServerSaysThatItSpeaksThem() {
    try (Http2Client client = client()) {
      ByteBuffer settings = ByteBuffer.wrap(client.await(Http2Client.SETTINGS).payload());
      boolean said = false;
      while (settings.hasRemaining()) {
        said |=
            settings.getShort() == ENABLE_CONNECT_PROTOCOL
                && settings.getInt(settings.position()) == 1;
        settings.getInt();
      }
      assertTrue(said);
    }
  }

  @Test
  void severalAreOnOneConnectionAndCloseAsTheyDoByThemselves() {
    try (Http2Client client = client()) {
      open(client, 1);
      Connection second = open(client, 3);
      assertEquals("/data", second.handshake().path());
      assertTrue(second.handshake().secure());
      assertEquals(2, edge.edge().openConnections());
      say(client, 1, "one");
      expect(client, 1, "one");
      say(client, 3, "two");
      expect(client, 3, "two");
      client.data(1, false, Frames.masked(Frames.CLOSE, NORMAL));
      assertArrayEquals(new byte[] {(byte) 0x88, 2, 3, (byte) 0xe8}, client.answer().payload());
      assertTrue(client.answer().endsStream());
      client.data(1, true, "");
      Await.await("it has closed", () -> edge.edge().openConnections() == 1);
      say(client, 3, "still");
      expect(client, 3, "still");
      second.close(CloseReason.SHUTDOWN);
      byte[] close = client.answer().payload();
      assertEquals((byte) 0x88, close[0]);
      client.data(3, true, Frames.masked(Frames.CLOSE, new byte[] {close[2], close[3]}));
      assertTrue(client.answer().endsStream());
      Await.await("both have closed", () -> edge.edge().openConnections() == 0);
      client.request(5, true, "GET", "/nothing");
      assertEquals("404", client.head(5).get(":status")); // the connection goes on
    }
  }

  @Test
  void aMessageLargerThanTheWindowComesAndGoes() {
    int length = 300_000;
    try (Http2Client client = client()) {
      open(client, 1);
      byte[] frame = Frames.masked(Frames.BINARY, true, Frames.repeat(7, length));
      int window = 65_535;
      int got = 0;
      for (int at = 0; at < frame.length; ) {
        int piece = Math.min(Math.min(16_384, frame.length - at), window);
        if (piece == 0) { // what the server has read, it says
          Http2Client.Frame more = client.await(Http2Client.WINDOW_UPDATE);
          window += more.stream() == 1 ? ByteBuffer.wrap(more.payload()).getInt() : 0;
          continue;
        }
        byte[] bytes = new byte[piece];
        System.arraycopy(frame, at, bytes, 0, piece);
        client.data(1, false, bytes);
        at += piece;
        window -= piece;
      }
      while (got < length + 10) {
        byte[] payload = client.answer().payload();
        got += payload.length;
        client.window(1, payload.length);
        client.window(0, payload.length);
      }
      assertEquals(length + 10, got);
    }
  }

  @Test
  void aResetIsAnEndWithoutACloseFrame() {
    try (Http2Client client = client()) {
      open(client, 1);
      open(client, 3);
      client.reset(1);
      Await.await("it is told", () -> dialect.closings().size() == 1);
      assertEquals(1006, dialect.closings().peek().code());
      say(client, 3, "still");
      expect(client, 3, "still");
    }
    Await.await("the other is told too", () -> dialect.closings().size() == 2);
  }

  @Test
  void oneThatIsCutIsReset() {
    EdgeLimits hasty =
        TestEdge.limits(TestEdge.PATIENT.connection().withWriteMillis(100).withPingMillis(50));
    edge = new TestEdge(true, hasty, dialect);
    try (Http2Client client = new Http2Client(edge.edge().port(), Http2Client.setting(4, 0))) {
      Connection slow = open(client, 1);
      slow.send(OutgoingMessage.text(Frames.utf8("never taken")));
      Http2Client.Frame reset = client.answer();
      assertEquals(Http2Client.RST_STREAM, reset.type());
      assertEquals(1, reset.stream());
      assertEquals(CANCEL, reset.error());
      assertEquals(1, edge.count(Counter.SLOW_READERS_CLOSED));
      client.request(3, true, "GET", "/nothing");
      assertEquals("404", client.head(3).get(":status"));
    }
  }

  @Test
  void itsSilenceDoesNotEndIt() {
    EdgeLimits hasty = TestEdge.limits(TestEdge.PATIENT.handshake().withHandshakeMillis(100));
    try (Http2Client client = client(hasty)) {
      Connection silent = open(client, 1);
      try (Http2Client other = new Http2Client(edge.edge().port())) {
        assertEquals(Http2Client.GOAWAY, other.answer().type()); // is ended meanwhile
      }
      silent.send(OutgoingMessage.text(Frames.utf8("here")));
      expect(client, 1, "here");
    }
  }

  @Test
  void eachCountsAsAConnectionOfItsClient() {
    try (Http2Client client = client(perAddress(3))) {
      open(client, 1);
      open(client, 3);
      client.connect(5, "/data");
      assertEquals("429", client.head(5).get(":status"));
      client.body(5, Integer.MAX_VALUE);
      assertEquals(1, edge.count(Counter.HANDSHAKES_REFUSED_LIMIT));
      client.reset(1);
      Await.await("its place is free", () -> edge.edge().connections() == 2);
      open(client, 7);
    }
  }

  @Test
  void whatAsksForSomethingElseIsRefused() {
    try (Http2Client client = client()) {
      client.request(1, true, "GET", "/data");
      assertEquals("426", client.head(1).get(":status"));
      client.body(1, Integer.MAX_VALUE);
      client.connect(3, "/data", "origin", "https://evil.example");
      assertEquals("403", client.head(3).get(":status"));
      client.body(3, Integer.MAX_VALUE);
      client.request(5, false, "CONNECT", "/data", ":protocol", "connect-udp");
      Map<String, String> head = client.decode(client.await(Http2Client.HEADERS));
      assertEquals("426", head.get(":status"));
    }
  }

  @Test
  void theyAreCompressedAsOthersAre() {
    edge = new TestEdge(true, TestEdge.PATIENT, dialect, Optional.of(new DeflateSettings(16, 1)));
    try (Http2Client client = new Http2Client(edge.edge().port())) {
      client.connect(1, "/data", "sec-websocket-extensions", "permessage-deflate");
      Map<String, String> head = client.head(1);
      assertTrue(head.get("sec-websocket-extensions").startsWith("permessage-deflate"));
      assertFalse(head.containsKey("sec-websocket-accept"));
      say(client, 1, "x".repeat(1000));
      byte[] frame = client.answer().payload();
      assertEquals((byte) 0xc1, frame[0]);
      assertTrue(frame.length < 100);
    }
  }

  @Test
  void pagesThatHaveNoHttp2ComeAsBefore() {
    HandshakeLimits limits = TestEdge.PATIENT.handshake();
    edge = new TestEdge(true, TestEdge.limits(limits), dialect);
    RawClient client = RawClient.open(edge, true);
    client.write(Frames.close(1000, ""));
    client.expectClosed(1000);
  }
}
