package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** Clients of streams that do not read: bounded, counted, and alone in it, as pages are. */
final class SlowStreamTest {
  private static final int SMALL_BUFFER = 4096;
  private static final int PUBLICATIONS = 3_000;
  private static final String DROPPED = "data: {\"dropped\":";
  private static final String PAYLOAD = "x".repeat(2_000);

  private static TestBridge start(
      Wire wire, PubService news, SlowReaderPolicy policy, Object... limits) {
    return TestBridge.start(
        wire,
        b ->
            b.endpoint(
                    EndpointSpec.of("news", SocketType.SUB, ZmqEndpoint.parse(news.address()))
                        .slowReaders(policy))
                .limits(Limits.edge(limits)));
  }

  /** A stream whose client has read its first event, and nothing since. */
  private static BufferedReader open(Socket socket) throws IOException {
    socket.setSoTimeout(Await.DEADLINE_MILLIS);
    socket.getOutputStream().write("GET /sub/news HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII), 1024);
    assertEquals("HTTP/1.1 200 OK", lines.readLine());
    String line = lines.readLine();
    while (!line.startsWith("data: ")) {
      line = lines.readLine();
    }
    return lines;
  }

  private static int number(String line) {
    return Integer.parseInt(line.substring("data: ".length(), line.indexOf('x')));
  }

  @ParameterizedTest
  @EnumSource
  void aSlowClientLosesTheOldestAndHearsTheNewestInOrder(Wire wire) throws IOException {
    try (PubService news = new PubService();
        TestBridge bridge =
            start(
                wire,
                news,
                SlowReaderPolicy.OLDEST,
                "maxQueuedMessages",
                50,
                "writeMillis",
                60_000);
        Socket socket = wire.connect(bridge.port(), SMALL_BUFFER)) {
      BufferedReader lines = open(socket);
      news.awaitSubscription();
      for (int i = 0; i < PUBLICATIONS; i++) {
        news.publish(i + PAYLOAD);
      }
      bridge.awaitCount(Counter.PUBLICATIONS, PUBLICATIONS);
      int heard = readAll(lines);
      assertTrue(heard < PUBLICATIONS, "the slow one was overtaken");
      assertEquals(PUBLICATIONS - heard, bridge.count(Counter.DELIVERIES_DROPPED));
    }
  }

  /** Reads up to the last publication, in order, and until all that is lost has been told. */
  private static int readAll(BufferedReader lines) throws IOException {
    int heard = 0;
    int lost = 0;
    int last = -1;
    while (last < PUBLICATIONS - 1 || heard + lost < PUBLICATIONS) {
      String line = lines.readLine();
      if (line.startsWith(DROPPED)) {
        lost += Integer.parseInt(line.substring(DROPPED.length(), line.length() - 1));
      } else if (line.startsWith("data: ")) {
        assertEquals(PAYLOAD, line.substring(line.indexOf('x')));
        assertTrue(number(line) > last, "in order");
        last = number(line);
        heard++;
      }
    }
    assertEquals(PUBLICATIONS, heard + lost);
    return heard;
  }

  @ParameterizedTest
  @EnumSource
  void whereTheLatestCountsNothingElseWaits(Wire wire) throws IOException {
    try (PubService news = new PubService();
        TestBridge bridge = start(wire, news, SlowReaderPolicy.LATEST, "writeMillis", 60_000);
        Socket socket = wire.connect(bridge.port(), SMALL_BUFFER)) {
      BufferedReader lines = open(socket);
      news.awaitSubscription();
      for (int i = 0; i < PUBLICATIONS; i++) {
        news.publish(i + PAYLOAD);
      }
      bridge.awaitCount(Counter.PUBLICATIONS, PUBLICATIONS);
      int heard = readAll(lines);
      assertTrue(heard < PUBLICATIONS, "the slow one was overtaken");
      assertEquals(PUBLICATIONS - heard, bridge.count(Counter.DELIVERIES_REPLACED));
      assertEquals(0, bridge.count(Counter.DELIVERIES_DROPPED));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStreamThatWouldMissAnythingEndsWhereThatIsThePolicy(Wire wire) throws IOException {
    try (PubService news = new PubService();
        TestBridge bridge =
            start(
                wire,
                news,
                SlowReaderPolicy.CLOSE,
                "maxQueuedMessages",
                50,
                "writeMillis",
                60_000);
        Socket socket = wire.connect(bridge.port(), SMALL_BUFFER)) {
      BufferedReader unread = open(socket);
      news.awaitSubscription();
      for (int i = 0; i < PUBLICATIONS; i++) {
        news.publish(i + PAYLOAD);
      }
      bridge.awaitCount(Counter.SLOW_SUBSCRIBERS_CLOSED, 1);
      assertEquals(0, bridge.count(Counter.DELIVERIES_DROPPED));
      unread.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClientThatTakesNothingIsCut(Wire wire) throws IOException {
    try (PubService news = new PubService();
        TestBridge bridge = start(wire, news, SlowReaderPolicy.OLDEST, "writeMillis", 300);
        Socket socket = wire.connect(bridge.port(), SMALL_BUFFER)) {
      BufferedReader unread = open(socket);
      news.awaitSubscription();
      for (int i = 0; i < PUBLICATIONS; i++) {
        news.publish(i + PAYLOAD);
      }
      bridge.awaitCount(Counter.SLOW_READERS_CLOSED, 1);
      unread.close();
    }
  }
}
