package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.it.HttpDoor.expect;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.rate.RateLimits;

/** Who comes to a location is asked what a page is asked. */
final class RelayAccessTest {
  private static TestBridge start(Authorizer hooks) {
    return RelayBridge.start(
        RelayStores.MEMORY,
        settings -> settings.authorizer(hooks),
        RelayBridge.publisher("/pub/"),
        RelayBridge.subscriber("/sub/"));
  }

  @Test
  void aHookThatKnowsOnlyWebSocketsGuardsEveryLocation() {
    Authorizer nobody =
        new Authorizer() {
          @Override
          public Decision websocketAllowed(Handshake handshake) {
            return Decision.deny("members only");
          }
        };
    try (TestBridge bridge = start(nobody)) {
      HttpDoor door = new HttpDoor(bridge);
      expect(403, door.post("/pub/a", "x"));
      expect(403, door.get("/pub/a"));
      expect(403, door.get("/sub/a"));
      assertEquals(3, bridge.count(Counter.RELAY_DENIED));
      assertEquals(0, bridge.gauge("zwb.channels.subscribers"));
    }
  }

  @Test
  void aHookIsAskedForEachChannelAndEachWay() {
    Queue<List<Object>> asked = new ConcurrentLinkedQueue<>();
    Authorizer hook =
        new Authorizer() {
          @Override
          public Decision zmqAllowed(ZmqRequest request) {
            asked.add(List.of(request.socketType(), request.endpoint(), request.text("channel")));
            return Decision.allowIf(
                request.socketType() == SocketType.SUB || request.text("channel").equals("mine"),
                "not yours");
          }
        };
    try (TestBridge bridge = start(hook)) {
      HttpDoor door = new HttpDoor(bridge);
      expect(202, door.post("/pub/mine", "x"));
      expect(403, door.post("/pub/yours", "x"));
      expect(200, "x", door.get("/sub/mine"));
      assertEquals(
          List.of(
              List.of(SocketType.PUB, "/pub/", "mine"),
              List.of(SocketType.PUB, "/pub/", "yours"),
              List.of(SocketType.SUB, "/sub/", "mine")),
          List.copyOf(asked));
      assertEquals(1, bridge.count(Counter.RELAY_DENIED));
    }
  }

  @Test
  void aHookThatAnswersLaterHoldsNothingUp() {
    CompletableFuture<Decision> later = new CompletableFuture<>();
    Authorizer hook =
        new Authorizer() {
          @Override
          public Decision zmqAllowed(ZmqRequest request) {
            return request.text("channel").equals("slow") ? Decision.later(later) : Decision.ALLOW;
          }
        };
    try (TestBridge bridge = start(hook)) {
      HttpDoor door = new HttpDoor(bridge);
      CompletableFuture<HttpResponse<byte[]>> slow = door.begin("/pub/slow", "x");
      Await.await("it", () -> bridge.gauge("zwb.http.exchanges.open") == 1);
      expect(202, door.post("/pub/quick", "x"));
      later.complete(Decision.ALLOW);
      expect(202, slow.join());
    }
  }

  @Test
  void aPrincipalThatAsksTooOftenIsToldSo() {
    Authorizer hook =
        new Authorizer() {
          @Override
          public Decision websocketAllowed(Handshake handshake) {
            return Decision.allow(Grant.to("hugo"));
          }
        };
    try (TestBridge bridge =
        RelayBridge.start(
            RelayStores.MEMORY,
            settings -> settings.authorizer(hook).rates(new RateLimits(0, 2, 1)),
            RelayBridge.publisher("/pub/"))) {
      HttpDoor door = new HttpDoor(bridge);
      Await.await("429", () -> door.get("/pub/a").statusCode() == 429);
    }
  }
}
