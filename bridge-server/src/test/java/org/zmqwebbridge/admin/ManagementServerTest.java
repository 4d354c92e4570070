package org.zmqwebbridge.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

class ManagementServerTest {
  private static final String SECRET = "a secret of 29 characters".replace(' ', '-');
  private static final int DEADLINE_MILLIS = 20_000;
  private static final long MILLIS_PER_REQUEST = 1_000;

  @TempDir private Path folder;
  private final Counters counters = new Counters();
  private ManagementServer server;

  private void listen(String... hosts) {
    listen("127.0.0.1", Optional.empty(), hosts);
  }

  private void listenWithSecret(String address) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), SECRET);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    listen(address, Optional.of(ManagementSecret.read(file)));
  }

  private void listen(String address, Optional<ManagementSecret> secret, String... hosts) {
    ManagementPaths paths =
        new ManagementPaths()
            .openPage("/open", () -> ManagementAnswer.text(200, "open"))
            .page("/page", () -> ManagementAnswer.text(200, "page"))
            .ownPage("/own", () -> ManagementAnswer.text(200, "own"))
            .query("/query", fields -> ManagementAnswer.text(200, fields.toString()))
            .query(
                "/choosy",
                fields -> {
                  throw new IllegalArgumentException("not so");
                })
            .action(
                "/action",
                fields ->
                    CompletableFuture.completedFuture(
                        ManagementAnswer.json(200, "\"" + fields + "\"")))
            .action("/later", fields -> CompletableFuture.supplyAsync(() -> later(fields.size())))
            .action(
                "/throws",
                fields -> {
                  throw new IllegalStateException("a bug");
                });
    server =
        new ManagementServer(
            new ManagementConfig(
                new InetSocketAddress(InetAddresses.forString(address), 0), secret, List.of(hosts)),
            paths,
            counters,
            MILLIS_PER_REQUEST);
    server.start();
  }

  private static ManagementAnswer later(int fields) {
    return ManagementAnswer.text(202, fields + " fields, later");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(DEADLINE_MILLIS);
    return socket;
  }

  /** Everything that is answered until the listener closes, which it does after an answer. */
  private String answer(String request) {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
  }

  private static String get(String path, String... headers) {
    return request("GET", path, "", headers);
  }

  private static String request(String method, String path, String body, String... headers) {
    List<String> lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1"));
    lines.addAll(List.of(headers));
    if (lines.stream().noneMatch(line -> line.startsWith("Host:"))) {
      lines.add("Host: localhost");
    }
    if (!body.isEmpty()) {
      lines.add("Content-Length: " + body.length());
    }
    return String.join("\r\n", lines) + "\r\n\r\n" + body;
  }

  private static String post(String path, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Type: application/x-www-form-urlencoded");
    return request("POST", path, body, all.toArray(String[]::new));
  }

  private void refused(int status, String request) {
    long before = counters.value(Counter.MANAGEMENT_REFUSED);
    String answer = answer(request);
    assertEquals(status, status(answer), () -> request + answer);
    assertEquals(before + 1, counters.value(Counter.MANAGEMENT_REFUSED), request);
  }

  @Test
  void aPageIsReadByGetAndHeadAndNothingElse() {
    listen();
    assertTrue(answer(get("/page")).endsWith("\r\n\r\npage\n"));
    String head = answer(request("HEAD", "/page", ""));
    assertEquals(200, status(head));
    assertTrue(head.endsWith("\r\n\r\n"), head);
    assertEquals(404, status(answer(get("/"))));
    assertEquals(404, status(answer(get("/page/"))));
    String post = answer(get("/action"));
    assertEquals(405, status(post));
    assertTrue(post.contains("Allow: POST"), post);
  }

  @Test
  void everyAnswerKeepsABrowserFromMakingMoreOfIt() {
    listen();
    for (String request : List.of(get("/page"), get("/absent"), get("/page", "Origin: null"))) {
      String answer = answer(request);
      for (String header :
          List.of(
              "X-Content-Type-Options: nosniff",
              "Cache-Control: no-store",
              "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
              "Cross-Origin-Resource-Policy: same-origin",
              "Referrer-Policy: no-referrer")) {
        assertTrue(answer.contains("\r\n" + header + "\r\n"), answer);
      }
      assertFalse(answer.toLowerCase(Locale.ROOT).contains("jetty"), answer);
      assertFalse(answer.contains("Access-Control"), answer);
    }
    assertFalse(answer("nonsense\r\n\r\n").toLowerCase(Locale.ROOT).contains("jetty"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:9000",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.3.2.1",
        "[::1]:9000",
        "zwb.example.org",
        "ZWB.example.org:80"
      })
  void theListenersOwnNamesAreAnswered(String host) {
    listen("zwb.example.org");
    assertEquals(200, status(answer(get("/page", "Host: " + host))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "evil-localhost",
        "localhost.",
        "a.zwb.example.org",
        "0.0.0.0:9000",
        "10.0.0.1",
        "127.1",
        "2130706433",
        "[::]"
      })
  void aNameThatSomebodyElsePointedHereIsRefused(String host) {
    listen("zwb.example.org");
    refused(421, get("/page", "Host: " + host));
    refused(421, request("POST", "/open", "", "Host: " + host));
    assertEquals(200, status(answer(get("/open", "Host: " + host))));
  }

  @Test
  void openPagesAnswerWhoeverAsks() throws IOException {
    listenWithSecret("127.0.0.1");
    assertTrue(answer("GET /open HTTP/1.0\r\n\r\n").endsWith("\r\n\r\nopen\n"));
    assertEquals(200, status(answer("HEAD /open HTTP/1.0\r\n\r\n")));
    assertEquals(200, status(answer(get("/open", "Host: zwb.internal:9000"))));
    assertEquals(200, status(answer(get("/open", "Host: evil.example", "Origin: null"))));
    assertEquals(0, counters.value(Counter.MANAGEMENT_REFUSED));
    refused(421, "POST /open HTTP/1.0\r\n\r\n");
    refused(421, "OPTIONS / HTTP/1.0\r\n\r\n");
    refused(421, "GET /open/ HTTP/1.0\r\n\r\n");
    refused(421, "GET /absent HTTP/1.0\r\n\r\n");
  }

  @Test
  void aRequestThatSaysNoHostIsRefused() {
    listen();
    refused(421, "GET /page HTTP/1.0\r\n\r\n");
    assertEquals(400, status(answer("GET /open HTTP/1.1\r\n\r\n")));
    assertEquals(400, status(answer(get("/open", "Host: "))));
    assertEquals(
        400, status(answer("GET http://evil.example/open HTTP/1.1\r\nHost: localhost\r\n\r\n")));
    assertEquals(400, status(answer(get("/open", "Host: localhost", "Host: evil.example"))));
  }

  @Test
  void onlyPagesOfTheListenerItselfAreAnswered() throws IOException {
    listenWithSecret("127.0.0.1");
    String secret = "Authorization: Bearer " + SECRET;
    for (String foreign :
        List.of("null", "http://evil.example", "http://localhost", "http://localhost:9001", "")) {
      refused(403, get("/page", "Host: localhost:9000", "Origin: " + foreign, secret));
      refused(403, post("/action", "a=b", "Host: localhost:9000", "Origin: " + foreign, secret));
    }
    String own = "Origin: http://localhost:9000";
    assertEquals(200, status(answer(get("/page", "Host: localhost:9000", own, secret))));
    assertEquals(200, status(answer(post("/action", "a=b", "Host: localhost:9000", own, secret))));
    // What a browser asks first for a page of another Origin; no answer allows it.
    String preflight =
        answer(
            request(
                "OPTIONS",
                "/action",
                "",
                "Origin: http://evil.example",
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: authorization"));
    assertEquals(403, status(preflight));
  }

  @Test
  void withASecretOnlyOpenPagesAreShownWithoutIt() throws IOException {
    listenWithSecret("127.0.0.1");
    assertEquals(200, status(answer(get("/open"))));
    refused(401, get("/page"));
    refused(401, get("/absent"));
    refused(401, get("/page", "Authorization: Bearer " + SECRET + "x"));
    refused(401, get("/page?token=" + SECRET));
    refused(401, post("/action", "a=b"));
    refused(401, request("POST", "/open", "", "Authorization: Basic eDp4"));
    assertTrue(answer(get("/page")).contains("\r\nWWW-Authenticate: Bearer realm=\"zwb\"\r\n"));
    assertEquals(200, status(answer(get("/page", "Authorization: Bearer " + SECRET))));
    assertEquals(404, status(answer(get("/absent", "Authorization: Bearer " + SECRET))));
  }

  @Test
  void withoutASecretNothingCanBeDone() {
    listen();
    refused(403, post("/action", "a=b"));
    refused(403, request("DELETE", "/page", ""));
  }

  @Test
  void onAnAddressForOtherMachinesThatAddressIsItsName() throws IOException {
    listenWithSecret("0.0.0.0");
    String secret = "Authorization: Bearer " + SECRET;
    assertEquals(200, status(answer(get("/page", "Host: 127.0.0.1:9000", secret))));
    refused(421, get("/page", "Host: 0.0.0.0:9000", secret));
    refused(421, get("/page", "Host: 192.0.2.1:9000", secret));
  }

  @Test
  void anActionHearsWhatTheBodySaysAndMayAnswerLater() throws IOException {
    listenWithSecret("127.0.0.1");
    String secret = "Authorization: Bearer " + SECRET;
    assertTrue(answer(post("/action", "who=hugo", secret)).endsWith("\"{who=hugo}\""));
    String json =
        request("POST", "/action", "{\"who\":\"hugo\"}", secret, "Content-Type: application/json");
    assertTrue(answer(json).endsWith("\"{who=hugo}\""));
    assertTrue(answer(post("/later", "a=b&c=d", secret)).endsWith("2 fields, later\n"));
    assertEquals(500, status(answer(post("/throws", "a=b", secret))));
    assertEquals(400, status(answer(post("/action", "nonsense", secret))));
    assertEquals(415, status(answer(request("POST", "/action", "a=b", secret))));
  }

  @Test
  void aBodyHasUpTo64Kibibytes() throws IOException {
    listenWithSecret("127.0.0.1");
    String secret = "Authorization: Bearer " + SECRET;
    String longest = "a=" + "b".repeat(64 * 1024 - 2);
    assertEquals(200, status(answer(post("/action", longest, secret))));
    assertEquals(413, status(answer(post("/action", longest + "b", secret))));
  }

  @Test
  void headersHaveUpTo8Kibibytes() {
    listen();
    assertEquals(200, status(answer(get("/page", "A: " + "b".repeat(7_000)))));
    assertEquals(431, status(answer(get("/page", "A: " + "b".repeat(9_000)))));
  }

  @Test
  void oneConnectionBringsOneRequest() {
    listen();
    String two = answer(get("/page") + get("/page"));
    assertEquals(two.indexOf("HTTP/1.1 "), two.lastIndexOf("HTTP/1.1 "), two);
    assertTrue(two.contains("\r\nConnection: close\r\n"), two);
  }

  @Test
  void thoseWhoSayNothingKeepOthersWaitingButNotForEver() throws IOException {
    listen();
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 80; i++) {
        silent.add(connect());
      }
      assertEquals(200, status(answer(get("/page")))); // once they are cut
      assertEquals(-1, silent.get(0).getInputStream().read());
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void aPageOfItsOwnNeedsNoSecretAndOurHost() throws IOException {
    listenWithSecret("127.0.0.1");
    assertEquals(200, status(answer(get("/own"))));
    refused(401, get("/page"));
    refused(421, get("/own", "Host: evil.example"));
    refused(403, get("/own", "Host: localhost", "Origin: http://evil.example"));
    refused(401, post("/own", "a=b"));
  }

  @Test
  void aQuerySaysWhatIsRead() {
    listen();
    assertTrue(answer(get("/query?a=b%20c&d=e")).endsWith("{a=b c, d=e}\n"));
    assertTrue(answer(get("/query")).endsWith("{}\n"));
    assertEquals(400, status(answer(get("/query?a=b&a=c"))));
    assertEquals(400, status(answer(get("/query?a=%zz"))));
    assertTrue(answer(get("/choosy")).endsWith("not so\n"));
  }
}
