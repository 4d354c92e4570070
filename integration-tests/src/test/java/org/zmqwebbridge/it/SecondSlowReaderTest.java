package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** Pages on the second wire that read too slowly: what that costs one socket costs no other. */
final class SecondSlowReaderTest {
  private static final int SMALL_BUFFER = 4096;

  private final SecondFrames frames = new SecondFrames(new Variables());

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  private void open(SecondPage page, int channel, String endpoint) {
    page.send(
        frames.outgoing(
            json(
                "{'op': 'open', 'type': 'SUB', 'topics': [''], 'channel': "
                    + channel
                    + ", 'endpoint': '"
                    + endpoint
                    + "'}")));
    assertEquals("opened", Json.text(next(page, channel), "op"));
    assertEquals("subscribed", Json.text(next(page, channel), "op"));
  }

  private static JsonObject next(SecondPage page, int channel) {
    return page.next(json("{'channel': " + channel + "}"));
  }

  private static EndpointSpec endpoint(String name, PubService service, SlowReaderPolicy policy) {
    return EndpointSpec.of(name, SocketType.SUB, ZmqEndpoint.parse(service.address()))
        .slowReaders(policy);
  }

  /** The number that a message begins with. */
  private static int number(JsonObject frame) {
    String part = frame.getAsJsonArray("parts").get(0).getAsString();
    return Integer.parseInt(part.substring(0, part.indexOf('x')));
  }

  @ParameterizedTest
  @EnumSource
  void whereNoneMayBeMissedThatSocketEndsAndTheOthersGoOn(Wire wire) {
    String payload = "x".repeat(2_000);
    try (PubService all = new PubService();
        PubService some = new PubService();
        TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint(endpoint("all", all, SlowReaderPolicy.CLOSE))
                        .endpoint(endpoint("some", some, SlowReaderPolicy.OLDEST))
                        .limits(Limits.edge("maxQueuedMessages", 50, "writeMillis", 60_000)));
        SecondPage fast = new SecondPage(bridge, frames);
        SecondPage slow = new SecondPage(bridge.upgrade().receiveBuffer(SMALL_BUFFER), frames)) {
      open(slow, 1, "all");
      open(slow, 2, "some");
      open(fast, 1, "all");
      all.awaitSubscription();
      some.awaitSubscription();
      for (int i = 0; bridge.count(Counter.SLOW_SUBSCRIBERS_CLOSED) == 0; i++) {
        all.publish(i + payload);
        assertEquals(i, number(next(fast, 1)));
      }
      int last = -1;
      JsonObject heard = next(slow, 1);
      for (; heard.has("parts"); heard = next(slow, 1)) {
        assertEquals(++last, number(heard), "nothing is missing before the end");
      }
      assertEquals("closed", Json.text(heard, "op"));
      assertEquals(1501, heard.get("code").getAsInt());
      some.publish("7x");
      assertEquals(7, number(next(slow, 2)));
      open(slow, 1, "all");
      all.publish("8x");
      assertEquals(8, number(next(slow, 1)));
      assertEquals(8, number(next(fast, 1)));
      assertEquals(1, bridge.count(Counter.SLOW_SUBSCRIBERS_CLOSED));
      assertEquals(0, bridge.count(Counter.DELIVERIES_DROPPED));
    }
  }
}
