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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.BridgeMain;

/** The beginning of docs/mongrel2.md runs as it stands there, but for the ports. */
@Timeout(120)
class DocsTest {
  @TempDir Path folder;

  @Test
  void theFirstMinuteRuns() throws Exception {
    String docs = Files.readString(Path.of("../docs/mongrel2.md"));
    String port = "";
    for (String written : List.of("6767", "9997", "9996")) {
      String free = freePort();
      docs = docs.replace(written, free);
      port = port.isEmpty() ? free : port;
    }
    Files.writeString(folder.resolve("hello.conf"), block(docs, "```\n(hello = .*?)```"));
    Path program = folder.resolve("hello.py");
    Files.writeString(program, block(docs, "```python\n(from mongrel2 .*?)```"));
    Files.createDirectories(folder.resolve("logs"));
    Files.createDirectories(folder.resolve("run"));
    Process server = server();
    Process handler = Python.start(program.toString());
    try {
      awaitLine(server, ":" + port);
      HttpRequest hello =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hello")).build();
      String answer = HttpClient.newHttpClient().send(hello, BodyHandlers.ofString()).body();
      assertEquals("Hello, 127.0.0.1\n", answer);
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
