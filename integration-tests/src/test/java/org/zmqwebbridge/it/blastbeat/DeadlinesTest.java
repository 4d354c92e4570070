package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.zmqwebbridge.blastbeat.config.VhostOptions;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.ExchangeLimits;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.observe.Counter;

/** What takes too long: heads, bodies and silence. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class DeadlinesTest {
  private static final long SOON = 100;

  private static Beat start(EdgeLimits limits) {
    return Beat.start(any -> any, edge -> edge.limits(limits), VhostSpec.of("localhost", "a"));
  }

  @Test
  void aHeadThatIsNotWholeInTimeEndsItsConnection() {
    EdgeLimits limits =
        EdgeLimits.DEFAULTS.with(HandshakeLimits.DEFAULTS.withHandshakeMillis(SOON));
    try (Beat beat = start(limits);
        Asking client = beat.client()) {
      client.send("GET / HTTP/1.1\r\nHost:");
      client.expectEnd();
      beat.awaitCount(Counter.BLASTBEAT_LATE, 1);
    }
  }

  @Test
  void aBodyThatStopsEndsItsConnectionAndItsNodeIsTold() {
    EdgeLimits limits = EdgeLimits.DEFAULTS.with(ExchangeLimits.DEFAULTS.withBodyMillis(SOON));
    try (Beat beat = start(limits);
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.send(Asking.request("POST", "localhost", "/", "Content-Length: 10") + "12345");
      String sid = node.hear("uwsgi").sid();
      node.hear(sid, "body", "12345");
      node.hear(sid, "end", "");
      client.expectEnd();
      assertEquals(1, beat.count(Counter.BLASTBEAT_LATE));
    }
  }

  @Test
  void aSilentSessionEndsByItsHostsTimeout() {
    VhostSpec host =
        VhostSpec.of("localhost", "a").with(VhostOptions.DEFAULTS.withTimeoutSeconds(1));
    try (Beat beat = Beat.start(host);
        JavaNode node = beat.node("a");
        Asking socket = beat.client();
        Asking idle = beat.client();
        Asking waits = beat.client()) {
      beat.open(socket, node);
      idle.get("/");
      node.serve();
      idle.expect(Asking.OK);
      waits.get("/");
      node.hear("uwsgi");
      socket.expectClose(1001);
      idle.expectEnd();
      waits.expectRefusal(504);
      for (int i = 0; i < 3; i++) {
        assertEquals("end", node.hear().type());
      }
    }
  }
}
