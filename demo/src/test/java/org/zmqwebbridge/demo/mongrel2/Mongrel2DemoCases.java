package org.zmqwebbridge.demo.mongrel2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.zmqwebbridge.demo.mongrel2.Mongrel2Options.Language;
import org.zmqwebbridge.demo.program.Program;
import org.zmqwebbridge.demo.service.Appliance;

/** The demo of Mongrel2, as a terminal uses it, with handlers in one language. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class Mongrel2DemoCases {
  private static final int DEADLINE_MILLIS = 30_000;

  private final Mongrel2Demo demo;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Mongrel2DemoCases(Language language) {
    demo = Mongrel2Demo.start(new Mongrel2Options(0, language));
  }

  @AfterAll
  void stop() {
    demo.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(demo.url() + path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, BodyPublisher body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(demo.url() + path)).POST(body).build(),
        BodyHandlers.ofString());
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(demo.url()).getPort());
    socket.setSoTimeout(DEADLINE_MILLIS);
    return socket;
  }

  @Test
  void theBannerSaysWhatRunsAndInWhichLanguage() {
    String banner = demo.banner();
    assertTrue(banner.contains("open " + demo.url()), banner);
    for (Appliance one : demo.handlers()) {
      assertTrue(banner.contains("  " + one.name() + " "), banner);
    }
    assertTrue(
        banner.contains("Handlers in Python run with") || banner.contains("are in Java"), banner);
  }

  @Test
  void allHandlersOfOneRouteAreAskedInTurn() throws Exception {
    long expected = demo.handlers().stream().filter(one -> one.name().equals("hello")).count();
    Set<String> who = new HashSet<>();
    while (who.size() < expected) { // once they are connected
      who.add(get("hello").body().split(":", 2)[0]);
    }
  }

  @Test
  void thePageIsThereAndNothingBesidesIt() throws Exception {
    assertTrue(get("").body().contains("<title>Mongrel2"));
    assertEquals(200, get("source/mongrel2_chat.py").statusCode());
    assertEquals(404, get("DemoMain.class").statusCode());
    assertEquals(404, get("source/%2e%2e/index.html").statusCode());
  }

  @Test
  void whatIsUploadedIsCountedAndSummed() throws Exception {
    for (int size : new int[] {2, 300_000}) {
      byte[] body = "a".repeat(size).getBytes(UTF_8);
      String answer = post("upload", BodyPublishers.ofByteArray(body)).body();
      assertTrue(answer.contains(String.valueOf(size)), answer);
      assertTrue(answer.contains(Hashing.sha256().hashBytes(body).toString()), answer);
    }
  }

  @Test
  void anUploadThatIsTooLargeIsRefusedBeforeItComes() throws Exception {
    try (Socket socket = connected()) {
      say(socket, "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n");
      assertTrue(hear(socket, "64 MB are the most\n").startsWith("HTTP/1.1 413 "));
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void allListenersHearTheSameAndThoseThatAskHearNames() throws Exception {
    try (Socket plain = connected();
        Socket named = connected()) {
      say(plain, "GET /radio.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n");
      say(named, "GET /radio.mp3 HTTP/1.1\r\nHost: localhost\r\nIcy-MetaData: 1\r\n\r\n");
      String head = hear(plain, "\r\n\r\n");
      assertTrue(head.contains("Content-Type: audio/mpeg"), head);
      assertFalse(head.contains("icy-metaint"), head);
      assertTrue(hear(named, "\r\n\r\n").contains("icy-metaint: " + Melody.noteBytes()));
      for (int i = 0; i < 6; i++) { // more than what comes at once
        byte[] note = plain.getInputStream().readNBytes(Melody.noteBytes());
        assertEquals("ÿûT", new String(note, 0, 3, ISO_8859_1));
        assertEquals(Melody.noteBytes(), named.getInputStream().readNBytes(note.length).length);
        byte[] name = named.getInputStream().readNBytes(16 * named.getInputStream().read());
        assertTrue(new String(name, UTF_8).startsWith("StreamTitle='"));
      }
    }
  }

  @Test
  void aTerminalIsInTheChat() throws Exception {
    try (Socket ada = connected();
        Socket bob = connected()) {
      say(ada, "@chat {\"type\":\"join\",\"user\":\"Ada\"}\0");
      assertTrue(hear(ada, "\0").contains("userList"));
      say(bob, "@chat {\"type\":\"join\",\"user\":\"Ada\"}\0");
      assertTrue(hear(bob, "\0").contains("Ada 2"));
      assertTrue(hear(ada, "\0").contains("join"));
      say(bob, "@chat {nonsense}\0@chat {\"type\":\"msg\",\"msg\":\"hi\"}\0");
      for (Socket each : new Socket[] {ada, bob}) {
        String said = hear(each, "\0");
        assertTrue(said.contains("\"hi\"") && said.contains("\"Ada 2\""), said);
      }
      bob.shutdownOutput(); // which is a close to the server
      assertTrue(hear(ada, "\0").contains("leave"));
    }
  }

  @Test
  void aHandlerThatDiesIsStartedAgain() throws Exception {
    for (Appliance one : demo.handlers()) {
      if (one instanceof Program python && one.name().equals("upload")) {
        ProcessHandle dead = ProcessHandle.of(python.pid()).orElseThrow();
        dead.destroyForcibly();
        dead.onExit().join();
        assertTrue(askedUntilAnswered("upload").contains("\"sha256\""));
      }
    }
  }

  /** What a handler had taken when it died is answered by nobody. */
  private String askedUntilAnswered(String path) throws Exception {
    while (true) {
      try {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(demo.url() + path))
                .timeout(Duration.ofSeconds(5))
                .POST(BodyPublishers.ofString("hi"))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
      } catch (HttpTimeoutException taken) {
        // the next one, then
      }
    }
  }

  @Test
  void pagesOfOthersOpenNoWebSocket() throws Exception {
    for (String path : new String[] {"/chat", "/upload"}) {
      try (Socket socket = connected()) {
        say(
            socket,
            "GET "
                + path
                + " HTTP/1.1\r\n"
                + "Host: localhost\r\n"
                + "Origin: http://other.example\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\n\r\n");
        assertTrue(hear(socket, "\n").startsWith("HTTP/1.1 403 "));
      }
    }
  }

  private static void say(Socket socket, String bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes.getBytes(ISO_8859_1));
  }

  /** All until it ends so. */
  private static String hear(Socket socket, String end) throws IOException {
    StringBuilder heard = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (heard.length() < end.length()
        || !heard.substring(heard.length() - end.length()).equals(end)) {
      int one = in.read();
      assertTrue(one >= 0, "it ended after: " + heard);
      heard.append((char) one);
    }
    return heard.toString();
  }
}
