package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;

/** {@code GET /sub/NAME}: publications as server-sent events. */
final class SubscribeDoorTest {
  private static final String OPENING = "{\"heartbeatMillis\":15000}";

  /** An XPUB that knows its subscribers. */
  private static final class Publisher implements AutoCloseable {
    private final ZContext context = new ZContext();
    private final ZMQ.Socket socket = context.createSocket(SocketType.XPUB);
    private final String address = FreePort.address();

    Publisher() {
      socket.setReceiveTimeOut(Await.DEADLINE_MILLIS);
      FreePort.bind(socket, address);
    }

    void awaitSubscriber(String topic) {
      byte[] said = socket.recv();
      assertEquals("\u0001" + topic, new String(said, UTF_8));
    }

    void publish(byte[]... parts) {
      for (int i = 0; i < parts.length; i++) {
        assertTrue(socket.send(parts[i], i < parts.length - 1 ? ZMQ.SNDMORE : 0));
      }
    }

    void publish(String... parts) {
      byte[][] bytes = new byte[parts.length][];
      for (int i = 0; i < parts.length; i++) {
        bytes[i] = parts[i].getBytes(UTF_8);
      }
      publish(bytes);
    }

    @Override
    public void close() {
      context.close();
    }
  }

  /** An open stream. */
  private static final class Events implements AutoCloseable {
    private final BufferedReader lines;

    Events(TestBridge bridge, String target) throws IOException, InterruptedException {
      HttpResponse<java.io.InputStream> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bridge.port() + target))
                      .build(),
                  HttpResponse.BodyHandlers.ofInputStream());
      assertEquals(200, response.statusCode());
      assertEquals("text/event-stream", HttpDoor.header(response, "Content-Type"));
      assertEquals("no", HttpDoor.header(response, "X-Accel-Buffering"));
      assertEquals("no-store", HttpDoor.header(response, "Cache-Control"));
      lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
    }

    /** The next event's lines. */
    List<String> next() throws IOException {
      List<String> event = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          return event;
        }
        event.add(line);
      }
      event.add("(end)");
      return event;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  private static TestBridge with(Publisher publisher, String more) {
    return TestBridge.configured(
        "endpoints.news={type: SUB, address: \"" + publisher.address + "\"" + more + "}");
  }

  @Test
  void publicationsOfSubscribedTopicsAreEvents() throws Exception {
    try (Publisher publisher = new Publisher();
        TestBridge bridge = with(publisher, "");
        Events events = new Events(bridge, "/sub/news?topic=eu%2F&topic=us")) {
      assertEquals(List.of("retry: 3000", "event: zwb.open", "data: " + OPENING), events.next());
      publisher.awaitSubscriber("eu/");
      publisher.awaitSubscriber("us");
      publisher.publish("asia 1");
      publisher.publish("eu/ 1\n\ntwo");
      publisher.publish("us", "2\r\n", "\u0000");
      publisher.publish("us\rdata: forged\n\nevent: x");
      publisher.publish(new byte[] {'u', 's', -1});
      assertEquals(List.of("data: eu/ 1", "data: ", "data: two"), events.next());
      assertEquals(List.of("data: [\"us\",\"2\\r\\n\",\"\\u0000\"]"), events.next());
      assertEquals(
          List.of("data: {\"base64\":\"dXMNZGF0YTogZm9yZ2VkCgpldmVudDogeA==\"}"), events.next());
      assertEquals(List.of("data: {\"base64\":\"dXP/\"}"), events.next());
      Await.await("its gauge", () -> bridge.gauge("news", Gauge.SUBSCRIBERS) == 1);
    }
  }

  @Test
  void aTopicMayBeAnyBytes() throws Exception {
    try (Publisher publisher = new Publisher();
        TestBridge bridge = with(publisher, "");
        Events events = new Events(bridge, "/sub/news?ticket=x&topic=%FF+%00")) {
      events.next();
      assertArrayEquals(new byte[] {1, -1, ' ', 0}, publisher.socket.recv());
      publisher.publish(new byte[] {-1, ' ', 0});
      assertEquals(List.of("data: {\"base64\":\"/yAA\"}"), events.next());
    }
  }

  @Test
  void theTopicMayBeTheEventsName() throws Exception {
    try (Publisher publisher = new Publisher();
        TestBridge bridge = with(publisher, "");
        Events named = new Events(bridge, "/sub/news?event=topic");
        Events plain = new Events(bridge, "/sub/news")) {
      named.next();
      plain.next();
      publisher.awaitSubscriber("");
      publisher.publish("eu", "1");
      publisher.publish("eu", "1", "2");
      publisher.publish("alone");
      publisher.publish("e\nu", "1");
      assertEquals(List.of("event: eu", "data: 1"), named.next());
      assertEquals(List.of("event: eu", "data: [\"1\",\"2\"]"), named.next());
      assertEquals(List.of("data: alone"), named.next());
      assertEquals(List.of("data: [\"e\\nu\",\"1\"]"), named.next());
      assertEquals(List.of("data: [\"eu\",\"1\"]"), plain.next());
    }
  }

  @Test
  void aSilentStreamHasAHeartbeat() throws Exception {
    try (Publisher publisher = new Publisher();
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.news={type: SUB, address: \"" + publisher.address + "\"}",
                "deadlines.handshakeMillis=200", // which ends no stream
                "deadlines.writeMillis=200",
                "deadlines.heartbeatMillis=1000");
        Events events = new Events(bridge, "/sub/news")) {
      assertEquals("data: {\"heartbeatMillis\":1000}", events.next().get(2));
      assertEquals(":", events.lines.readLine());
    }
  }

  @Test
  void aClientThatLeavesIsNoSubscriberAnyMore() throws Exception {
    try (Publisher publisher = new Publisher();
        TestBridge bridge = with(publisher, "")) {
      try (Events events = new Events(bridge, "/sub/news")) {
        events.next();
        publisher.awaitSubscriber("");
        Await.await("it", () -> bridge.gauge("news", Gauge.SUBSCRIBERS) == 1);
      }
      Await.await("nobody", () -> bridge.gauge("news", Gauge.SUBSCRIBERS) == 0);
    }
  }

  @Test
  void aStoppingBridgeEndsItsStreams() throws Exception {
    try (Publisher publisher = new Publisher()) {
      Events events;
      try (TestBridge bridge = with(publisher, "")) {
        events = new Events(bridge, "/sub/news");
        events.next();
      }
      assertEquals(List.of("(end)"), events.next());
      events.close();
    }
  }

  @Test
  void whoIsRevokedHearsNothingMore() throws Exception {
    Authorizer hooks =
        new Authorizer() {
          @Override
          public Decision websocketAllowed(Handshake handshake) {
            return Decision.allow(Grant.to("hugo"));
          }
        };
    try (Publisher publisher = new Publisher();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("news", org.zmqwebbridge.auth.SocketType.SUB, publisher.address)
                        .authorizer(hooks));
        Events events = new Events(bridge, "/sub/news")) {
      events.next();
      assertEquals(1, bridge.bridge().revoke("hugo"));
      assertEquals(List.of("(end)"), events.next());
    }
  }

  @Test
  void whatIsWrongHasItsStatus() {
    try (Publisher publisher = new Publisher();
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.news={type: SUB, topics: [eu/], address: \"" + publisher.address + "\"}",
                "limits.maxTopicBytes=3")) {
      HttpDoor door = new HttpDoor(bridge);
      HttpDoor.expect(400, door.get("/sub/news?topic=four"));
      HttpDoor.expect(404, door.get("/sub/nothing"));
      HttpDoor.expect(405, door.post("/sub/news", "x"));
      HttpDoor.expect(403, door.get("/sub/news", "Sec-Fetch-Site", "cross-site"));
      assertEquals(1, bridge.count(Counter.DOORS_MALFORMED));
    }
  }

  @Test
  void aHookThatKnowsOnlyWebSocketsGuardsStreams() {
    Authorizer nobody =
        new Authorizer() {
          @Override
          public Decision websocketAllowed(Handshake handshake) {
            return Decision.DENY;
          }
        };
    try (Publisher publisher = new Publisher();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("news", org.zmqwebbridge.auth.SocketType.SUB, publisher.address)
                        .authorizer(nobody))) {
      HttpDoor.expect(403, new HttpDoor(bridge).get("/sub/news"));
    }
  }
}
