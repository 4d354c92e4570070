package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.it.HttpDoor.expect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.credential.CredentialAuthorizer;
import org.zmqwebbridge.auth.credential.CredentialPlaces;
import org.zmqwebbridge.auth.credential.Tickets;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.gateway.KeptBounds;
import org.zmqwebbridge.gateway.SubscriptionOffers;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** A stream's credentials end before it does; the one that brings others has kept its place. */
final class StreamRenewalTest {
  private static final KeptBounds KEPT = new KeptBounds(100, 1 << 20, 60);

  private static EndpointSpec news(PubService news) {
    return EndpointSpec.of("news", SocketType.SUB, ZmqEndpoint.parse(news.address()))
        .offers(SubscriptionOffers.NONE.withReplay(KEPT));
  }

  /** Publishes while nobody is there to hear. */
  private static void publishUnheard(PubService news, TestBridge bridge, String message) {
    Await.await("it to leave", () -> bridge.gauge("news", Gauge.SUBSCRIBERS) == 0);
    long before = bridge.count(Counter.PUBLICATIONS);
    news.publish(message);
    bridge.awaitCount(Counter.PUBLICATIONS, before + 1);
  }

  @Test
  void aTicketIsForOneStreamAndTheNextGoesOnWhereThatEnded() {
    Tickets tickets = new Tickets(Duration.ofMinutes(1), InstantSource.system());
    CredentialPlaces nowhere =
        new CredentialPlaces(Optional.empty(), false, false, Optional.empty());
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint(news(news))
                        .tickets(tickets)
                        .authorizer(
                            new CredentialAuthorizer(nowhere, List.of(), Optional.of(tickets))))) {
      String target = "/sub/news?ticket=" + bridge.bridge().ticket(Grant.to("hugo"));
      String id;
      try (EventReader events = new EventReader(bridge, target).open()) {
        news.awaitSubscription().publish("1");
        id = events.expect("data: 1").lastId();
      }
      publishUnheard(news, bridge, "2");
      // What an EventSource does by itself ends it, because it is no 200:
      expect(401, new HttpDoor(bridge).get(target, "Last-Event-ID", id));
      String next =
          "/sub/news?ticket=" + bridge.bridge().ticket(Grant.to("hugo")) + "&lastEventId=" + id;
      try (EventReader events = new EventReader(bridge, next).open()) {
        events.expect("data: 2");
        assertEquals(0, bridge.count(Counter.REPLAY_GAPS));
      }
    }
  }

  @Test
  void aStreamEndsWithItsGrantAndARenewedCookieGoesOn() {
    Authorizer hooks =
        new Authorizer() {
          @Override
          public Decision websocketAllowed(Handshake handshake) {
            Grant hugo = Grant.to("hugo");
            boolean fresh = handshake.cookie("session").filter("fresh"::equals).isPresent();
            return Decision.allow(fresh ? hugo : hugo.until(Instant.now().plusSeconds(2)));
          }
        };
    try (PubService news = new PubService();
        TestBridge bridge = TestBridge.start(b -> b.endpoint(news(news)).authorizer(hooks))) {
      String id;
      try (EventReader events = new EventReader(bridge, "/sub/news", "Cookie", "session=old")) {
        news.awaitSubscription().publish("1");
        id = events.open().expect("data: 1").lastId();
        assertEquals(EventReader.END, events.next());
      }
      publishUnheard(news, bridge, "2");
      String[] again = {"Cookie", "session=fresh", "Last-Event-ID", id};
      try (EventReader events = new EventReader(bridge, "/sub/news", again).open()) {
        events.expect("data: 2");
        assertEquals(0, bridge.count(Counter.REPLAY_GAPS));
      }
    }
  }
}
