package org.zmqwebbridge.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmqwebbridge.edge.Admission;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.Route;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.edge.Upgrader;
import org.zmqwebbridge.edge.jetty.EdgeConfig;
import org.zmqwebbridge.edge.jetty.JettyEdge;
import org.zmqwebbridge.edge.proxy.TrustedProxies;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counters;

/** Every transport, by real requests. */
final class SockjsServiceTest {
  private final EchoSocket echo = new EchoSocket();
  private final ByteBudget budget = new ByteBudget(1 << 20);
  private ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private SockjsService service;
  private JettyEdge edge;

  @BeforeEach
  void open() {
    open(SockjsLimits.DEFAULTS);
  }

  private void open(SockjsLimits limits) {
    service =
        new SockjsService(
            "/echo", "/socket", "https://example.org/sockjs.js", echo, limits, budget);
    EdgeConfig config =
        new EdgeConfig(
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            "/data",
            List.of(),
            List.of(),
            List.of(),
            TrustedProxies.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            EdgeLimits.DEFAULTS,
            Served.ALL,
            List.of(),
            1);
    edge =
        new JettyEdge(
            config,
            "/",
            echo,
            List.of(new Sockets()),
            List.of(
                Route.ruled(
                    (host, path) ->
                        service.isAt(path) ? Optional.of(service::open) : Optional.empty())),
            List.of(),
            timer,
            new Counters());
    edge.start();
  }

  /** The service's WebSockets. */
  private final class Sockets implements Upgrader {
    @Override
    public boolean isAt(String path, List<String> offered) {
      return service.isAt(path);
    }

    @Override
    public boolean sharesItsPlaces() {
      return true;
    }

    @Override
    public CompletionStage<Admission> admits(Handshake handshake) {
      return service.admits(handshake).orElseThrow();
    }
  }

  @AfterEach
  void close() {
    edge.close();
    timer.shutdownNow();
  }

  private URI uri(String rest) {
    return URI.create("http://127.0.0.1:" + edge.port() + "/echo" + rest);
  }

  private HttpResponse<String> get(String rest) throws Exception {
    return http.send(HttpRequest.newBuilder(uri(rest)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String rest, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(rest)).POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private BufferedReader stream(String method, String rest) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(rest)).method(method, BodyPublishers.noBody()).build();
    return new BufferedReader(
        new InputStreamReader(http.send(request, BodyHandlers.ofInputStream()).body(), UTF_8));
  }

  // Fixed

  @Test
  void itSaysThatItIsThere() throws Exception {
    assertEquals("Welcome to SockJS!\n", get("").body());
    assertEquals("Welcome to SockJS!\n", get("/").body());
    assertEquals("text/plain; charset=UTF-8", get("/").headers().firstValue("content-type").get());
  }

  @Test
  void itSaysWhatItCan() throws Exception {
    HttpResponse<String> info = get("/info");
    assertEquals(200, info.statusCode());
    assertTrue(
        info.body()
            .matches(
                "\\{\"websocket\":true,\"origins\":\\[\"\\*:\\*\"],\"cookie_needed\":false,"
                    + "\"entropy\":\\d+}"),
        info.body());
    assertNotEquals(info.body(), get("/info").body(), "its number is another each time");
    assertEquals("*", info.headers().firstValue("access-control-allow-origin").get());
  }

  @Test
  void aPageOfAnotherOriginMayRead() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/info"))
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", "https://page.example")
            .build();
    HttpResponse<String> preflight = http.send(request, BodyHandlers.ofString());
    assertEquals(204, preflight.statusCode());
    assertEquals(
        "OPTIONS, GET", preflight.headers().firstValue("access-control-allow-methods").get());
    assertEquals(
        "https://page.example",
        preflight.headers().firstValue("access-control-allow-origin").get());
    assertEquals("true", preflight.headers().firstValue("access-control-allow-credentials").get());
  }

  @Test
  void thePageOfFramesIsKept() throws Exception {
    HttpResponse<String> page = get("/iframe-1.html");
    assertTrue(page.body().contains("<script src=\"https://example.org/sockjs.js\">"));
    HttpRequest again =
        HttpRequest.newBuilder(uri("/iframe.html"))
            .header("If-None-Match", page.headers().firstValue("etag").get())
            .build();
    assertEquals(304, http.send(again, BodyHandlers.ofString()).statusCode());
  }

  @ParameterizedTest
  @CsvSource({"/a", "/a/b", "/a/b/", "/a/b/nothing", "/a.b/c/xhr", "/a/b.c/xhr", "/iframe/x.html"})
  void nothingElseIsThere(String rest) throws Exception {
    assertEquals(404, post(rest, "").statusCode());
  }

  // Polls

  @Test
  void aPollOpensAndThenHearsWhatIsSent() throws Exception {
    HttpResponse<String> opened = post("/0/a/xhr", "");
    assertEquals("o\n", opened.body());
    assertEquals(
        "application/javascript; charset=UTF-8", opened.headers().firstValue("content-type").get());
    assertEquals(204, post("/0/a/xhr_send", "[\"x\",\"\\u00e4\"]").statusCode());
    assertEquals("a[\"x\",\"ä\"]\n", post("/0/a/xhr", "").body());
    assertEquals(List.of("/socket"), echo.paths);
  }

  @Test
  void aPublicationForManyComesTooAsMessages() throws Exception {
    assertEquals("o\n", post("/0/b/xhr", "").body());
    assertEquals(204, post("/0/b/xhr_send", "[\"batch\"]").statusCode());
    assertEquals("a[\"one\",\"two\"]\n", post("/0/b/xhr", "").body());
  }

  @Test
  void theEndIsHeardAgainAndAgain() throws Exception {
    assertEquals("o\n", post("/0/c/xhr", "").body());
    assertEquals(204, post("/0/c/xhr_send", "[\"bye\"]").statusCode());
    assertEquals("c[4001,\"so long\"]\n", post("/0/c/xhr", "").body());
    assertEquals("c[4001,\"so long\"]\n", post("/0/c/xhr", "").body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|Payload expected.",
        "[\"x|Broken JSON encoding.",
        "{\"a\":1}|Broken JSON encoding.",
        "[1]|Broken JSON encoding."
      })
  void whatCannotBeReadIsRefused(String body, String text) throws Exception {
    assertEquals("o\n", post("/0/d/xhr", "").body());
    HttpResponse<String> refused = post("/0/d/xhr_send", body);
    assertEquals(500, refused.statusCode());
    assertEquals(text, refused.body());
  }

  @Test
  void nobodySendsToASessionThatIsNot() throws Exception {
    assertEquals(404, post("/0/none/xhr_send", "[\"x\"]").statusCode());
  }

  @Test
  void whoMayNotComeInIsToldAndMayTryAgain() throws Exception {
    assertEquals(403, post("/0/e/xhr?deny", "").statusCode());
    assertEquals("o\n", post("/0/e/xhr", "").body());
  }

  @Test
  void aSecondListenerIsSentAway() throws Exception {
    assertEquals("o\n", post("/0/f/xhr", "").body());
    try (BufferedReader first = stream("POST", "/0/f/xhr_streaming")) {
      assertEquals("h".repeat(2048), first.readLine());
      Await.await(
          "the second is sent away",
          () -> postQuietly("/0/f/xhr").equals("c[2010,\"Another connection still open\"]\n"));
    }
  }

  private String postQuietly(String rest) {
    try {
      return post(rest, "").body();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  // Streams

  @Test
  void aStreamGoesOn() throws Exception {
    try (BufferedReader lines = stream("POST", "/0/g/xhr_streaming")) {
      assertEquals("h".repeat(2048), lines.readLine());
      assertEquals("o", lines.readLine());
      assertEquals(204, post("/0/g/xhr_send", "[\"x\"]").statusCode());
      assertEquals("a[\"x\"]", lines.readLine());
      assertEquals(204, post("/0/g/xhr_send", "[\"bye\"]").statusCode());
      assertEquals("c[4001,\"so long\"]", lines.readLine());
      assertEquals(null, lines.readLine());
    }
  }

  @Test
  void aStreamEndsBeforeItsClientsMemoryIsFull() throws Exception {
    edge.close();
    open(new SockjsLimits(25_000, 5_000, 100, 65_536, 262_144, 10));
    try (BufferedReader lines = stream("POST", "/0/h/xhr_streaming")) {
      assertEquals("h".repeat(2048), lines.readLine());
      assertEquals("o", lines.readLine());
      assertEquals(null, lines.readLine());
    }
    assertEquals(204, post("/0/h/xhr_send", "[\"later\"]").statusCode());
    assertEquals("a[\"later\"]\n", post("/0/h/xhr", "").body());
  }

  @Test
  void eventsAreServerSent() throws Exception {
    try (BufferedReader lines = stream("GET", "/0/i/eventsource")) {
      assertEquals("", lines.readLine());
      assertEquals("data: o", lines.readLine());
      assertEquals("", lines.readLine());
      assertEquals(204, post("/0/i/xhr_send", "[\"a\\nb\"]").statusCode());
      assertEquals("data: a[\"a\\nb\"]", lines.readLine());
    }
  }

  @Test
  void aPageRunsScripts() throws Exception {
    try (BufferedReader lines = stream("GET", "/0/j/htmlfile?c=callback")) {
      String line = lines.readLine();
      StringBuilder page = new StringBuilder();
      while (!line.equals("<script>")) {
        page.append(line).append('\n');
        line = lines.readLine();
      }
      assertTrue(page.toString().contains("var c = parent.callback;"), page.toString());
      assertEquals("p(\"o\");", lines.readLine());
      assertEquals("</script>", lines.readLine());
      assertEquals(204, post("/0/j/xhr_send", "[\"</script>\"]").statusCode());
      assertEquals("<script>", lines.readLine());
      assertEquals("p(\"a[\\\"<\\/script>\\\"]\");", lines.readLine());
    }
  }

  @Test
  void aPageWithoutACallbackIsRefused() throws Exception {
    assertEquals(500, get("/0/k/htmlfile").statusCode());
    assertEquals("\"callback\" parameter required\n", get("/0/k/jsonp").body());
    assertEquals("invalid \"callback\" parameter\n", get("/0/k/jsonp?c=a%28b").body());
  }

  @Test
  void scriptsCallBack() throws Exception {
    assertEquals("/**/x(\"o\");\r\n", get("/0/l/jsonp?c=x").body());
    HttpResponse<String> sent =
        post(
            "/0/l/jsonp_send",
            "d=%5B%22y%22%5D",
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertEquals("ok", sent.body());
    assertEquals("/**/x(\"a[\\\"y\\\"]\");\r\n", get("/0/l/jsonp?c=x").body());
  }

  // WebSockets

  @Test
  void aWebSocketHasFrames() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    WebSocket socket = socket("/0/m/websocket", heard);
    assertEquals("o", heard.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    socket.sendText("[\"x\"]", true).join();
    assertEquals("a[\"x\"]", heard.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    socket.sendText("\"y\"", true).join();
    assertEquals("a[\"y\"]", heard.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    socket.sendText("\"bye\"", true).join();
    assertEquals("c[4001,\"so long\"]", heard.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    assertEquals("closed 4001", heard.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
  }

  @Test
  void aWebSocketHasSignsOfLifeAsOftenAsItsServiceSays() throws Exception {
    close();
    timer = Executors.newSingleThreadScheduledExecutor();
    open(new SockjsLimits(1, 5_000, 131_072, 65_536, 262_144, 10));
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    WebSocket socket = socket("/0/m/websocket", heard);
    assertEquals("o", heard.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    assertEquals("h", heard.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    socket.abort();
  }

  @Test
  void aRawWebSocketHasNone() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    WebSocket socket = socket("/websocket", heard);
    socket.sendText("x", true).join();
    assertEquals("x", heard.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    socket.abort();
  }

  private WebSocket socket(String rest, BlockingQueue<String> heard) {
    return http.newWebSocketBuilder()
        .buildAsync(
            URI.create(uri(rest).toString().replace("http:", "ws:")),
            new WebSocket.Listener() {
              @Override
              public CompletionStage<?> onText(WebSocket one, CharSequence data, boolean last) {
                heard.add(data.toString());
                one.request(1);
                return null;
              }

              @Override
              public CompletionStage<?> onClose(WebSocket one, int code, String reason) {
                heard.add("closed " + code);
                return null;
              }
            })
        .join();
  }

  // Time

  @Test
  void aSessionThatNobodyListensToEnds() throws Exception {
    assertEquals("o\n", post("/0/n/xhr", "").body());
    service.sweep(System.nanoTime() + TimeUnit.SECONDS.toNanos(4));
    assertEquals(1, service.size());
    service.sweep(System.nanoTime() + TimeUnit.SECONDS.toNanos(6));
    assertEquals(0, service.size());
    assertEquals(List.of("1006"), echo.closed);
    assertEquals(0, budget.taken());
  }

  @Test
  void aSilentListenerHearsASignOfLife() throws Exception {
    try (BufferedReader lines = stream("POST", "/0/o/xhr_streaming")) {
      assertEquals("h".repeat(2048), lines.readLine());
      assertEquals("o", lines.readLine());
      service.sweep(System.nanoTime() + TimeUnit.SECONDS.toNanos(26));
      assertEquals("h", lines.readLine());
    }
  }
}
