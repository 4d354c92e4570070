package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.it.HttpDoor.expect;
import static org.zmqwebbridge.it.HttpDoor.header;
import static org.zmqwebbridge.it.HttpDoor.parts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** {@code POST /req/NAME}: a request of anybody who speaks HTTP, and its reply. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class RequestDoorTest {
  private static TestBridge with(String address, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("endpoints.echo.type=REQ");
    all.add("endpoints.echo.address=" + address);
    return TestBridge.configured(all.toArray(String[]::new));
  }

  @Test
  void aBodyIsARequestAndTheReplyItsAnswer() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = with(echo.address())) {
      HttpDoor door = new HttpDoor(bridge);
      for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "x")) {
        HttpResponse<byte[]> reply = door.post("/req/echo", "hello", "Content-Type", type);
        expect(200, "hello", reply);
        assertEquals("application/octet-stream", header(reply, "Content-Type"));
        assertEquals("nosniff", header(reply, "X-Content-Type-Options"));
        assertEquals("no-store", header(reply, "Cache-Control"));
      }
      byte[] bytes = {0, -1, 13, 10, -128};
      assertArrayEquals(bytes, door.post("/req/echo", bytes).body());
      expect(200, "", door.post("/req/echo", ""));
      assertEquals(5, bridge.count(Counter.REPLIES));
      assertEquals(5, bridge.count(Counter.EXCHANGES));
    }
  }

  @Test
  void partsGoBothWays() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service.address())) {
      CompletableFuture<HttpResponse<byte[]>> answer =
          new HttpDoor(bridge)
              .begin("/req/echo", parts("a", "", "c"), "Content-Type", HttpDoor.PARTS + "; x=y");
      List<byte[]> request = service.receive();
      assertEquals(6, request.size(), "peer, route, delimiter, three parts");
      assertEquals("c", new String(request.get(5), UTF_8));
      service.reply(request, "one", "two");
      HttpResponse<byte[]> reply = answer.join();
      expect(200, parts("one", "two"), reply);
      assertEquals(HttpDoor.PARTS, header(reply, "Content-Type"));
    }
  }

  @Test
  void theMediaTypeIsTheEndpoints() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            with(
                echo.address(),
                "endpoints.json={type: REQ, json: true, address: \"" + echo.address() + "\"}",
                "endpoints.text={type: REQ, mediaType: text/csv; charset=utf-8, address: \""
                    + echo.address()
                    + "\"}")) {
      HttpDoor door = new HttpDoor(bridge);
      assertEquals("application/json", header(door.post("/req/json", "{}"), "Content-Type"));
      assertEquals("text/csv; charset=utf-8", header(door.post("/req/text", "a"), "Content-Type"));
      for (String wrong : List.of("{", "", "\u00ff")) {
        expect(400, door.post("/req/json", wrong));
      }
      expect(400, door.post("/req/json", new byte[] {'"', -1, '"'}));
      assertEquals(4, bridge.count(Counter.REQUESTS_MALFORMED));
    }
  }

  @Test
  void whatIsWrongHasItsStatusAndReachesNobody() {
    try (RouterService service = new RouterService();
        TestBridge bridge =
            with(service.address(), "limits.maxMessageBytes=1024", "limits.maxParts=2")) {
      HttpDoor door = new HttpDoor(bridge);
      expect(404, door.post("/req/nothing", "x"));
      expect(404, door.post("/push/echo", "x"));
      expect(413, door.post("/req/echo", "x".repeat(1025)));
      expect(413, door.post("/req/echo", parts("a", "b", "c"), "Content-Type", HttpDoor.PARTS));
      expect(413, door.post("/req/echo", parts("x".repeat(1025)), "Content-Type", HttpDoor.PARTS));
      expect(415, door.post("/req/echo", "x", "Content-Type", "multipart/form-data; boundary=x"));
      expect(415, door.post("/req/echo", "x", "Content-Encoding", "gzip"));
      for (String wrong : List.of("[]", "{}", "[1]", "[\"?\"]", "[\"YQ==\"", "null", "[[]]")) {
        expect(400, door.post("/req/echo", wrong, "Content-Type", HttpDoor.PARTS));
      }
      assertEquals(2, bridge.count(Counter.DOORS_DENIED));
      assertEquals(9, bridge.count(Counter.DOORS_MALFORMED));
      assertEquals(3, bridge.count(Counter.BODIES_TOO_LARGE));
      assertEquals(0, bridge.count(Counter.REQUESTS));
      CompletableFuture<HttpResponse<byte[]>> good = door.begin("/req/echo", "good");
      service.reply(service.receive("good"), "reply");
      expect(200, "reply", good.join());
    }
  }

  @Test
  void aRequestThatNobodyAnswersEndsAtItsDeadline() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service.address(), "deadlines.requestMillis=200")) {
      expect(504, new HttpDoor(bridge).post("/req/echo", "x"));
      assertEquals(1, bridge.count(Counter.REQUESTS_TIMED_OUT));
    }
  }

  @Test
  void aHeldRequestOutlivesTheDeadlinesOfHandshakesAndWrites() {
    try (RouterService service = new RouterService();
        TestBridge bridge =
            with(
                service.address(),
                "deadlines.handshakeMillis=200",
                "deadlines.writeMillis=200",
                "deadlines.requestMillis=1500")) {
      expect(504, new HttpDoor(bridge).post("/req/echo", "x"));
      assertEquals(0, bridge.count(Counter.HANDSHAKES_LATE));
      assertEquals(0, bridge.count(Counter.RESPONSES_STALLED));
    }
  }

  @Test
  void tooManyRequestsAreToldToComeAgain() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service.address(), "limits.maxRequestsPerEndpoint=1")) {
      HttpDoor door = new HttpDoor(bridge);
      CompletableFuture<HttpResponse<byte[]>> first = door.begin("/req/echo", "first");
      List<byte[]> request = service.receive("first");
      HttpResponse<byte[]> second = door.post("/req/echo", "second");
      expect(503, second);
      assertEquals("1", header(second, "Retry-After"));
      service.reply(request, "done");
      expect(200, "done", first.join());
    }
  }

  @Test
  void aBridgeThatStopsAnswersWhatItHolds() {
    RouterService service = new RouterService();
    CompletableFuture<HttpResponse<byte[]>> answer;
    try (service;
        TestBridge bridge = with(service.address())) {
      answer = new HttpDoor(bridge).begin("/req/echo", "x");
      service.receive("x");
    }
    expect(503, answer.join());
    assertEquals("1", header(answer.join(), "Retry-After"));
  }

  @Test
  void aClientThatLeavesGivesItsRequestUp() throws IOException {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service.address())) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.port())) {
        socket
            .getOutputStream()
            .write(
                "POST /req/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na".getBytes(UTF_8));
        service.receive("a");
      }
      bridge.awaitCount(Counter.REQUESTS_ABANDONED, 1);
      assertEquals(1, bridge.count(Counter.HELD_GONE));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void onlyPostAsks(String method) throws IOException {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service.address())) {
      String head = ask(bridge, method + " /req/echo", "");
      assertTrue(head.startsWith("HTTP/1.1 405 "), head);
      assertTrue(head.contains("\r\nAllow: POST, OPTIONS\r\n"), head);
    }
  }

  private static String ask(TestBridge bridge, String line, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.port())) {
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write((line + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n").getBytes(UTF_8));
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        assertTrue(next >= 0, () -> "ended after " + head);
        head.append((char) next);
      }
      return head.toString();
    }
  }

  @Test
  @Reaches("deadlines.bodyMillis")
  void aBodyThatDoesNotComeIsRefused() throws IOException {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service.address(), "deadlines.bodyMillis=200")) {
      String head = ask(bridge, "POST /req/echo", "Content-Length: 5\r\n");
      assertTrue(head.startsWith("HTTP/1.1 408 "), head);
      assertEquals(1, bridge.count(Counter.BODIES_LATE));
    }
  }

  @Test
  @Reaches("deadlines.heldMillis")
  void aRequestIsHeldNoLongerThanMayBe() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service.address(), "deadlines.heldMillis=200")) {
      expect(504, new HttpDoor(bridge).post("/req/echo", "x"));
      bridge.awaitCount(Counter.REQUESTS_ABANDONED, 1);
      assertEquals(1, bridge.count(Counter.HELD_LATE));
    }
  }

  @Test
  void aReplyThatIsTooLargeIsTheServicesFault() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service.address(), "limits.maxMessageBytes=1024")) {
      CompletableFuture<HttpResponse<byte[]>> answer = new HttpDoor(bridge).begin("/req/echo", "x");
      service.reply(service.receive("x"), "y".repeat(1025));
      expect(502, answer.join());
      assertEquals(1, bridge.count(Counter.REQUESTS_REPLY_TOO_LARGE));
    }
  }

  @Test
  void curlIsEnough() throws Exception {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = with(echo.address())) {
      String uri = new HttpDoor(bridge).uri("/req/echo");
      assertEquals("hello 200", curl("-d", "hello", "-w", " %{http_code}", uri));
      String large = "x".repeat(100_000); // curl asks before it sends so much
      assertEquals(large, curl("--data-binary", large, uri));
      assertEquals(
          "hello\n", curl("-d", "hello", "-o", "/dev/null", "-d", "", uri, "-w", "hello\n"));
    }
  }

  private static String curl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("curl", "-sS", "--max-time", "20"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    return output;
  }
}
