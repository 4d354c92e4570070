package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.it.HttpDoor.expect;
import static org.zmqwebbridge.it.HttpDoor.header;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.CapturedLog;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.relay.CallOutSpec;
import org.zmqwebbridge.relay.LocationPath;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.relay.RelayHooks;
import org.zmqwebbridge.relay.RelayRequest;

/** Services and hooks that are asked about those who come to a location, as nchan asks them. */
final class RelayCallOutsTest {
  /** A service; what it is asked is its log. */
  private static final class Service implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    Service() {
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server.setExecutor(threads);
      server.createContext("/", this::answer);
      server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
      String path = exchange.getRequestURI().getPath();
      String channel = exchange.getRequestHeaders().getFirst("X-Channel-Id");
      String type =
          exchange.getRequestHeaders().containsKey("X-Publisher-Type")
              ? "publisher " + exchange.getRequestHeaders().getFirst("X-Publisher-Type")
              : exchange.getRequestHeaders().getFirst("X-Subscriber-Type");
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      asked.add(path + " " + channel + " " + type + " " + body);
      String token = exchange.getRequestHeaders().getFirst("X-Token");
      if (body.equals("silence") || channel.equals("silence")) {
        await();
      }
      int status = channel.equals("no") || body.equals("no") ? 403 : 200;
      status = body.equals("same") ? 304 : body.equals("nothing") ? 204 : status;
      byte[] answer = ("[" + body + "]" + (token == null ? "" : token)).getBytes(UTF_8);
      byte[] told = body.equals("long") ? new byte[4_000] : answer;
      exchange.getResponseHeaders().add("Content-Type", "x/y");
      exchange.sendResponseHeaders(status, status == 200 ? told.length : -1);
      if (status == 200) {
        exchange.getResponseBody().write(told);
      }
      exchange.close();
    }

    private void await() {
      try {
        closing.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    Optional<URI> at(String path) {
      return Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
    }

    String next() {
      try {
        String next = asked.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
        assertTrue(next != null, "nothing was asked");
        return next;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      stop();
    }

    void stop() {
      closing.countDown();
      server.stop(0);
      threads.shutdownNow();
    }
  }

  private static LocationSpec location(CallOutSpec spec) {
    return LocationSpec.of(Kind.PUBSUB, LocationPath.prefix("/ps/")).with(spec);
  }

  private static CallOutSpec asking(Service service, long timeoutMillis) {
    return new CallOutSpec(
        service.at("/authorize"),
        service.at("/subscribed"),
        service.at("/unsubscribed"),
        Optional.empty(),
        List.of(),
        timeoutMillis,
        1_000);
  }

  private static CallOutSpec upstream(Service service, long timeoutMillis) {
    return new CallOutSpec(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        service.at("/upstream"),
        List.of("X-Token"),
        timeoutMillis,
        1_000);
  }

  @Test
  void aServiceAuthorizesAndHearsWhoComesAndLeaves() {
    try (Service service = new Service();
        TestBridge bridge =
            RelayBridge.start(new RelayClock(), location(asking(service, 10_000)))) {
      HttpDoor door = new HttpDoor(bridge);
      try (RelayStream stream = RelayStream.events(bridge, "/ps/a")) {
        stream.expect("");
        assertEquals("/authorize a eventsource ", service.next());
        assertEquals("/subscribed a eventsource ", service.next());
      }
      assertEquals("/unsubscribed a eventsource ", service.next());
      expect(403, door.get("/ps/no"));
      assertEquals("/authorize no longpoll ", service.next());
      expect(403, door.post("/ps/no", "x"));
      assertEquals("/authorize no publisher http ", service.next());
      assertEquals(403, bridge.upgrade().target("/ps/no").status());
      assertEquals("/authorize no websocket ", service.next());
      assertEquals(3, bridge.count(Counter.RELAY_CALL_OUTS_DENIED));
      expect(202, door.post("/ps/yes%C3%A4", "x"));
      assertEquals("/authorize yes%C3%A4 publisher http ", service.next());
    }
  }

  @Test
  void aServiceThatSaysNothingInTimeLetsNobodyIn() {
    try (CapturedLog log = CapturedLog.open();
        Service service = new Service();
        TestBridge bridge = RelayBridge.start(new RelayClock(), location(asking(service, 100)))) {
      HttpDoor door = new HttpDoor(bridge);
      expect(503, door.post("/ps/silence", "x"));
      assertEquals(1, bridge.count(Counter.RELAY_CALL_OUTS_FAILED));
      log.expect("/ps/", "no answer of its service http://127.0.0.1:", "Timeout");
      service.stop();
      expect(503, door.post("/ps/a", "x"));
      assertEquals(2, bridge.count(Counter.RELAY_CALL_OUTS_FAILED));
    }
  }

  @Test
  void aServiceChangesOrDeniesWhatIsPublished() {
    try (Service service = new Service();
        TestBridge bridge =
            RelayBridge.start(new RelayClock(), location(upstream(service, 10_000)))) {
      HttpDoor door = new HttpDoor(bridge);
      expect(202, door.post("/ps/a", "hello", "Content-Type", "text/plain", "X-Token", "!"));
      assertEquals("/upstream a publisher http hello", service.next());
      HttpResponse<byte[]> changed = door.get("/ps/a");
      expect(200, "[hello]!", changed);
      assertEquals("x/y", header(changed, "Content-Type"));
      expect(403, door.post("/ps/b", "no"));
      expect(204, "", door.post("/ps/b", "nothing"));
      expect(202, door.post("/ps/b", "same", "Content-Type", "text/plain"));
      HttpResponse<byte[]> same = door.get("/ps/b");
      expect(200, "same", same);
      assertEquals("text/plain", header(same, "Content-Type"));
      expect(503, door.post("/ps/b", "long"));
      assertEquals(1, bridge.count(Counter.RELAY_CALL_OUTS_DENIED));
      assertEquals(1, bridge.count(Counter.RELAY_CALL_OUTS_FAILED));
    }
  }

  @Test
  void whatASocketPublishesStaysInItsOrder() {
    try (Service service = new Service();
        TestBridge bridge =
            RelayBridge.start(new RelayClock(), location(upstream(service, 10_000)));
        RawPage page = RawPage.open(bridge.upgrade().target("/ps/a"))) {
      for (int i = 0; i < 20; i++) {
        page.send("m" + i);
      }
      for (int i = 0; i < 20; i++) {
        RawPage.Message message = page.nextMessage();
        assertEquals("[m" + i + "]", new String(message.payload(), UTF_8));
      }
      page.send("no");
      assertEquals("1008: 403 This must not be published.", page.closeCodeAndReason());
    }
  }

  @Test
  void hooksInJavaAreAskedTheSame() {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    RelayHooks hooks =
        new RelayHooks() {
          @Override
          public CompletionStage<Boolean> allows(RelayRequest request) {
            return CompletableFuture.completedFuture(!request.channels().contains("no"));
          }

          @Override
          public CompletionStage<Optional<Item>> publishing(RelayRequest request, Item item) {
            if (item.body().length == 0) {
              throw new IllegalStateException("a hook's mistake");
            }
            return CompletableFuture.completedFuture(
                Optional.of(new Item(item.contentType(), "hook", item.body())));
          }

          @Override
          public void subscribed(RelayRequest request) {
            heard.add("+" + request.channels() + request.kind());
          }

          @Override
          public void unsubscribed(RelayRequest request) {
            heard.add("-" + request.channels() + request.kind());
          }
        };
    try (TestBridge bridge =
        RelayBridge.start(
            new RelayClock(), settings -> settings.relayHooks(hooks), location(CallOutSpec.NONE))) {
      HttpDoor door = new HttpDoor(bridge);
      expect(403, door.post("/ps/no", "x"));
      try (RelayStream stream = RelayStream.events(bridge, "/ps/a")) {
        expect(201, door.post("/ps/a", "x"));
        stream.expect("event: hook\nid: " + RelayClock.SECOND + ":0\ndata: x\n\n");
        expect(503, door.post("/ps/a", ""));
      }
      Await.await("both notices", () -> heard.size() == 2);
      assertEquals(List.of("+[a]eventsource", "-[a]eventsource"), List.copyOf(heard));
    }
  }
}
