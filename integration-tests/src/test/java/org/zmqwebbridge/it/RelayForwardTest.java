package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.it.HttpDoor.expect;
import static org.zmqwebbridge.it.HttpDoor.header;

import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.PublishSpec;

/** What is published by HTTP goes to a ZeroMQ service as well. */
final class RelayForwardTest {
  private static LocationSpec forwarding() {
    return RelayBridge.publisher("/pub/")
        .with(
            new PublishSpec(
                false, new Retention(1_000, 64 << 20, 60), 1 << 20, false, Optional.of("jobs")));
  }

  private static TestBridge start(SickStore store, String address, Object... limits) {
    return RelayBridge.start(
        store,
        settings ->
            settings.endpoint("jobs", SocketType.PUSH, address).limits(Limits.sockets(limits)),
        forwarding(),
        RelayBridge.publisher("/make/"),
        RelayBridge.subscriber("/sub/"));
  }

  @Test
  void aPublicationReachesTheServiceAndTheChannel() {
    String address = FreePort.address();
    SickStore store = new SickStore();
    try (ZContext context = new ZContext();
        TestBridge bridge = start(store, address)) {
      ZMQ.Socket service = context.createSocket(org.zeromq.SocketType.PULL);
      service.setReceiveTimeOut(Await.DEADLINE_MILLIS);
      FreePort.bind(service, address);
      HttpDoor door = new HttpDoor(bridge);
      expect(404, door.post("/pub/a", "refused, and so not forwarded"));
      expect(202, door.post("/make/a", "not forwarded"));
      store.catches(SickStore.Sickness.FAILS);
      Await.await("503", () -> door.post("/pub/a", "failed").statusCode() == 503);
      store.catches(SickStore.Sickness.WELL);
      Await.await("202", () -> door.post("/pub/a", "one").statusCode() == 202);
      assertEquals("a", service.recvStr());
      assertEquals("one", new String(service.recv(), UTF_8));
      expect(200, "not forwarded", door.get("/sub/a"));
      expect(202, door.post("/pub/a", "two"));
      assertEquals("a", service.recvStr());
      assertEquals("two", service.recvStr());
    }
  }

  @Test
  void whereTheServiceTakesNothingNothingIsPublished() {
    try (TestBridge bridge =
        start(new SickStore(), FreePort.address(), "maxRequestBytesInAll", 10_000)) {
      HttpDoor door = new HttpDoor(bridge);
      expect(202, door.post("/make/a", "first"));
      int published = 0;
      HttpResponse<byte[]> answer = door.post("/pub/a", "x".repeat(3_000));
      while (answer.statusCode() == 202) {
        published++;
        answer = door.post("/pub/a", "x".repeat(3_000));
      }
      expect(503, answer);
      assertEquals("1", header(answer, "Retry-After"));
      long refused =
          bridge.count(Counter.FORWARDS_REFUSED) + bridge.count(Counter.RELAY_OVERLOADED);
      assertEquals(1, refused);
      HttpResponse<byte[]> state = door.get("/pub/a", "Accept", "application/json");
      expect(
          200,
          "{\"messages\": " + (published + 1) + ", \"requested\": -1, \"subscribers\": 0 }",
          state);
    }
  }
}
