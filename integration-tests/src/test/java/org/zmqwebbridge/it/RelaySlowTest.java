package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.relay.LocationPath;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.relay.PublishSpec;
import org.zmqwebbridge.relay.StreamSpec;

/** Subscribers of channels that do not read: bounded, counted, told, and alone in it. */
final class RelaySlowTest {
  private static final int SMALL_BUFFER = 4096;
  private static final int MESSAGES = 1_500;
  private static final String DROPPED = "data: {\"dropped\":";
  private static final String PAYLOAD = "x".repeat(4_000);

  private static TestBridge start(SlowReaderPolicy policy) {
    PublishSpec keepsNothing =
        new PublishSpec(true, Retention.NOTHING, 1 << 20, false, PublishSpec.DEFAULTS.forward());
    return RelayBridge.start(
        new RelayClock(),
        settings -> settings.limits(Limits.edge("maxQueuedMessages", 50, "writeMillis", 60_000)),
        LocationSpec.of(Kind.PUBLISHER, LocationPath.prefix("/pub/")).with(keepsNothing),
        LocationSpec.of(Kind.SUBSCRIBER, LocationPath.prefix("/sub/"))
            .with(StreamSpec.DEFAULTS.withSlowReaders(policy).withGzip(true)));
  }

  /** A stream whose client has read its beginning, and nothing since. */
  private static BufferedReader open(Socket socket) throws IOException {
    socket.setSoTimeout(Await.DEADLINE_MILLIS);
    socket
        .getOutputStream()
        .write(
            "GET /sub/a HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n"
                .getBytes(US_ASCII));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII), 1024);
    assertEquals("HTTP/1.1 200 OK", lines.readLine());
    String line = lines.readLine();
    while (!line.equals(": hi")) {
      line = lines.readLine();
    }
    return lines;
  }

  private static void publish(TestBridge bridge) {
    HttpDoor door = new HttpDoor(bridge);
    for (int i = 0; i < MESSAGES; i++) {
      HttpDoor.expect(201, door.post("/pub/a", i + PAYLOAD));
    }
  }

  @Test
  void aSlowOneIsToldWhatItHasLost() throws IOException {
    try (TestBridge bridge = start(SlowReaderPolicy.OLDEST);
        Socket socket = Wire.CLEAR.connect(bridge.port(), SMALL_BUFFER);
        RelayStream quick = RelayStream.events(bridge, "/sub/other")) {
      BufferedReader lines = open(socket);
      publish(bridge);
      int heard = 0;
      int lost = 0;
      int last = -1;
      while (last < MESSAGES - 1 || heard + lost < MESSAGES) {
        String line = lines.readLine();
        if (line.startsWith(DROPPED)) {
          lost += Integer.parseInt(line.substring(DROPPED.length(), line.length() - 1));
        } else if (line.startsWith("data: ")) {
          int number = Integer.parseInt(line.substring("data: ".length(), line.indexOf('x')));
          assertTrue(number > last, "in order");
          last = number;
          heard++;
        }
      }
      assertEquals(MESSAGES, heard + lost);
      assertTrue(lost > 0, "it was overtaken");
      assertEquals(lost, bridge.count(Counter.DELIVERIES_DROPPED));
      quick.expect("");
    }
  }

  @Test
  void aCompressedStreamLosesNothingInItsMidstButItsClient() throws IOException {
    Random random = new Random(7);
    byte[] noise = new byte[8_000];
    try (TestBridge bridge = start(SlowReaderPolicy.OLDEST);
        Socket socket = Wire.CLEAR.connect(bridge.port(), SMALL_BUFFER)) {
      HttpDoor door = new HttpDoor(bridge);
      socket
          .getOutputStream()
          .write(
              "GET /sub/a HTTP/1.1\r\nHost: x\r\nTE: chunked\r\nAccept-Encoding: gzip\r\n\r\n"
                  .getBytes(US_ASCII));
      Await.await("it to hear", () -> door.post("/pub/a", "x").statusCode() == 201);
      int status = 201;
      for (int i = 0; i < MESSAGES && status == 201; i++) {
        random.nextBytes(noise);
        status = door.post("/pub/a", noise).statusCode();
      }
      assertEquals(202, status, "nobody hears it any more");
      bridge.awaitCount(Counter.SLOW_SUBSCRIBERS_CLOSED, 1);
      assertEquals(0, bridge.count(Counter.DELIVERIES_DROPPED));
    }
  }

  @Test
  void oneThatWouldMissAnythingEndsWhereThatIsThePolicy() throws IOException {
    try (TestBridge bridge = start(SlowReaderPolicy.CLOSE);
        Socket socket = Wire.CLEAR.connect(bridge.port(), SMALL_BUFFER)) {
      BufferedReader unread = open(socket);
      HttpDoor door = new HttpDoor(bridge);
      int status = 201;
      for (int i = 0; i < MESSAGES && status == 201; i++) {
        status = door.post("/pub/a", i + PAYLOAD).statusCode();
      }
      assertEquals(202, status, "nobody hears it any more");
      bridge.awaitCount(Counter.SLOW_SUBSCRIBERS_CLOSED, 1);
      assertEquals(0, bridge.count(Counter.DELIVERIES_DROPPED));
      unread.close();
    }
  }
}
