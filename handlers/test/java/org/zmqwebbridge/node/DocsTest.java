package org.zmqwebbridge.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.BridgeMain;
import org.zmqwebbridge.handler.Python;

/** Programs of docs/blastbeat.md run as they stand there, but for the ports. */
@Timeout(120)
class DocsTest {
  private static final int DEADLINE_SECONDS = 30;

  @TempDir Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What is done at {@code 127.0.0.1:PORT} while both run. */
  private interface Visit {
    void at(String place) throws Exception;
  }

  @Test
  void theFirstMinuteRuns() throws Exception {
    run(
        "Hello, ",
        place -> {
          assertEquals("Hello, 127.0.0.1\n", answered(place).body());
          BlockingQueue<String> heard = new LinkedBlockingQueue<>();
          open(place, heard).sendText("Gr\u00fc\u00dfe", true).get(30, TimeUnit.SECONDS);
          assertEquals("Gr\u00fc\u00dfe", heard.poll(DEADLINE_SECONDS, TimeUnit.SECONDS));
        });
  }

  @Test
  void theChatByGroupsRuns() throws Exception {
    run(
        "to_group",
        place -> {
          assertEquals(426, answered(place).statusCode());
          BlockingQueue<String> ada = new LinkedBlockingQueue<>();
          BlockingQueue<String> bob = new LinkedBlockingQueue<>();
          WebSocket first = open(place, ada);
          first.sendText("1", true).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
          assertEquals("1", ada.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)); // it is in the group
          WebSocket second = open(place, bob);
          second.sendText("2", true).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
          assertEquals("2", ada.poll(DEADLINE_SECONDS, TimeUnit.SECONDS));
          assertEquals("2", bob.poll(DEADLINE_SECONDS, TimeUnit.SECONDS));
        });
  }

  /** The first answer that is no 503: until then there is no node. */
  private HttpResponse<String> answered(String place) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + place + "/")).build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    while (answer.statusCode() == 503) {
      Thread.onSpinWait();
      answer = client.send(request, BodyHandlers.ofString());
    }
    return answer;
  }

  private WebSocket open(String place, BlockingQueue<String> heard) throws Exception {
    return client
        .newWebSocketBuilder()
        .buildAsync(URI.create("ws://" + place + "/"), new Hearing(heard))
        .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
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

  /** Runs the configuration, and the program that has these words in it. */
  private void run(String words, Visit visit) throws Exception {
    String docs = Files.readString(Path.of("../docs/blastbeat.md"));
    String port = freePort();
    docs = docs.replace("8080", port).replace("5000", freePort());
    Files.writeString(folder.resolve("hello.ini"), block(docs, "ini", "[blastbeat]"));
    Path program = Files.writeString(folder.resolve("hello.py"), block(docs, "python", words));
    Process server = server();
    Process node = Python.start(program.toString());
    try {
      awaitLine(server, ":" + port);
      visit.at("127.0.0.1:" + port);
    } finally {
      node.destroy();
      server.destroy();
      assertTrue(node.waitFor(30, TimeUnit.SECONDS) && server.waitFor(30, TimeUnit.SECONDS));
    }
  }

  private static String block(String docs, String language, String words) {
    Matcher blocks = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(docs);
    while (blocks.find()) {
      if (blocks.group(1).contains(words)) {
        return blocks.group(1);
      }
    }
    throw new AssertionError("no block of " + language + " has " + words);
  }

  private static String freePort() throws IOException {
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return String.valueOf(one.getLocalPort());
    }
  }

  private Process server() throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            BridgeMain.class.getName(),
            "blastbeat",
            "hello.ini");
    return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
  }

  private static void awaitLine(Process process, String end) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    String line = output.readLine();
    while (line != null && !line.contains(end)) {
      said.append(line).append('\n');
      line = output.readLine();
    }
    assertTrue(line != null, () -> "the server ended: " + said);
  }
}
