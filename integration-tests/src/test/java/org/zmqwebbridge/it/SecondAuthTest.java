package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.RenewalRequest;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.virtualsocket.second.wire.DataCodec;
import org.zmqwebbridge.virtualsocket.second.wire.DataFrame;

/** Credentials on the second wire: renewed in place, and one socket's grant ends that socket. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class SecondAuthTest {
  private static final long HOUR = 3_600;

  private final SecondFrames frames = new SecondFrames(new Variables());
  private final Instant start = Instant.now();

  /** The member {@code token} says who it is, for how many seconds, and perhaps for which topic. */
  private final class Desk extends Authorizer {
    private final List<CompletableFuture<Decision>> undecided = new ArrayList<>();

    @Override
    public Decision websocketAllowed(Handshake handshake) {
      return handshake.cookie("token").map(this::decide).orElse(Decision.ALLOW);
    }

    @Override
    public Decision zmqAllowed(ZmqRequest request) {
      return request.text("token") == null ? Decision.ALLOW : decide(request.text("token"));
    }

    @Override
    public Decision renewalAllowed(RenewalRequest request) {
      return decide(request.text("token"));
    }

    private Decision decide(String token) {
      String[] words = token.split(":", -1);
      if (words[0].equals("later")) {
        CompletableFuture<Decision> later = new CompletableFuture<>();
        synchronized (undecided) {
          undecided.add(later);
        }
        return Decision.later(later);
      }
      if (words[0].equals("down")) {
        return Decision.deny("nobody can be asked", CloseReason.UNDECIDABLE);
      }
      if (words.length < 2) {
        return Decision.unauthorized("no such token");
      }
      Grant grant = Grant.to(words[0]).until(start.plusSeconds(Long.parseLong(words[1])));
      return Decision.allow(words.length < 3 ? grant : grant.topics(Topics.of(words[2])));
    }

    CompletableFuture<Decision> awaitUndecided() {
      Await.await("a question", () -> isAsked());
      synchronized (undecided) {
        return undecided.get(0);
      }
    }

    private boolean isAsked() {
      synchronized (undecided) {
        return !undecided.isEmpty();
      }
    }
  }

  private final Desk desk = new Desk();

  private TestBridge start(RouterService service, PubService quotes) {
    return TestBridge.start(
        b ->
            b.endpoint("echo", SocketType.REQ, service.address())
                .endpoint("quotes", SocketType.SUB, quotes.address())
                .authorizer(desk));
  }

  private SecondPage page(TestBridge bridge, String token) {
    return new SecondPage(bridge.upgrade().with("Cookie: token=" + token), frames);
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  private void send(SecondPage page, String json) {
    page.send(frames.outgoing(json(json)));
  }

  private void auth(SecondPage page, String token) {
    send(page, "{'op': 'auth', 'auth': {'token': '" + token + "'}}");
  }

  private static JsonObject next(SecondPage page, long channel) {
    return page.next(channel == 0 ? json("{}") : json("{'channel': " + channel + "}"));
  }

  private static void hears(SecondPage page, long channel, String expected) {
    JsonObject actual = next(page, channel);
    actual.remove("text");
    assertEquals(json(expected), actual);
  }

  private void open(SecondPage page, long channel, String more) {
    send(page, "{'op': 'open', 'channel': " + channel + ", " + more + "}");
    assertEquals("opened", Json.text(next(page, channel), "op"));
  }

  private void asks(SecondPage page, long channel, RouterService service) {
    DataFrame request = new DataFrame.Request(channel, 7, 0, List.of("?".getBytes(UTF_8)));
    page.send(new RawPage.Message(true, DataCodec.encode(request)));
    service.reply(service.receive("?"), "!");
    assertEquals("[\"!\"]", next(page, channel).get("parts").toString());
  }

  private long at(long seconds) {
    return start.plusSeconds(seconds).getEpochSecond();
  }

  @Test
  void aConnectionGoesOnByCredentialsThatItsPageBrings() {
    try (RouterService service = new RouterService();
        PubService quotes = new PubService();
        TestBridge bridge = start(service, quotes);
        SecondPage page = page(bridge, "hugo:50")) {
      hears(page, 0, "{'op': 'expiring', 'expires': " + at(50) + "}");
      open(page, 1, "'type': 'REQ', 'endpoint': 'echo'");
      auth(page, "hugo:" + HOUR);
      hears(page, 0, "{'op': 'authorized', 'expires': " + at(HOUR) + "}");
      asks(page, 1, service);
      auth(page, "eve:" + HOUR);
      hears(page, 0, "{'op': 'error', 'code': 1301}");
      asks(page, 1, service);
      assertEquals(1, bridge.count(Counter.RENEWALS));
      assertEquals(1, bridge.count(Counter.RENEWALS_REFUSED));
      assertEquals(1, bridge.bridge().revoke("hugo"), "of two grants, the renewed one is left");
      assertEquals(3003, page.closeCode());
    }
  }

  @Test
  void onlyTheRenewedGrantsEndEndsTheConnection() {
    try (RouterService service = new RouterService();
        PubService quotes = new PubService();
        TestBridge bridge = start(service, quotes);
        SecondPage page = page(bridge, "hugo:" + HOUR)) {
      auth(page, "hugo:" + (Instant.now().getEpochSecond() - start.getEpochSecond() + 2));
      assertEquals("authorized", Json.text(next(page, 0), "op"));
      assertEquals("expiring", Json.text(next(page, 0), "op"));
      assertEquals(1008, page.closeCode());
      bridge.awaitCount(Counter.GRANTS_EXPIRED, 1);
    }
  }

  @Test
  void credentialsComeOneAtATime() {
    try (RouterService service = new RouterService();
        PubService quotes = new PubService();
        TestBridge bridge = start(service, quotes);
        SecondPage page = page(bridge, "hugo:" + HOUR)) {
      auth(page, "later");
      auth(page, "hugo:" + HOUR);
      hears(page, 0, "{'op': 'error', 'code': 1304}");
      desk.awaitUndecided().complete(Decision.allow(Grant.to("hugo")));
      hears(page, 0, "{'op': 'authorized'}");
      auth(page, "hugo:" + HOUR);
      hears(page, 0, "{'op': 'authorized', 'expires': " + at(HOUR) + "}");
    }
  }

  @Test
  void afterThreeRefusalsInARowTheConnectionEnds() {
    try (RouterService service = new RouterService();
        PubService quotes = new PubService();
        TestBridge bridge = start(service, quotes);
        SecondPage page = page(bridge, "hugo:" + HOUR)) {
      for (String token : List.of("bad", "bad", "hugo:" + HOUR, "bad", "down", "bad", "bad")) {
        auth(page, token);
        String expected = token.startsWith("hugo") ? "authorized" : "error";
        assertEquals(expected, Json.text(next(page, 0), "op"), token);
      }
      assertEquals(3000, page.closeCode());
      assertEquals(6, bridge.count(Counter.RENEWALS_REFUSED));
    }
  }

  @Test
  void whereNobodyIsAskedAnyCredentialIsGood() {
    try (TestBridge bridge = TestBridge.configured();
        SecondPage page = new SecondPage(bridge, frames)) {
      for (int i = 0; i < 4; i++) {
        auth(page, "whatever");
        hears(page, 0, "{'op': 'authorized'}");
      }
    }
  }

  @Test
  void theEndOfASocketsOwnGrantClosesThatSocketAlone() {
    try (RouterService service = new RouterService();
        PubService quotes = new PubService();
        TestBridge bridge = start(service, quotes);
        SecondPage page = new SecondPage(bridge, frames)) {
      open(page, 1, "'type': 'REQ', 'endpoint': 'echo'");
      long soon = Instant.now().getEpochSecond() - start.getEpochSecond() + 2;
      String opened = "'type': 'REQ', 'endpoint': 'echo', 'auth': {'token': 'hugo:" + soon + "'}";
      open(page, 2, opened);
      hears(page, 0, "{'op': 'expiring', 'expires': " + at(soon) + "}");
      hears(page, 2, "{'op': 'closed', 'channel': 2, 'code': 1306}");
      asks(page, 1, service);
      open(page, 2, "'type': 'REQ', 'endpoint': 'echo'");
      asks(page, 2, service);
      bridge.awaitCount(Counter.GRANTS_EXPIRED, 1);
    }
  }

  @Test
  void aSocketThatMayDoLessByTheNewCredentialIsClosedToBeOpenedAgain() {
    try (RouterService service = new RouterService();
        PubService quotes = new PubService();
        TestBridge bridge = start(service, quotes);
        SecondPage page = page(bridge, "hugo:" + HOUR)) {
      open(page, 1, "'type': 'SUB', 'endpoint': 'quotes'");
      open(page, 2, "'type': 'REQ', 'endpoint': 'echo'");
      auth(page, "hugo:" + HOUR + ":eu/");
      assertEquals("authorized", Json.text(next(page, 0), "op"));
      hears(page, 1, "{'op': 'closed', 'channel': 1, 'code': 1306}");
      open(page, 1, "'type': 'SUB', 'endpoint': 'quotes', 'topics': ['eu/', 'us/']");
      assertEquals(1302, next(page, 1).get("code").getAsInt());
      assertEquals("[\"eu/\"]", next(page, 1).get("topics").toString());
      asks(page, 2, service);
      assertTrue(bridge.count(Counter.SOCKETS_CLOSED) >= 1);
    }
  }
}
