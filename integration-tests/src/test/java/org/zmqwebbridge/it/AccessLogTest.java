package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.Configured;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** A line for each exchange and each connection that has ended. */
final class AccessLogTest {
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private TestBridge with(String... settings) {
    return TestBridge.of(Configured.by(TestBridge.ephemeral(settings)).accessSink(lines::add));
  }

  private String line() throws InterruptedException {
    String line = lines.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    assertTrue(line != null, "no line");
    return line;
  }

  private JsonObject entry() throws InterruptedException {
    return JsonParser.parseString(line()).getAsJsonObject();
  }

  private static List<Object> of(JsonObject entry, String... names) {
    List<Object> values = new ArrayList<>();
    for (String name : names) {
      values.add(entry.has(name) ? entry.get(name).getAsString() : "none");
    }
    return values;
  }

  @Test
  void anExchangeHasOneWithoutItsQuery() throws Exception {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            with(
                "log.access=json",
                "endpoints.echo={type: REQ, address: \"" + echo.address() + "\"}")) {
      HttpDoor door = new HttpDoor(bridge);
      door.post(
          "/req/echo?ticket=s3cret",
          "hello",
          "Cookie",
          "session=s3cret",
          "Authorization",
          "Bearer s3cret",
          "Referer",
          "http://127.0.0.1/page?token=s3cret#s3cret");
      String line = line();
      assertTrue(!line.contains("s3cret"), line);
      JsonObject entry = JsonParser.parseString(line).getAsJsonObject();
      assertEquals(
          List.of("http", "127.0.0.1", "POST", "/req/echo", "HTTP/1.1", "200", "5", "5"),
          of(entry, "kind", "client", "method", "path", "version", "status", "received", "sent"));
      assertEquals("http://127.0.0.1/page", entry.get("referer").getAsString());
      assertTrue(entry.get("userAgent").getAsString().startsWith("Java-http-client/"), line);
      assertTrue(entry.get("millis").getAsLong() >= 0, line);
    }
  }

  @Test
  void soHasWhatIsRefused() throws Exception {
    try (TestBridge bridge = with("log.access=combined")) {
      HttpDoor door = new HttpDoor(bridge);
      door.get("/nothing");
      assertTrue(line().contains("\"GET /nothing HTTP/1.1\" 404 "));
      door.post("/req/echo", "x", "Origin", "http://elsewhere.example");
      assertTrue(line().contains("\"POST /req/echo HTTP/1.1\" 403 "));
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.port())) {
        socket.getOutputStream().write("GET / http/1.1\r\n\r\n".getBytes(ISO_8859_1));
        String line = line();
        assertTrue(line.startsWith("127.0.0.1 - - ["), line);
        assertTrue(line.contains("] \"-\" 400 "), line);
      }
    }
  }

  @Test
  void aWebSocketHasOneAtItsEnd() throws Exception {
    try (TestBridge bridge = with("log.access=json")) {
      RawPage page = bridge.page();
      page.send("a", "x").expectError("a", "not_connected");
      assertEquals(0, lines.size());
      page.close();
      JsonObject entry = entry();
      assertEquals(
          List.of("websocket", "GET", "/data", "101", "1000"),
          of(entry, "kind", "method", "path", "status", "close"));
      assertTrue(entry.get("received").getAsLong() > 8, entry::toString);
      assertTrue(entry.get("sent").getAsLong() > 8, entry::toString);
      assertTrue(entry.has("connection"), entry::toString);
      bridge.page().cut();
      assertEquals(List.of("websocket", "1006"), of(entry(), "kind", "close"));
    }
  }

  @Test
  void aStreamHasOneAtItsEnd() throws Exception {
    try (PubService news = new PubService();
        TestBridge bridge =
            with(
                "log.access=json",
                "endpoints.news={type: SUB, address: \"" + news.address() + "\"}")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.port())) {
        socket
            .getOutputStream()
            .write("GET /sub/news?topic=a HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
        news.awaitSubscription();
        news.publish("a word");
        readUntil(socket, "a word"); // it is a stream by now
      }
      JsonObject entry = entry();
      assertEquals(
          List.of("stream", "GET", "/sub/news", "200", "x"),
          of(entry, "kind", "method", "path", "status", "host"));
      assertTrue(entry.get("sent").getAsLong() > 100, entry::toString);
    }
  }

  @Test
  void moreThanMayBeAreCountedAndAReloadTurnsItOff() throws IOException, InterruptedException {
    try (TestBridge bridge = with("log.access=json", "log.accessPerSecond=1")) {
      HttpDoor door = new HttpDoor(bridge);
      Await.await(
          "a line to be left out",
          () -> {
            door.get("/");
            return bridge.count(Counter.ACCESS_LINES_DROPPED) > 0;
          });
      assertTrue(!lines.isEmpty());
      assertEquals(
          List.of("log.access", "log.accessPerSecond"), bridge.reload().changed(), "reloaded");
      lines.clear();
      door.get("/");
      bridge.page().close();
      assertEquals(0, lines.size());
    }
  }

  @Test
  void theProgramWritesItToItsOutput() throws IOException {
    try (MainProcess main =
        MainProcess.start(
            "serve",
            "--set",
            "listen=127.0.0.1:0",
            "--set",
            "management=127.0.0.1:0",
            "--set",
            "log.access=combined")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), main.port())) {
        socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));
        String line = main.awaitLine("\"GET / ");
        assertTrue(line.startsWith("127.0.0.1 - - ["), line);
        assertTrue(line.endsWith("] \"GET / HTTP/1.0\" 200 3 \"-\" \"-\""), line);
      }
      assertEquals(0, main.terminate().exitCode());
    }
  }

  private static void readUntil(Socket socket, String end) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int next = socket.getInputStream().read();
      assertTrue(next >= 0, () -> "it ended after " + read);
      read.append((char) next);
    }
  }
}
