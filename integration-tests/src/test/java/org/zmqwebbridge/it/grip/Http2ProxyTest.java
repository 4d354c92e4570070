package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.ReloadReport;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.GripLimits;
import org.zmqwebbridge.grip.HoldSettings;
import org.zmqwebbridge.grip.RouteLine;
import org.zmqwebbridge.grip.RouteTable;
import org.zmqwebbridge.it.grip.HoldOrigin.Answer;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.kit.Http2Client;
import org.zmqwebbridge.kit.RawOrigin;

/** Clients of HTTP/2, whose origins speak HTTP/1.1. */
class Http2ProxyTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  /** Of bodies less is kept than HTTP/2 lets come at once. */
  private static final GripLimits KEEPING_LITTLE =
      new GripLimits(10_000, 100_000, 1_000_000, 20, 1_000_000, 5, HoldSettings.DEFAULTS);

  private static GripBridge bridge(int port) {
    return GripBridge.start(
        config -> config.with(KEEPING_LITTLE),
        settings -> settings.tls(Certificate.shared().pem(), Certificate.shared().key()),
        "* 127.0.0.1:" + port);
  }

  /** The next head of a stream, whatever came of it before. */
  private static Map<String, String> trailers(Http2Client client, int stream) {
    Http2Client.Frame frame = client.answer();
    assertEquals(Http2Client.HEADERS, frame.type(), frame.text());
    assertEquals(stream, frame.stream());
    assertTrue(frame.endsStream());
    return client.decode(frame);
  }

  @Test
  void bodiesAndTrailersGoBothWays() {
    for (String body : new String[] {"abc", "x".repeat(40_000)}) {
      try (RawOrigin origin =
              RawOrigin.playing(
                  line -> {
                    String unused = line.head();
                    StringBuilder all = new StringBuilder();
                    while (all.indexOf("\r\n\r\n") < 0 || all.indexOf("\r\n0\r\n") < 0) {
                      all.append(new String(line.read(1), ISO_8859_1));
                    }
                    line.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    line.write(all.toString()); // chunks and trailers, as they came
                  });
          GripBridge bridge = bridge(origin.port());
          Http2Client client = new Http2Client(bridge.port())) {
        client.window(0, 1_000_000);
        client.request(1, false, "POST", "/");
        client.window(1, 1_000_000);
        for (int at = 0; at < body.length(); at += 16_000) {
          client.data(1, false, body.substring(at, Math.min(body.length(), at + 16_000)));
        }
        client.send(
            Http2Client.HEADERS,
            Http2Client.END_HEADERS | Http2Client.END_STREAM,
            1,
            Http2Client.block("x-sum", "7", "authorization", "no"));
        assertEquals("200", client.head(1).get(":status"));
        assertEquals(body, client.body(1, body.length()));
        assertEquals(Map.of("x-sum", "7"), trailers(client, 1));
      }
    }
  }

  @Test
  void hintsComeBeforeTheAnswer() {
    try (RawOrigin origin =
            RawOrigin.saying("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + OK);
        GripBridge bridge = bridge(origin.port());
        Http2Client client = new Http2Client(bridge.port())) {
      client.request(1, true, "GET", "/");
      Map<String, String> hint = client.head(1);
      assertEquals("103", hint.get(":status"));
      assertEquals("</x>", hint.get("link"));
      assertEquals("200", client.head(1).get(":status"));
      assertEquals("ok", client.body(1, 2));
    }
  }

  @Test
  void streamsAndResponsesAreHeld() {
    try (HoldOrigin origin =
            new HoldOrigin(
                asked ->
                    Answer.ok(
                        "begun ",
                        "Grip-Hold",
                        asked.target().substring(1),
                        "Grip-Channel",
                        "news"));
        GripBridge bridge = bridge(origin.port());
        Http2Client client = new Http2Client(bridge.port())) {
      client.request(1, true, "GET", "/stream");
      assertEquals("200", client.head(1).get(":status"));
      assertEquals("begun ", client.body(1, 6));
      client.request(3, true, "GET", "/response");
      origin.next();
      origin.next();
      Await.await("both wait", () -> bridge.bridge().gauge("zwb.grip.held") == 2);
      bridge.publish("\"channel\":\"news\",\"formats\":{\"http-response\":{\"body\":\"late\"}}");
      assertEquals("200", client.head(3).get(":status"));
      assertEquals("late", client.body(3, 4));
      bridge.publish("\"channel\":\"news\",\"formats\":{\"http-stream\":{\"content\":\"one\"}}");
      assertEquals("one", client.body(1, 3));
      bridge.publish("\"channel\":\"news\",\"formats\":{\"http-stream\":{\"action\":\"close\"}}");
      assertTrue(client.await(Http2Client.DATA).endsStream());
    }
  }

  @Test
  void requestsThatAreUnderWayKeepTheirRouteWhenRoutesChange() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch reloaded = new CountDownLatch(1);
    try (RawOrigin before =
            RawOrigin.playing(
                line -> {
                  String unused = line.head();
                  asked.countDown();
                  await(reloaded);
                  line.write(OK.replace("ok", "o1"));
                });
        RawOrigin after = RawOrigin.saying(OK.replace("ok", "o2"));
        Bridge bridge = routing(before.port()).build().start();
        Http2Client client = new Http2Client(bridge.port())) {
      client.request(1, true, "GET", "/");
      await(asked);
      ReloadReport report = bridge.reload(routing(after.port()));
      assertTrue(report.changed().contains("grip.routes"), report.toString());
      client.request(3, true, "GET", "/");
      assertEquals("200", client.head(3).get(":status"));
      assertEquals("o2", client.body(3, 2));
      reloaded.countDown();
      assertEquals("200", client.head(1).get(":status"));
      assertEquals("o1", client.body(1, 2));
    }
  }

  private static BridgeBuilder routing(int port) {
    RouteTable routes = new RouteTable(RouteLine.read("* 127.0.0.1:" + port).stream().toList());
    return Bridge.builder()
        .listen("127.0.0.1:0")
        .drainMillis(0)
        .tls(Certificate.shared().pem(), Certificate.shared().key())
        .grip(GripConfig.of(routes).answeringAll());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
