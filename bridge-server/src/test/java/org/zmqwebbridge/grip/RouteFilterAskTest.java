package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.Guard;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.grip.stats.GripStats;
import org.zmqwebbridge.grip.stats.StatsSpec;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginFailure;
import org.zmqwebbridge.origin.OriginListener;
import org.zmqwebbridge.origin.OriginRequest;

class RouteFilterAskTest {
  private final Counters counters = new Counters();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<OriginRequest> asked = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private ResponseHead answer = ResponseHead.of(200, "text/plain"); // null: none comes
  private String answered = "";

  /** An origin that answers as the test says, at once. */
  private final class Call implements OriginCall {
    private final OriginListener listener;

    Call(OriginListener listener) {
      this.listener = listener;
    }

    @Override
    public void begin() {
      if (answer != null) {
        listener.onHead(answer, -1);
        listener.onPart(answered.getBytes(UTF_8));
        listener.onEnd(List.of());
      }
    }

    @Override
    public void write(byte[] bytes, Runnable onTaken) {}

    @Override
    public void endBody(List<HeaderField> trailers) {}

    @Override
    public void more() {}

    @Override
    public void abort() {
      listener.onFailed(new OriginFailure(OriginFailure.Kind.LATE, "aborted"));
    }
  }

  private OriginCall open(Target target, OriginRequest request, OriginListener listener) {
    asked.add(request);
    Call call = new Call(listener);
    calls.add(call);
    return call;
  }

  @AfterEach
  void stop() {
    List<Runnable> unused = timer.shutdownNow();
  }

  private final List<Optional<byte[]>> heard = new ArrayList<>();

  private void begin(String filter, String url) {
    GripRoute route = RouteLine.read("* 127.0.0.1:1234").orElseThrow();
    FilterAsks asks = new FilterAsks(timer, List.of("checks.internal:8080"));
    GripContext context = context(asks);
    RequestHead client =
        new RequestHead.Builder()
            .header("Host", "example.com")
            .header("Cookie", "secret=1")
            .build("GET", "/a/b", "q", InetSocketAddress.createUnresolved("c", 1), false);
    Filters.of(List.of(filter))
        .apply(
            Optional.empty(),
            Map.of("sender", "bob"),
            new Hearer(Map.of("url", url, "user", "änn"), Map.of("fruit", "3", "new", "")),
            "content".getBytes(UTF_8),
            asks.of(route, client, context),
            counters,
            heard::add);
  }

  private GripContext context(FilterAsks asks) {
    return new GripContext(
        () -> null,
        new Guard(null, null, null, counters, Counter.GRIP_DENIED),
        null,
        null,
        this::open,
        asks,
        null,
        new LiveSockets(),
        new LinkFetches(),
        new LiveHolds(),
        null,
        Forwarding.STANDARD,
        new Signing(Signatures.NONE, InstantSource.system()),
        new GripStats(StatsSpec.NONE, null),
        GripLimits.DEFAULTS,
        60_000,
        null,
        timer);
  }

  private String outcome(String filter, String url) {
    begin(filter, url);
    assertEquals(1, heard.size());
    return heard.remove(0).map(bytes -> new String(bytes, UTF_8)).orElse("(dropped)");
  }

  private static String header(OriginRequest request, String name) {
    return request.headers().stream()
        .filter(field -> field.is(name))
        .map(HeaderField::value)
        .findFirst()
        .orElse("");
  }

  @Test
  void aCheckAsksTheRoutesOwnOrigin() {
    assertEquals("content", outcome("http-check", "c?x=1"));
    OriginRequest request = asked.get(0);
    assertEquals("POST", request.method());
    assertEquals("http://127.0.0.1:1234", request.address().toString());
    assertEquals("/a/c?x=1", request.target());
    assertEquals(0, request.body().length);
    assertEquals("example.com", header(request, "Host"));
    assertEquals("", header(request, "Cookie"));
    assertEquals("{\"sender\":\"bob\"}", header(request, "Pub-Meta"));
    assertEquals("{\"url\":\"c?x=1\",\"user\":\"\\u00e4nn\"}", header(request, "Sub-Meta"));
    assertEquals("fruit; last-id=3", header(request, "Grip-Last"));
  }

  @Test
  void theClientsOwnHostIsTheRoute() {
    assertEquals("content", outcome("http-check", "http://example.com/x"));
    assertEquals("http://127.0.0.1:1234", asked.get(0).address().toString());
    assertEquals("/x", asked.get(0).target());
  }

  @Test
  void aModificationIsWhatGoesOn() {
    answered = "other";
    assertEquals("other", outcome("http-modify", "/x"));
    assertEquals("content", new String(asked.get(0).body(), UTF_8));
    assertEquals("content", outcome("http-check", "/x"), "a check changes nothing");
    answer = new ResponseHead(204, "", List.of());
    answered = "";
    assertEquals("content", outcome("http-modify", "/x"));
  }

  @Test
  void anOriginMayDropIt() {
    answer = new ResponseHead(200, "", List.of(new HeaderField("Action", "drop")));
    assertEquals("(dropped)", outcome("http-check", "/x"));
    assertEquals(0, counters.value(Counter.GRIP_FILTERS_FAILED));
    answer = new ResponseHead(500, "", List.of());
    assertEquals("(dropped)", outcome("http-check", "/x"));
    assertEquals(1, counters.value(Counter.GRIP_FILTERS_FAILED));
  }

  @Test
  void listedHostsMayBeAskedAndNoOthers() {
    assertEquals("content", outcome("http-check", "http://checks.internal:8080/y"));
    assertEquals("http://checks.internal:8080", asked.get(0).address().toString());
    List<String> others =
        List.of(
            "",
            "http://checks.internal/y",
            "http://other.example/y",
            "//other.example/y",
            "https://example.com/x",
            "http://user@checks.internal:8080/y",
            "ftp://checks.internal:8080/y",
            "file:///etc/passwd",
            "mailto:a@b",
            "http://[",
            "a b");
    others.forEach(url -> assertEquals("(dropped)", outcome("http-check", url), url));
    assertEquals(1, asked.size());
    assertEquals(others.size(), counters.value(Counter.GRIP_FILTERS_FAILED));
  }

  @Test
  void soManyAskAtOnceAndOneThatIsLateIsNotWaitedFor() {
    FilterAsks asks = new FilterAsks(timer, List.of());
    List<Integer> begun = new CopyOnWriteArrayList<>();
    for (int i = 0; i < FilterAsks.MOST_AT_ONCE + FilterAsks.MOST_WAITING; i++) {
      int number = i;
      assertTrue(asks.begin(() -> begun.add(number)));
    }
    assertEquals(FilterAsks.MOST_AT_ONCE, begun.size());
    assertEquals(false, asks.begin(() -> begun.add(-1)));
    asks.ended();
    Await.await("the next to begin", () -> begun.size() == FilterAsks.MOST_AT_ONCE + 1);
    answer = null;
    begin("http-check", "/x");
    assertEquals(0, heard.size());
    calls.get(0).abort();
    assertEquals(Optional.empty(), heard.get(0));
    assertEquals(1, counters.value(Counter.GRIP_FILTERS_FAILED));
  }
}
