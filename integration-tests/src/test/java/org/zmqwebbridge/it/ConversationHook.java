package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.RenewalRequest;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.kit.Await;

/**
 * Grants what {@code grants} of a conversation says: to connections, to sockets of an endpoint, and
 * to those who bring a token.
 *
 * <p>Owner thread: any.
 */
final class ConversationHook extends Authorizer {
  private final JsonObject grants;
  private final Map<String, CompletableFuture<Decision>> waiting = new ConcurrentHashMap<>();
  private final Set<Long> ends = ConcurrentHashMap.newKeySet();

  /**
   * @param grants {@code null} where all is allowed
   */
  ConversationHook(JsonObject grants) {
    this.grants = grants;
  }

  @Override
  public Decision websocketAllowed(Handshake handshake) {
    return grants == null ? Decision.ALLOW : granted(grants.getAsJsonObject("connection"));
  }

  @Override
  public Decision zmqAllowed(ZmqRequest request) {
    return of("endpoints", request.endpoint(), Decision.ALLOW);
  }

  @Override
  public Decision renewalAllowed(RenewalRequest request) {
    String token = request.text("token");
    Decision decision = of("tokens", token, Decision.unauthorized("no such token"));
    return waits(token)
        ? Decision.later(waiting.computeIfAbsent(token, unused -> new CompletableFuture<>()))
        : decision;
  }

  private JsonObject find(String section, String name) {
    JsonObject all = grants == null ? null : grants.getAsJsonObject(section);
    return all == null ? null : all.getAsJsonObject(name);
  }

  private boolean waits(String token) {
    JsonObject grant = find("tokens", token);
    return grant != null && grant.has("waits");
  }

  private Decision of(String section, String name, Decision otherwise) {
    JsonObject grant = find(section, name);
    return grant == null ? otherwise : granted(grant);
  }

  private Decision granted(JsonObject said) {
    if (said == null) {
      return Decision.ALLOW;
    }
    Grant grant = Grant.to(Json.text(said, "to"));
    if (!said.has("seconds")) {
      return Decision.allow(grant);
    }
    Instant end = Instant.now().plusSeconds(said.get("seconds").getAsLong());
    ends.add(end.getEpochSecond());
    return Decision.allow(grant.until(end));
  }

  /** Decides about a token that waits; the bridge must have asked, or does so soon. */
  void decide(String token) {
    Await.await("a question about " + token, () -> waiting.containsKey(token));
    waiting.remove(token).complete(granted(find("tokens", token)));
  }

  /** What a page is told ends when it was granted to end. */
  void hasGranted(long expires) {
    assertTrue(ends.contains(expires), expires + " is not one of " + ends);
  }
}
