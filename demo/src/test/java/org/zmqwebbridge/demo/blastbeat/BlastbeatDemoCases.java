package org.zmqwebbridge.demo.blastbeat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.zmqwebbridge.demo.blastbeat.BlastbeatOptions.Language;
import org.zmqwebbridge.demo.program.Program;
import org.zmqwebbridge.demo.service.Appliance;

/** The demo of BlastBeat, as a terminal uses it, with nodes in one language, or one in each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class BlastbeatDemoCases {
  private static final int DEADLINE_SECONDS = 30;
  private static final String ADA = "00000000000000ad";
  private static final String BOB = "00000000000000b0";

  private final BlastbeatDemo demo;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  BlastbeatDemoCases(Language language) {
    demo = BlastbeatDemo.start(new BlastbeatOptions(0, language));
  }

  /** Both nodes are there once each has brewed what it brews: until then 503, or 404 after hops. */
  @BeforeAll
  void awaitNodes() throws Exception {
    awaitDrinks();
  }

  private void awaitDrinks() throws Exception {
    for (String drink : new String[] {"tea", "coffee"}) {
      while (get("brew/" + drink).statusCode() != 200) {
        Thread.onSpinWait();
      }
    }
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

  @Test
  void theBannerSaysWhatRunsAndInWhichLanguage() {
    String banner = demo.banner();
    assertTrue(banner.contains("open " + demo.url()), banner);
    for (Appliance one : demo.nodes()) {
      assertTrue(banner.contains("  " + one.name() + " "), banner);
    }
    assertTrue(banner.contains("Nodes in Python run with") || banner.contains("in Java"), banner);
  }

  @Test
  void thePageIsThereAndNothingBesidesIt() throws Exception {
    assertTrue(get("").body().contains("<title>BlastBeat"));
    assertEquals(200, get("source/blastbeat_site.py").statusCode());
    assertEquals(200, get("source/blastbeat.py").statusCode());
    assertEquals(200, get("lib/dom.js").statusCode());
    assertEquals(404, get("DemoMain.class").statusCode());
    assertEquals(404, get("source/%2e%2e/index.html").statusCode());
    assertEquals(404, get("source").statusCode());
  }

  @Test
  void eachGreetingEndsItsConnection() throws Exception {
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> hello = get("hello");
      assertEquals(Optional.of("close"), hello.headers().firstValue("connection"));
      assertTrue(hello.body().matches("Hello from node[12] in (Java|Python): greeting [0-9]+\n"));
    }
  }

  @Test
  void whatOneNodeDoesNotBrewTheOtherDoes() throws Exception {
    assertEquals("node1 has brewed tea.\n", get("brew/tea").body());
    assertEquals("node2 has brewed coffee.\n", get("brew/coffee").body());
    assertEquals(404, get("brew/milk").statusCode());
  }

  @Test
  void whatIsUploadedIsCountedAndSummed() throws Exception {
    for (int size : new int[] {0, 2, 300_000}) {
      byte[] body = "a".repeat(size).getBytes(UTF_8);
      for (BodyPublisher each :
          new BodyPublisher[] {
            BodyPublishers.ofByteArray(body),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)) // in chunks
          }) {
        String answer = post("upload", each).body();
        assertTrue(answer.replace(" ", "").contains("\"bytes\":" + size), answer);
        assertTrue(answer.contains(Hashing.sha256().hashBytes(body).toString()), answer);
      }
    }
  }

  @Test
  void anUploadThatIsTooLargeIsRefusedBeforeItComes() throws Exception {
    try (Socket socket = connected()) {
      say(socket, "POST /upload HTTP/1.1", "Content-Length: 99999999");
      assertTrue(hear(socket, "64 MB are the most\n").startsWith("HTTP/1.1 413 "));
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void aPageHearsHowFarItsUploadIsWhicheverNodeHasIt() throws Exception {
    try (Listener ada = new Listener(ADA);
        Listener bob = new Listener(BOB)) {
      byte[] body = new byte[600_000];
      for (String page : new String[] {ADA, BOB}) {
        post("upload?" + page, BodyPublishers.ofByteArray(body));
      }
      ada.expect("upload", "600000");
      bob.expect("upload", "600000");
    }
  }

  @Test
  void whatIsSaidInARoomIsHeardThereAndNowhereElse() throws Exception {
    try (Listener ada = new Listener(ADA);
        Listener bob = new Listener(BOB)) {
      ada.say("{\"type\":\"join\",\"user\":\"Ada\",\"room\":\"lounge\"}");
      ada.expect("join", "Ada");
      bob.say("{\"type\":\"join\",\"user\":\"Bob\",\"room\":\"lounge\"}");
      ada.expect("join", "Bob");
      bob.expect("join", "Bob");
      bob.say("{nonsense");
      bob.say("{\"type\":\"msg\",\"text\":\"<b>hi</b>\"}");
      ada.expect("msg", "hi");
      bob.expect("msg", "hi");
      bob.say("{\"type\":\"join\",\"user\":\"Bob\",\"room\":\"garden\"}");
      ada.expect("leave", "Bob");
      bob.say("{\"type\":\"msg\",\"text\":\"alone\"}");
      bob.expect("msg", "alone");
      ada.say("{\"type\":\"msg\",\"text\":\"last\"}");
      assertTrue(ada.expect("msg", "last").stream().noneMatch(said -> said.contains("alone")));
    }
  }

  @Test
  void aRequestThatIsGivenBackIsNews() throws Exception {
    try (Listener ada = new Listener(ADA)) {
      get("brew/tea");
      get("brew/coffee"); // on one connection, which is one node's: one of the two is not its own
      ada.expect("retry", "/brew/");
    }
  }

  @Test
  void aNodeThatDiesIsStartedAgainAndMeanwhileTheOtherAnswers() throws Exception {
    for (Appliance one : demo.nodes()) {
      if (one instanceof Program python) {
        ProcessHandle dead = ProcessHandle.of(python.pid()).orElseThrow();
        dead.destroyForcibly();
        dead.onExit().join();
        awaitDrinks();
      }
    }
  }

  @Test
  void pagesOfOthersHearNothing() throws Exception {
    try (Socket socket = connected()) {
      say(
          socket,
          "GET /live?" + ADA + " HTTP/1.1",
          "Origin: http://other.example",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13");
      String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertTrue(!all.contains("welcome"), all);
    }
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(demo.url()).getPort());
    socket.setSoTimeout(DEADLINE_SECONDS * 1_000);
    return socket;
  }

  private void say(Socket socket, String... lines) throws IOException {
    String host = "Host: " + URI.create(demo.url()).getAuthority();
    String head = String.join("\r\n", lines) + "\r\n" + host + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(ISO_8859_1));
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

  /** A page's WebSocket, at whichever node. */
  private final class Listener implements AutoCloseable, WebSocket.Listener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder begun = new StringBuilder();
    private final WebSocket socket;

    Listener(String page) throws Exception {
      URI at = URI.create(demo.url().replace("http:", "ws:") + "live?" + page);
      socket =
          client.newWebSocketBuilder().buildAsync(at, this).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      expect("welcome", "node");
    }

    void say(String text) throws Exception {
      socket.sendText(text, true).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** All that comes until an event of this type with this word in it. */
    List<String> expect(String type, String word) throws InterruptedException {
      List<String> before = new ArrayList<>();
      while (true) {
        String said = heard.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertTrue(said != null, "no " + type + " with " + word + " after " + before);
        before.add(said);
        if (said.replace(" ", "").contains("\"type\":\"" + type + "\"") && said.contains(word)) {
          return before;
        }
      }
    }

    @Override
    public CompletionStage<?> onText(WebSocket page, CharSequence data, boolean last) {
      begun.append(data);
      if (last) {
        heard.add(begun.toString());
        begun.setLength(0);
      }
      page.request(1);
      return null;
    }

    @Override
    public void close() {
      socket.abort();
    }
  }
}
