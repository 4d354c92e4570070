package org.zmqwebbridge.auth.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.RenewalRequest;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Handshake;

class CredentialAuthorizerTest {
  private static final String SECRET = "correct horse battery staple";
  private static final CredentialPlaces EVERYWHERE =
      new CredentialPlaces(Optional.of("session"), true, true, Optional.of("token"));
  private static final CredentialPlaces NOWHERE =
      new CredentialPlaces(Optional.empty(), false, false, Optional.empty());

  private static CredentialAuthorizer authorizer(CredentialPlaces places, Tickets tickets) {
    return new CredentialAuthorizer(
        places, List.of(new SharedSecret(SECRET, "lab")), Optional.ofNullable(tickets));
  }

  private static Handshake handshake(String query, String... namesAndValues) {
    Handshake.Builder handshake = new Handshake.Builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      handshake.header(namesAndValues[i], namesAndValues[i + 1]);
    }
    return handshake.build(
        "/data", query, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), false);
  }

  private static String offer(String credential) {
    return "zwb.1, zwb.auth."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(credential.getBytes(UTF_8));
  }

  private static ZmqRequest request(Grant admission, Map<String, Object> fields) {
    return new ZmqRequest(
        1, handshake(""), admission, SocketType.REQ, "echo", "tcp://127.0.0.1:1", "", fields);
  }

  private static RenewalRequest renewal(Map<String, Object> fields) {
    return new RenewalRequest(1, handshake(""), Grant.to("lab"), fields);
  }

  private static Grant grant(Decision decision) {
    return assertInstanceOf(Decision.Allowed.class, decision).grant();
  }

  private static void denied(Decision decision) {
    String reason = assertInstanceOf(Decision.Denied.class, decision).reason();
    assertFalse(reason.contains("horse"), reason);
  }

  @Test
  void aCredentialIsFoundInEachPlaceThatIsAllowed() {
    List<Handshake> all =
        List.of(
            handshake("", "Cookie", "theme=dark; session=" + SECRET),
            handshake("", "Sec-WebSocket-Protocol", offer(SECRET)),
            handshake("", "Authorization", "bearer " + SECRET));
    for (Handshake handshake : all) {
      Decision decision = authorizer(EVERYWHERE, null).websocketAllowed(handshake);
      assertEquals(Optional.of("lab"), grant(decision).principal());
      assertFalse(grant(decision).provisional());
      denied(authorizer(NOWHERE, null).websocketAllowed(handshake));
    }
  }

  @Test
  void aWrongCredentialIsNoneAndHasNoSecondChance() {
    CredentialAuthorizer everywhere = authorizer(EVERYWHERE, null);
    denied(everywhere.websocketAllowed(handshake("", "Cookie", "session=" + SECRET + "x")));
    denied(
        everywhere.websocketAllowed(
            handshake("", "Cookie", "session=wrong", "Authorization", "Bearer " + SECRET)));
    denied(everywhere.websocketAllowed(handshake("", "Authorization", "Bearer horse")));
  }

  @Test
  void whatIsNoBase64OrNoTextIsNoCredential() {
    for (String offer : List.of("zwb.auth.", "zwb.auth.#", "zwb.auth._w", "zwb.auth.A")) {
      Decision decision =
          authorizer(EVERYWHERE, null)
              .websocketAllowed(handshake("", "Sec-WebSocket-Protocol", offer));
      assertTrue(grant(decision).provisional(), offer);
    }
  }

  @Test
  void whereConnectsMayBringItTheHandshakeIsProvisionalAndEachConnectIsAsked() {
    CredentialAuthorizer everywhere = authorizer(EVERYWHERE, null);
    Grant provisional = grant(everywhere.websocketAllowed(handshake("")));
    assertTrue(provisional.provisional());
    denied(everywhere.zmqAllowed(request(provisional, Map.of())));
    denied(everywhere.zmqAllowed(request(provisional, Map.of("token", "horse"))));
    denied(everywhere.zmqAllowed(request(provisional, Map.of("token", 1L))));
    assertEquals(
        Optional.of("lab"),
        grant(everywhere.zmqAllowed(request(provisional, Map.of("token", SECRET)))).principal());
    assertEquals(Grant.ANYONE, grant(everywhere.zmqAllowed(request(Grant.to("lab"), Map.of()))));
  }

  @Test
  void whatAPageBringsLaterIsLookedAtWhereConnectsHaveItOrElseInToken() {
    CredentialPlaces inKey = new CredentialPlaces(Optional.empty(), true, true, Optional.of("key"));
    Map<String, Object> token = Map.of("token", SECRET);
    Map<String, Object> key = Map.of("key", SECRET);
    assertEquals(
        Optional.of("lab"),
        grant(authorizer(NOWHERE, null).renewalAllowed(renewal(token))).principal());
    assertEquals(
        Optional.of("lab"),
        grant(authorizer(inKey, null).renewalAllowed(renewal(key))).principal());
    denied(authorizer(inKey, null).renewalAllowed(renewal(token)));
    denied(authorizer(NOWHERE, null).renewalAllowed(renewal(Map.of("token", "horse"))));
    denied(authorizer(NOWHERE, null).renewalAllowed(renewal(Map.of("token", ""))));
    denied(authorizer(NOWHERE, null).renewalAllowed(renewal(Map.of())));
    assertFalse(renewal(token).toString().contains("horse"));
  }

  @Test
  void whereNothingMayBringItNobodyComesIn() {
    denied(authorizer(NOWHERE, null).websocketAllowed(handshake("")));
    denied(authorizer(NOWHERE, null).zmqAllowed(request(Grant.ANYONE, Map.of("token", SECRET))));
  }

  @Test
  void theUrlIsNoPlaceForACredential() {
    denied(authorizer(NOWHERE, null).websocketAllowed(handshake("token=" + SECRET)));
    denied(authorizer(NOWHERE, null).websocketAllowed(handshake("ticket=" + SECRET)));
  }

  @Test
  void aTicketLetsOneConnectionInOnceAndNotLater() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
    InstantSource clock = now::get;
    Tickets tickets = new Tickets(Duration.ofSeconds(30), clock);
    CredentialAuthorizer authorizer = authorizer(NOWHERE, tickets);
    String ticket = tickets.issue(Grant.to("hugo"));
    Handshake first = handshake("x=1&ticket=" + ticket);
    assertEquals(
        Grant.to("hugo").issuedAt(now.get()).basedOn(Tickets.Belief.REDEEMED),
        grant(authorizer.websocketAllowed(first)));
    denied(authorizer.websocketAllowed(first));
    String late = tickets.issue(Grant.to("hugo"));
    now.set(now.get().plusSeconds(30));
    denied(authorizer.websocketAllowed(handshake("ticket=" + late)));
    denied(authorizer.websocketAllowed(handshake("ticket=")));
    denied(authorizer.websocketAllowed(handshake("")));
    assertThrows(IllegalArgumentException.class, () -> tickets.issue(Grant.ANYONE));
  }

  @Test
  void ticketsCannotBeGuessedOrFillTheMemory() {
    Tickets tickets = new Tickets(Duration.ofHours(1), InstantSource.system());
    String first = tickets.issue(Grant.to("hugo"));
    assertEquals(32, first.length());
    String second = tickets.issue(Grant.to("hugo"));
    for (int i = 1; i < Tickets.MAX_TICKETS; i++) {
      tickets.issue(Grant.to("hugo"));
    }
    assertTrue(tickets.redeem(first).isEmpty(), "the oldest is forgotten");
    assertTrue(tickets.redeem(second).isPresent(), "and no other");
    assertTrue(tickets.redeem(tickets.issue(Grant.to("eve"))).isPresent());
  }

  @Test
  void aShortSecretIsNone() {
    assertThrows(IllegalArgumentException.class, () -> new SharedSecret("x".repeat(15), "lab"));
  }

  @Test
  void whatAnApplicationsOwnVerifierFoundGoodHoldsAsLongAsItIsAsked() {
    CredentialVerifier own = token -> Decision.allow(Grant.to("hugo"));
    CredentialPlaces places = new CredentialPlaces(Optional.empty(), true, true, Optional.empty());
    CredentialAuthorizer authorizer =
        new CredentialAuthorizer(places, List.of(own), Optional.empty());
    Grant granted =
        grant(authorizer.websocketAllowed(handshake("", "Authorization", "Bearer anything")));
    assertEquals(Optional.empty(), authorizer.objection(granted.basis()));
    CredentialVerifier other = token -> Decision.allow(Grant.to("hugo"));
    assertEquals(
        Optional.of(CloseReason.CREDENTIAL_WITHDRAWN),
        new CredentialAuthorizer(places, List.of(other), Optional.empty())
            .objection(granted.basis()));
  }
}
