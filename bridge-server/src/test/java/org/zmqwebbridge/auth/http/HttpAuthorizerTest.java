package org.zmqwebbridge.auth.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.LocalHttp;
import org.zmqwebbridge.auth.RenewalRequest;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.Handshake;

/** A service says who may; whatever is no plain yes in time is a no. */
class HttpAuthorizerTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final Duration HASTY = Duration.ofMillis(200);

  private final Handshake handshake =
      new Handshake.Builder()
          .header("Cookie", "session=s1")
          .header("User-Agent", "Browser")
          .build("/data", "q=1", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), true);
  private final ZmqRequest request =
      new ZmqRequest(
          1,
          handshake,
          Grant.to("hugo"),
          SocketType.SUB,
          "news",
          "tcp://127.0.0.1:1",
          "f",
          Map.of("desk", 7L));

  private static HttpAuthorizer asking(URI service, Duration timeout) {
    return new HttpAuthorizer(
        service, List.of("cookie"), Optional.of("the bridge's"), timeout, () -> NOW);
  }

  private static Decision decision(Decision decision) {
    return assertInstanceOf(Decision.Later.class, decision).stage().toCompletableFuture().join();
  }

  private Decision answered(int status, String body) {
    try (LocalHttp service = new LocalHttp(exchange -> LocalHttp.send(exchange, status, body))) {
      Decision decision = decision(asking(service.uri(), PATIENT).websocketAllowed(handshake));
      return decision instanceof Decision.Allowed allowed
          ? Decision.allow(bare(allowed.grant()))
          : decision;
    }
  }

  /** Without what was believed for it, which is the authorizer's own to know. */
  private static Grant bare(Grant grant) {
    return new Grant(
        grant.principal(),
        grant.expiry(),
        grant.issued(),
        grant.topics(),
        grant.provisional(),
        Set.of());
  }

  private void fails(int status, String body) {
    assertThrows(CompletionException.class, () -> answered(status, body), body);
  }

  @Test
  void theServiceHearsWhatItNeedsAndNoMore() {
    AtomicReference<String> body = new AtomicReference<>();
    AtomicReference<String> bearer = new AtomicReference<>();
    try (LocalHttp service =
        new LocalHttp(
            exchange -> {
              body.set(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
              bearer.set(exchange.getRequestHeaders().getFirst("Authorization"));
              LocalHttp.send(exchange, 200, "{\"allow\":true}");
            })) {
      HttpAuthorizer asking = asking(service.uri(), PATIENT);
      assertInstanceOf(Decision.Allowed.class, decision(asking.websocketAllowed(handshake)));
      assertEquals("Bearer the bridge's", bearer.get());
      JsonObject connect = JsonParser.parseString(body.get()).getAsJsonObject();
      assertEquals(
          JsonParser.parseString(
              "{\"question\":\"connect\",\"path\":\"/data\",\"remoteAddress\":\"127.0.0.1\","
                  + "\"secure\":true,\"headers\":{\"cookie\":[\"session=s1\"]}}"),
          connect);
      assertInstanceOf(Decision.Allowed.class, decision(asking.zmqAllowed(request)));
      JsonObject open = JsonParser.parseString(body.get()).getAsJsonObject();
      assertEquals("open", open.get("question").getAsString());
      assertEquals("hugo", open.get("principal").getAsString());
      assertEquals("SUB", open.get("socketType").getAsString());
      assertEquals("news", open.get("endpoint").getAsString());
      assertEquals("f", open.get("filter").getAsString());
      assertEquals(7, open.getAsJsonObject("fields").get("desk").getAsLong());
      assertFalse(body.get().contains("Browser"));
      assertFalse(body.get().contains("q=1"), "queries may hold tickets");
      RenewalRequest renewal =
          new RenewalRequest(1, handshake, Grant.to("hugo"), Map.of("token", "new"));
      assertInstanceOf(Decision.Allowed.class, decision(asking.renewalAllowed(renewal)));
      JsonObject renew = JsonParser.parseString(body.get()).getAsJsonObject();
      assertEquals("renew", renew.get("question").getAsString());
      assertEquals("hugo", renew.get("principal").getAsString());
      assertEquals("new", renew.getAsJsonObject("fields").get("token").getAsString());
    }
  }

  @Test
  void aYesMayNameAPrincipalAnEndAndTopics() {
    assertEquals(Decision.allow(Grant.ANYONE.issuedAt(NOW)), answered(200, "{\"allow\":true}"));
    assertEquals(
        Decision.allow(
            Grant.to("hugo").issuedAt(NOW).until(NOW.plusSeconds(60)).topics(Topics.of("eu/"))),
        answered(
            200,
            "{\"allow\":true,\"principal\":\"hugo\",\"expiresIn\":60,\"topics\":[\"eu/\"],"
                + "\"more\":1}"));
  }

  @Test
  void aNoIsANo() {
    assertEquals(
        Decision.deny("not on Sundays"),
        answered(200, "{\"allow\":false,\"reason\":\"not on Sundays\"}"));
    assertInstanceOf(Decision.Denied.class, answered(200, "{\"allow\":false}"));
    assertInstanceOf(Decision.Denied.class, answered(401, ""));
    assertInstanceOf(Decision.Denied.class, answered(403, "{\"allow\":true}"));
  }

  @Test
  void whateverIsNoAnswerIsNoYes() {
    for (String body :
        List.of(
            "",
            "yes",
            "[]",
            "{}",
            "{\"allow\":\"true\"}",
            "{\"allow\":1}",
            "{\"allow\":null}",
            "{'allow':true}",
            "{\"allow\":true",
            "{\"allow\":true}}",
            "{\"allow\":true,\"principal\":7}",
            "{\"allow\":true,\"principal\":\"\"}",
            "{\"allow\":true,\"principal\":null}",
            "{\"allow\":true,\"expiresIn\":\"soon\"}",
            "{\"allow\":true,\"expiresIn\":0}",
            "{\"allow\":true,\"expiresIn\":-1}",
            "{\"allow\":true,\"expiresIn\":1e99}",
            "{\"allow\":true,\"expiresIn\":[60]}",
            "{\"allow\":true,\"topics\":\"eu/\"}",
            "{\"allow\":true,\"topics\":[7]}")) {
      fails(200, body);
    }
    fails(201, "{\"allow\":true}");
    fails(500, "{\"allow\":true}");
    fails(200, "{\"allow\":true,\"reason\":\"" + "x".repeat(HttpAuthorizer.MAX_ANSWER_BYTES));
  }

  @Test
  void aRedirectIsNotFollowed() {
    try (LocalHttp elsewhere =
            new LocalHttp(exchange -> LocalHttp.send(exchange, 200, "{\"allow\":true}"));
        LocalHttp service =
            new LocalHttp(
                exchange -> {
                  exchange.getResponseHeaders().set("Location", elsewhere.uri().toString());
                  LocalHttp.send(exchange, 307, "");
                })) {
      HttpAuthorizer asking = asking(service.uri(), PATIENT);
      assertThrows(CompletionException.class, () -> decision(asking.websocketAllowed(handshake)));
      assertEquals(0, elsewhere.requests());
    }
  }

  @Test
  void whoeverIsAwayOrMuteOrDripsDeniesInTime() {
    CountDownLatch end = new CountDownLatch(1);
    LocalHttp mute = new LocalHttp(exchange -> await(end));
    LocalHttp dripping =
        new LocalHttp(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write('{');
              exchange.getResponseBody().flush();
              await(end);
            });
    try (mute;
        dripping) {
      for (LocalHttp service : List.of(mute, dripping)) {
        HttpAuthorizer asking = asking(service.uri(), HASTY);
        assertThrows(CompletionException.class, () -> decision(asking.websocketAllowed(handshake)));
      }
      end.countDown();
    }
    HttpAuthorizer asking = asking(mute.uri(), PATIENT);
    assertTrue(
        assertThrows(CompletionException.class, () -> decision(asking.websocketAllowed(handshake)))
                .getCause()
            instanceof IOException);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
