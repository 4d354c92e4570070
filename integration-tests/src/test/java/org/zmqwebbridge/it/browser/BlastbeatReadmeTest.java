package org.zmqwebbridge.it.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.it.EchoService;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.kit.Await;

/** The nodes of examples/blastbeat that do what those did that BlastBeat came with. */
@Timeout(120)
final class BlastbeatReadmeTest {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String place = "127.0.0.1:" + FreePort.find();
  private final String router = FreePort.address();

  private TestBridge start(String node) {
    BlastbeatConfig config =
        BlastbeatConfig.of(
            List.of(BindSpec.parse(place, false)),
            List.of(RouterSpec.parse(router)),
            List.of(VhostSpec.of(place, node)));
    return TestBridge.start(builder -> builder.blastbeat(config));
  }

  private static Program program(String command) {
    return Program.shell("cd ../examples/blastbeat && exec " + command);
  }

  private HttpResponse<String> ask(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + place + path)).build();
    return CLIENT.send(request, BodyHandlers.ofString(UTF_8));
  }

  private static String numbers(String path) {
    return IntStream.range(1, 100)
        .mapToObj(number -> path + " number " + number + "<br/>")
        .collect(Collectors.joining());
  }

  @Test
  @SuppressWarnings("try") // the node is there until the test ends
  void theOneInPythonAnswersInChunksOnConnectionsThatStayAndEchoes() throws Exception {
    String python = PythonPeer.interpreter() + " -B readme.py " + router + " foobar1";
    try (TestBridge bridge = start("foobar1");
        Program node = program(python)) {
      Await.await("the node", () -> bridge.gauge("zwb.blastbeat.nodes") == 1);
      for (String path : List.of("/a%20b", "/c")) {
        HttpResponse<String> answer = ask(path);
        assertEquals(200, answer.statusCode());
        assertEquals(numbers(path), answer.body());
      }
      Hearing page = Hearing.open(place);
      page.say("h\u00e9llo");
      assertEquals("h\u00e9llo", page.next());
    }
  }

  @Test
  @SuppressWarnings("try") // the node is there until the test ends
  void theOneInPhpAnswersAndEndsWhateverItIsAsked() throws Exception {
    assumeTrue(EchoService.Language.PHP.isInstalled(), "php-cli and php-zmq are not installed");
    try (TestBridge bridge = start("FOOBAR1");
        Program node = program("php readme.php " + router + " FOOBAR1")) {
      Await.await("the node", () -> bridge.gauge("zwb.blastbeat.nodes") == 1);
      for (int i = 0; i < 2; i++) {
        HttpResponse<String> answer = ask("/" + i);
        assertEquals(200, answer.statusCode());
        assertEquals(place, answer.headers().firstValue("host").orElse("none"));
        assertEquals("<p>/" + i + "</p>", answer.body());
      }
      assertEquals("closed with 1000", Hearing.open(place).next());
      node.awaitLine("spawn of ");
      node.awaitLine("end of ");
    }
  }

  /** A WebSocket, and what has come of it. */
  private record Hearing(AtomicReference<WebSocket> socket, BlockingQueue<String> heard)
      implements WebSocket.Listener {
    static Hearing open(String place) throws Exception {
      Hearing hearing = new Hearing(new AtomicReference<>(), new LinkedBlockingQueue<>());
      hearing.socket.set(
          CLIENT
              .newWebSocketBuilder()
              .buildAsync(URI.create("ws://" + place + "/"), hearing)
              .get(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
      return hearing;
    }

    void say(String text) throws Exception {
      WebSocket unused =
          socket.get().sendText(text, true).get(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    }

    String next() throws InterruptedException {
      return heard.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      heard.add(data.toString());
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      heard.add("closed with " + code);
      return null;
    }
  }
}
