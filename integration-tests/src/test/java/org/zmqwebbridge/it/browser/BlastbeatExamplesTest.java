package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.it.ClassArchive;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.kit.Await;

/** examples/blastbeat as they stand, npm's library where js-client's tests have it. */
@Timeout(120)
final class BlastbeatExamplesTest {
  private static final String FOLDER = "cd ../examples/blastbeat && ";

  private static final Map<String, String> COMMANDS =
      Map.of(
          "JavaScript",
          "NODE_PATH=../../js-client/node_modules exec node hello.js",
          "Python",
          "PYTHONPATH=../../handlers/python exec " + PythonPeer.interpreter() + " -B hello.py",
          "Java",
          "exec " + String.join(" ", ClassArchive.java(Path.of("."), "Hello.java")));

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @ParameterizedTest
  @ValueSource(strings = {"JavaScript", "Python", "Java"})
  void eachSaysHelloInPartsAndEchoes(String language) throws Exception {
    String place = "127.0.0.1:" + FreePort.find();
    String router = FreePort.address();
    BlastbeatConfig config =
        BlastbeatConfig.of(
            List.of(BindSpec.parse(place, false)),
            List.of(RouterSpec.parse(router)),
            List.of(VhostSpec.of(place, "foobar1")));
    String command = FOLDER + COMMANDS.get(language) + " " + router + " foobar1";
    try (TestBridge bridge = TestBridge.start(builder -> builder.blastbeat(config));
        Program node = Program.shell(command)) {
      for (int i = 0; i < 2; i++) {
        HttpResponse<String> hello = answered(place);
        assertEquals(200, hello.statusCode());
        assertEquals(
            "<h1>Hello from " + language + "</h1><p>one</p><p>two</p><p>three</p>", hello.body());
      }
      assertEquals("Gr\u00fc\u00dfe", echoed(place));
      assertTrue(node.isRunning() && bridge.port() > 0);
    }
  }

  /** The first answer that is no 503: until then there is no node. */
  private static HttpResponse<String> answered(String place) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + place + "/")).build();
    HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
    while (answer.statusCode() == 503) {
      Thread.onSpinWait();
      answer = CLIENT.send(request, BodyHandlers.ofString());
    }
    return answer;
  }

  private static String echoed(String place) throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    WebSocket socket =
        CLIENT
            .newWebSocketBuilder()
            .buildAsync(URI.create("ws://" + place + "/"), new Hearing(heard))
            .get(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    socket.sendText("Gr\u00fc\u00dfe", true).get(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    String text = heard.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    socket.abort();
    return text;
  }

  /** Says what it hears. */
  private record Hearing(BlockingQueue<String> heard) implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      heard.add(data.toString());
      socket.request(1);
      return null;
    }
  }
}
