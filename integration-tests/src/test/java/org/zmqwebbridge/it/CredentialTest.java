package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.credential.CredentialAuthorizer;
import org.zmqwebbridge.auth.credential.CredentialPlaces;
import org.zmqwebbridge.auth.credential.SharedSecret;
import org.zmqwebbridge.auth.credential.Tickets;
import org.zmqwebbridge.observe.Counter;

/** Credentials on their way through a bridge: from every place, into no log. */
final class CredentialTest {
  private static final String SECRET = "correct-horse-battery-staple";

  @TempDir private Path folder;

  private static TestBridge start(Wire wire, BackEnd echo, Tickets tickets) {
    CredentialPlaces places =
        new CredentialPlaces(Optional.of("session"), true, true, Optional.of("token"));
    return TestBridge.start(
        wire,
        b ->
            b.endpoint("echo", SocketType.REQ, echo.address())
                .tickets(tickets)
                .authorizer(
                    new CredentialAuthorizer(
                        places, List.of(new SharedSecret(SECRET, "lab")), Optional.of(tickets))));
  }

  private static Tickets tickets() {
    return new Tickets(Duration.ofMinutes(1), InstantSource.system());
  }

  private static String offer(String credential) {
    return "zwb.auth."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(credential.getBytes(UTF_8));
  }

  @ParameterizedTest
  @EnumSource
  void eachPlaceLetsTheRightOneInAndNobodyElse(Wire wire) {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = start(wire, echo, tickets())) {
      for (String line :
          List.of("Cookie: session=%s", "Authorization: Bearer %s", "Sec-WebSocket-Protocol: %s")) {
        String right = line.contains("Protocol") ? offer(SECRET) : SECRET;
        String wrong = line.contains("Protocol") ? offer("x" + SECRET) : "x" + SECRET;
        RawPage page = RawPage.open(bridge.upgrade().with(line.formatted(right)));
        page.connected("a", "echo", Json.REQ);
        page.send("a", "x").expect("a", "x");
        page.close();
        assertEquals(403, bridge.upgrade().with(line.formatted(wrong)).status(), line);
      }
      assertEquals(3, bridge.count(Counter.HANDSHAKES_REFUSED_HOOK));
      RawPage page = bridge.page();
      page.connect("a", "echo", Json.REQ, "token", "x").expectRefused("a", "not_allowed");
      page.connect("a", "echo", Json.REQ).expectRefused("a", "not_allowed");
      page.connected("a", "echo", Json.REQ, "token", SECRET);
      page.connect("b", "echo", Json.REQ).expectRefused("b", "not_allowed");
      page.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoSpeaksTheWireIsToldThatItsCredentialIsBad(Wire wire) throws IOException {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = start(wire, echo, tickets())) {
      String wrong = "Sec-WebSocket-Protocol: zwb.1, " + offer("x" + SECRET);
      RawPage page = RawPage.open(bridge.upgrade().with(wrong));
      page.connect("a", "echo", Json.REQ, "token", SECRET); // comes to nothing
      assertEquals(3000, page.closeCode());
      assertEquals(0, bridge.count(Counter.CONNECTIONS_OPENED));
      assertEquals(0, bridge.count(Counter.MESSAGES_IN));
      try (Socket aware = bridge.upgrade().with(wrong + ", zwb.refused").send()) {
        String head = Upgrade.head(aware);
        assertTrue(head.contains("Sec-WebSocket-Protocol: zwb.refused"), head);
      }
      String right = "Sec-WebSocket-Protocol: zwb.refused, zwb.1, " + offer(SECRET);
      try (Socket aware = bridge.upgrade().with(right).send()) {
        String head = Upgrade.head(aware);
        assertTrue(head.contains("Sec-WebSocket-Protocol: zwb.1\r\n"), head);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoSpeaksNoWireOfOursIsTurnedAwayAndToldItsName(Wire wire) throws IOException {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = start(wire, echo, tickets());
        Socket other = bridge.upgrade().with("Sec-WebSocket-Protocol: zwb.7, mqtt").send()) {
      assertEquals(400, Upgrade.status(Upgrade.head(other)));
      byte[] body = new byte[64];
      int length = other.getInputStream().read(body);
      assertTrue(new String(body, 0, length, UTF_8).contains("zwb.1"));
      assertEquals(1, bridge.count(Counter.HANDSHAKES_REFUSED_SUBPROTOCOL));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theWiresNameIsAnsweredAndTheCredentialIsNot(Wire wire) throws IOException {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = start(wire, echo, tickets())) {
      try (Socket both =
          bridge.upgrade().with("Sec-WebSocket-Protocol: " + offer(SECRET) + ", zwb.1").send()) {
        String head = Upgrade.head(both);
        assertTrue(head.contains("Sec-WebSocket-Protocol: zwb.1"), head);
        assertFalse(head.contains(offer(SECRET)), head);
      }
      try (Socket only = bridge.upgrade().with("Sec-WebSocket-Protocol: " + offer(SECRET)).send()) {
        String head = Upgrade.head(only);
        assertEquals(101, Upgrade.status(head));
        assertFalse(head.contains("Sec-WebSocket-Protocol"), head);
      }
    }
  }

  @Test
  void aTicketLetsOneConnectionInOnce() {
    Tickets tickets = tickets();
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = start(Wire.CLEAR, echo, tickets)) {
      String ticket = bridge.bridge().ticket(Grant.to("hugo"));
      Upgrade upgrade = bridge.upgrade().target("/data?ticket=" + ticket);
      RawPage page = RawPage.open(upgrade);
      page.connected("a", "echo", Json.REQ);
      assertEquals(403, upgrade.status());
      assertEquals(1, bridge.bridge().revoke("hugo"));
      assertEquals(3003, page.closeCode());
    }
    try (TestBridge none = TestBridge.start(b -> b)) {
      assertThrows(IllegalStateException.class, () -> none.bridge().ticket(Grant.to("hugo")));
    }
  }

  // The program

  private static void permit(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private Path secret(String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    permit(file, permissions);
    return file;
  }

  private static String[] serve(BackEnd echo, String... settings) {
    String[] all = new String[9 + 2 * settings.length];
    all[0] = "serve";
    String[] common = {
      "listen=127.0.0.1:0",
      "management=127.0.0.1:0",
      "endpoints.echo.type=REQ",
      "endpoints.echo.address=" + echo.address()
    };
    for (int i = 0; i < common.length; i++) {
      all[1 + 2 * i] = "--set";
      all[2 + 2 * i] = common[i];
    }
    for (int i = 0; i < settings.length; i++) {
      all[9 + 2 * i] = "--set";
      all[10 + 2 * i] = settings[i];
    }
    return all;
  }

  @Test
  void noSecretIsEverInTheLog() throws IOException {
    String wrong = "wrong-" + SECRET;
    String ticket = "wrong-ticket-of-somebody";
    try (BackEnd echo = BackEnd.echo();
        MainProcess main =
            MainProcess.start(
                serve(
                    echo,
                    "log.level=trace",
                    "auth.secret.file=" + secret("rw-------"),
                    "auth.tickets.seconds=30",
                    "auth.credential={cookie: session, field: token}"))) {
      Upgrade upgrade = Upgrade.to(Wire.CLEAR, main.port());
      RawPage page = RawPage.open(upgrade);
      page.connect("a", "echo", Json.REQ, "token", wrong).expectRefused("a", "not_allowed");
      page.connected("a", "echo", Json.REQ, "token", SECRET);
      page.close();
      for (String credential : List.of(SECRET, wrong)) {
        boolean right = credential.equals(SECRET);
        for (String line :
            List.of(
                "Cookie: session=" + credential,
                "Authorization: Bearer " + credential,
                "Sec-WebSocket-Protocol: zwb.1, " + offer(credential))) {
          boolean told = line.contains("zwb.1");
          assertEquals(right || told ? 101 : 403, upgrade.with(line).status(), line);
        }
      }
      assertEquals(403, upgrade.target("/data?ticket=" + ticket).status());
      assertEquals(404, upgrade.target("/elsewhere?ticket=" + ticket).status());
      main.terminate();
      String log = main.output();
      assertTrue(log.contains("denied"), log);
      assertTrue(log.contains(" DEBUG "), log);
      for (String word : List.of(SECRET, offer(SECRET), offer(wrong), ticket, "ticket=")) {
        assertFalse(log.contains(word), () -> "\"" + word + "\" in " + log);
      }
    }
  }

  private static String post(String url, String body, int status) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + SECRET);
    connection.setDoOutput(true);
    connection.getOutputStream().write(body.getBytes(UTF_8));
    assertEquals(status, connection.getResponseCode(), body);
    try (InputStream answer =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new String(answer.readAllBytes(), UTF_8);
    }
  }

  @Test
  void everyRefusalHasItsLineInTheLogAndNoSecretInIt() throws IOException {
    try (BackEnd echo = BackEnd.echo();
        MainProcess main =
            MainProcess.start(serve(echo, "auth.secret.file=" + secret("rw-------")))) {
      Upgrade upgrade = Upgrade.to(Wire.CLEAR, main.port());
      String long16 = "c".repeat(17_000);
      said(main, upgrade.with("Cookie: " + long16), "refused with 431: ");
      said(main, upgrade.target("/data?" + long16), "refused with 414: ");
      said(main, upgrade.with("Sec-WebSocket-Protocol: mqtt"), "refused with 400: none of the");
      said(
          main,
          upgrade.with("Origin: http://evil"),
          "refused with 403: at /data: the Origin http://evil");
      said(main, upgrade.without("Upgrade"), "refused with 426: GET /data");
      said(main, upgrade.with("Authorization: Bearer bad"), "not the shared secret");
      said(main, upgrade, "denied: no credential");
      main.terminate();
      assertFalse(main.output().contains("ccccc"), main.output());
    }
  }

  /** A refusal, and its line. */
  private static void said(MainProcess main, Upgrade upgrade, String line) {
    assertTrue(upgrade.status() >= 400);
    assertFalse(main.awaitLine(line).isEmpty());
  }

  @Test
  void anOperatorIssuesTicketsAndRevokesOverTheManagementListener() throws IOException {
    try (BackEnd echo = BackEnd.echo();
        MainProcess main =
            MainProcess.start(
                serve(
                    echo,
                    "management={listen: \"127.0.0.1:0\", secretFile: " + secret("rw-------") + "}",
                    "auth.tickets.seconds=30"))) {
      Upgrade upgrade = Upgrade.to(Wire.CLEAR, main.port());
      String management = main.management().toString();
      String issued = post(management + "/tickets", "principal=hugo&expiresIn=60&topics=", 200);
      String ticket = JsonParser.parseString(issued).getAsJsonObject().get("ticket").getAsString();
      RawPage page = RawPage.open(upgrade.target("/data?ticket=" + ticket));
      page.connected("a", "echo", Json.REQ);
      assertEquals("{\"ended\":1}", post(management + "/revoke", "principal=hugo", 200));
      assertEquals(3003, page.closeCode());
      assertEquals("{\"ended\":0}", post(management + "/revoke", "principal=hugo", 200));
      for (String wrong :
          List.of("", "principal=", "principal=h&expiresIn=0", "principal=h&expiresIn=soon")) {
        post(management + "/tickets", wrong, 400);
      }
      post(management + "/revoke", "principal=hugo&more=1", 400);
    }
  }

  @Test
  void aSecretThatOthersCanReadStopsTheStart() throws IOException {
    Path file = secret("rw-r--r--");
    try (BackEnd echo = BackEnd.echo();
        MainProcess main = MainProcess.start(serve(echo, "auth.secret.file=" + file))) {
      assertEquals(1, main.exitCode());
      assertTrue(main.output().contains("chmod 600"), main.output());
      assertFalse(main.output().contains(SECRET), main.output());
    }
  }

  @Test
  void aServiceThatIsAskedOverHttpDecides() throws IOException {
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/", CredentialTest::decide);
    service.start();
    try (BackEnd echo = BackEnd.echo();
        MainProcess main =
            MainProcess.start(
                serve(
                    echo,
                    "auth.http.url=http://127.0.0.1:" + service.getAddress().getPort() + "/"))) {
      Upgrade upgrade = Upgrade.to(Wire.CLEAR, main.port());
      assertEquals(403, upgrade.status());
      RawPage page = RawPage.open(upgrade.with("Cookie: user=hugo"));
      page.connected("a", "echo", Json.REQ, "desk", "7");
      page.connect("b", "echo", Json.REQ, "desk", "8").expectRefused("b", "not_allowed");
      page.close();
    } finally {
      service.stop(0);
    }
  }

  /** Lets hugo in, and him open what names desk 7. */
  private static void decide(HttpExchange exchange) throws IOException {
    String question = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    boolean open = question.contains("\"question\":\"open\"");
    boolean yes = question.contains("user=hugo") && (!open || question.contains("\"desk\":\"7\""));
    byte[] answer = ("{\"allow\":" + yes + ",\"principal\":\"hugo\"}").getBytes(UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
