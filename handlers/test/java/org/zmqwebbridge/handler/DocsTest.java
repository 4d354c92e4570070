package org.zmqwebbridge.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
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

/** Programs of docs/mongrel2.md run as they stand there, but for the ports. */
@Timeout(120)
class DocsTest {
  @TempDir Path folder;

  /** What is done at {@code localhost:PORT/hello} while both run. */
  private interface Visit {
    void at(String place) throws Exception;
  }

  @Test
  void theFirstMinuteRuns() throws Exception {
    run(
        "Handler",
        place -> {
          HttpRequest hello = HttpRequest.newBuilder(URI.create("http://" + place)).build();
          String answer = HttpClient.newHttpClient().send(hello, BodyHandlers.ofString()).body();
          assertEquals("Hello, 127.0.0.1\n", answer);
        });
  }

  @Test
  void theHandlerOfWebSocketsRuns() throws Exception {
    run(
        "CLOSE",
        place -> {
          BlockingQueue<String> heard = new LinkedBlockingQueue<>();
          WebSocket socket =
              HttpClient.newHttpClient()
                  .newWebSocketBuilder()
                  .buildAsync(URI.create("ws://" + place), new Hearing(heard))
                  .get(30, TimeUnit.SECONDS);
          socket.sendText("Grüße", true).get(30, TimeUnit.SECONDS);
          assertEquals("Grüße", heard.poll(30, TimeUnit.SECONDS));
          socket.sendPing(ByteBuffer.allocate(0)).get(30, TimeUnit.SECONDS);
          assertEquals("pong", heard.poll(30, TimeUnit.SECONDS));
          socket.sendClose(1000, "").get(30, TimeUnit.SECONDS);
          assertEquals("closed 1000", heard.poll(30, TimeUnit.SECONDS));
        });
  }

  /** Says what it hears. */
  private record Hearing(BlockingQueue<String> heard) implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      heard.add(data.toString());
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
      heard.add("pong");
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      heard.add("closed " + code);
      return null;
    }
  }

  /** Runs the configuration, and the program whose first line imports this first. */
  private void run(String firstImport, Visit visit) throws Exception {
    String docs = Files.readString(Path.of("../docs/mongrel2.md"));
    String port = "";
    for (String written : List.of("6767", "9997", "9996")) {
      String free = freePort();
      docs = docs.replace(written, free);
      port = port.isEmpty() ? free : port;
    }
    Files.writeString(folder.resolve("hello.conf"), block(docs, "```\n(hello = .*?)```"));
    Path program = folder.resolve("hello.py");
    String wanted = "```python\n(from mongrel2 import " + firstImport + "\\b.*?)```";
    Files.writeString(program, block(docs, wanted));
    Files.createDirectories(folder.resolve("logs"));
    Files.createDirectories(folder.resolve("run"));
    Process server = server();
    Process handler = Python.start(program.toString());
    try {
      awaitLine(server, ":" + port);
      visit.at("127.0.0.1:" + port + "/hello");
    } finally {
      handler.destroy();
      server.destroy();
      assertTrue(handler.waitFor(30, TimeUnit.SECONDS) && server.waitFor(30, TimeUnit.SECONDS));
    }
  }

  private static String block(String docs, String pattern) {
    Matcher block = Pattern.compile(pattern, Pattern.DOTALL).matcher(docs);
    assertTrue(block.find(), pattern);
    return block.group(1);
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
            "mongrel2",
            "hello.conf");
    return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
  }

  private static void awaitLine(Process process, String end) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (line != null && !line.endsWith(end)) {
      line = output.readLine();
    }
    assertTrue(line != null, "the server ended");
  }
}
