package org.zmqwebbridge.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.bench.Loads.samples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.bench.report.Result;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.gateway.KeptBounds;
import org.zmqwebbridge.gateway.SubscriptionOffers;
import org.zmqwebbridge.virtualsocket.VirtualSocketLimits;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** Every load that goes by the plain doors, against a bridge in this process. */
class DoorLoadTest {
  private static final String OWN_PID = Long.toString(ProcessHandle.current().pid());

  private final List<AutoCloseable> running = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (int i = running.size() - 1; i >= 0; i--) {
      running.get(i).close();
    }
  }

  private String start(BridgeBuilder builder) {
    Bridge bridge = builder.listen("127.0.0.1:0").build().start();
    running.add(bridge);
    return bridge.uri();
  }

  private BridgeBuilder echo() {
    EchoService echo = EchoService.start();
    running.add(echo);
    return Bridge.builder().endpoint("echo", SocketType.REQ, echo.address());
  }

  private static BridgeBuilder quotes(String address, boolean replay) {
    SubscriptionOffers offers =
        replay ? SubscriptionOffers.NONE.withReplay(KeptBounds.REPLAY) : SubscriptionOffers.NONE;
    ZmqEndpoint service = ZmqEndpoint.parseConnected(address);
    return Bridge.builder()
        .endpoint(EndpointSpec.of("quotes", SocketType.SUB, service).offers(offers));
  }

  private static Result post(String url, String words) {
    return Loads.run(url, Mode.REQUESTS, ("--over http --warm 0 " + words).split(" "));
  }

  private static void refused(String url, String load, String... said) {
    Console console = new Console();
    assertEquals(1, console.run((load + " --url " + url).split(" ")), console.err());
    for (String words : said) {
      assertTrue(console.err().contains(words), console.err());
    }
  }

  // Requests

  @Test
  void everyPostOfAClosedLoopIsAnsweredOnce() {
    Result result = post(start(echo()), "--connections 5 --seconds 0.3");
    assertTrue(result.figure("requests sent") >= 5);
    assertEquals(result.figure("requests sent"), result.figure("answered"));
    assertTrue(samples(result) <= result.figure("answered"));
    assertEquals(0, result.figure("wrong replies"));
    assertEquals(0, result.figure("unanswered"));
  }

  @Test
  void anOpenLoopPostsWhatIsScheduled() {
    Result result = post(start(echo()), "--connections 4 --rate 200 --seconds 0.5");
    assertEquals(100, result.figure("requests sent"));
    assertEquals(100, result.figure("answered"));
    assertEquals(100, samples(result));
  }

  @Test
  void errorsAreCountedByTheirStatus() {
    VirtualSocketLimits hasty = VirtualSocketLimits.DEFAULTS.withRequestMillis(100);
    String url =
        start(Bridge.builder().limits(hasty).endpoint("echo", SocketType.REQ, "tcp://127.0.0.1:1"));
    Result result = post(url, "--connections 2 --rate 10 --seconds 0.5");
    assertEquals(0, result.figure("answered"));
    assertEquals(5, result.figure("error 504"));
  }

  @Test
  void itPostsThroughTls() throws Exception {
    Certificate certificate = Certificate.make();
    String url = start(echo().tls(certificate.pem(), certificate.key()));
    Result result = post(url, "--insecure --connections 5 --size 40000 --seconds 0.3");
    assertTrue(result.figure("answered") >= 5);
    assertEquals(result.figure("requests sent"), result.figure("answered"));
    assertEquals(0, result.figure("wrong replies"));
    String https = url.replace("wss:", "https:").replace("/data", "");
    refused(https, "requests --over http", "--insecure accepts any certificate");
  }

  @Test
  void aServerThatAnswersInChunksAndEndsItsConnectionsIsUnderstood() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback(), 0), 0);
    server.createContext("/below/req/echo", DoorLoadTest::echoInChunks);
    server.start();
    running.add(() -> server.stop(0));
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/below/";
    Result result = post(url, "--connections 3 --rate 50 --seconds 0.4");
    assertEquals(20, result.figure("answered"));
    assertEquals(0, result.figure("wrong replies"));
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  private static void echoInChunks(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Connection", "close");
    exchange.sendResponseHeaders(200, 0); // which is: in chunks
    for (int at = 0; at < body.length; at += 10) {
      exchange.getResponseBody().write(body, at, Math.min(10, body.length - at));
      exchange.getResponseBody().flush();
    }
    exchange.close();
  }

  // Publications

  private Result listen(String over, String words) {
    String address = FreePort.address();
    String url = start(quotes(address, true));
    String all = "--over " + over + " --connections 20 --warm 0 --publish " + address + " " + words;
    return Loads.run(url, Mode.SUBSCRIBERS, all.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse", "poll"})
  void subscribersByRateGetEveryPublication(String over) {
    Result result = listen(over, "--rate 100 --seconds 0.5");
    assertEquals(50, result.figure("published in all"));
    assertEquals(20 * 50, result.figure("delivered in all"));
    assertEquals(0, result.figure("missing"));
    assertEquals(20 * 50, samples(result));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse", "poll"})
  void subscribersAtTheMaximumLoseNothing(String over) {
    Result result = listen(over, "--seconds 0.5");
    assertTrue(result.figure("published in all") > 64);
    assertEquals(20 * result.figure("published in all"), result.figure("delivered in all"));
    assertEquals(0, result.figure("missing"));
    assertEquals(0, result.figure("connections lost"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse", "poll"})
  void idleExchangesAreHeldAndTheirMemoryIsRead(String over) {
    String url = start(quotes("tcp://127.0.0.1:1", true));
    String words = "--connections 50 --seconds 0.1 --pid " + OWN_PID + " --over " + over;
    Result result = Loads.run(url, Mode.IDLE, words.split(" "));
    assertEquals(50, result.figure("connections"));
    assertEquals(0, result.figure("connections lost"));
    assertTrue(result.figure("live heap after") > 1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "sse", "poll"})
  void aBridgeOfItsOwnSeesThatAllHaveLeft(String over) {
    Console console = new Console();
    String load = "idle --connections 20 --seconds 0.1 --over " + over;
    assertEquals(0, console.run(load.split(" ")), console.err());
    assertTrue(console.out().matches("(?s).*the bridge has none left after +[0-9.]+ s\n.*"));
    assertFalse(console.out().contains("still had connections"), console.out());
  }

  // Refusals

  @ParameterizedTest
  @CsvSource({"requests,http,REQ", "subscribers,sse,SUB", "idle,poll,SUB"})
  void aRefusedEndpointSaysWhy(String load, String over, String type) {
    refused(
        start(quotes("tcp://127.0.0.1:1", true)),
        load + " --endpoint nobody --over " + over,
        "/nobody with 404: There is no such endpoint",
        "with type " + type + ", and http among its doors?");
  }

  @Test
  void pollsNeedAnEndpointThatKeepsWhatIsPublished() {
    refused(
        start(quotes("tcp://127.0.0.1:1", false)),
        "idle --over poll",
        "GET /sub/quotes with 409: This endpoint keeps nothing",
        "endpoints.quotes.replay: true in its configuration makes it keep them");
  }

  @Test
  void aTokenIsSentAsBearer() {
    Authorizer hook =
        new Authorizer() {
          @Override
          public Decision websocketAllowed(Handshake handshake) {
            boolean known = handshake.header("authorization").equals(bearer());
            return known ? Decision.allow(Grant.to("hugo")) : Decision.unauthorized("a stranger");
          }
        };
    String url = start(echo().authorizer(hook));
    Result result =
        post(url, "--credentials {\"token\":\"s3cret.~+/-_==\"} --connections 2 --seconds 0.1");
    assertTrue(result.figure("answered") >= 2);
    refused(url, "requests --over http", "with 401: ", "'{\"token\":\"…\"}' brings a token");
  }

  private static Optional<String> bearer() {
    return Optional.of("Bearer s3cret.~+/-_==");
  }

  @Test
  void whereNobodyListensItSaysSo() {
    String url = "http://127.0.0.1:" + FreePort.find();
    refused(url, "requests --over http", url + " are up: Connection refused");
  }
}
