package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;

/** What an endpoint opens of a publisher: its own topics, its own view of several frames. */
final class SharedPublisherTest {
  private static String endpoint(String name, PubService service, String more) {
    return "endpoints." + name + "={type: SUB, address: \"" + service.address() + "\"" + more + "}";
  }

  @Test
  void twoEndpointsAtOnePublisherHaveEachItsTopicsAndTheAddressNamesNeither() {
    try (PubService service = new PubService();
        TestBridge bridge =
            TestBridge.configured(
                endpoint("members", service, ", topics: [\"members/\"]"),
                endpoint("public", service, ", topics: [\"public/\"]"));
        RawPage member = bridge.page();
        RawPage guest = bridge.page()) {
      guest.connect("x", service.address(), Json.SUB).expectRefused("x", "not_allowed");
      member.connected("m", "members", Json.SUB);
      guest.connected("g", "public", Json.SUB);
      service.awaitSubscription().awaitSubscription();
      service.publish("members/1");
      service.publish("public/1");
      service.publish("members/2");
      service.publish("public/2");
      member.expect("m", "members/1");
      member.expect("m", "members/2");
      guest.expect("g", "public/1");
      guest.expect("g", "public/2");
      assertEquals(2, bridge.count(Counter.GATEWAYS_OPENED));
    }
  }

  @Test
  void eachFrameIsADeliveryWhereTheEndpointSaysSoIfTheFirstIsAllowedAndTheFilterMatchesIt() {
    try (PubService service = new PubService();
        TestBridge bridge =
            TestBridge.configured(
                endpoint("each", service, ", originalParts: each, topics: [\"a\"]"),
                endpoint("last", service, ", topics: [\"a \"]"));
        RawPage page = bridge.page();
        RawPage filtered = bridge.page();
        RawPage other = bridge.page()) {
      page.connected("e", "each", Json.SUB);
      filtered.connected("f", "each", Json.SUB, "msgfilter", "1");
      other.connected("o", "last", Json.SUB);
      service.awaitSubscription().awaitSubscription();
      service.publish("b hidden", "a 1", "a 1");
      service.publish("a topic", "first 1", "", "last 2");
      for (String frame : List.of("a topic", "first 1", "", "last 2")) {
        page.expect("e", frame);
      }
      filtered.expect("f", "first 1");
      other.expect("o", "last 2");
    }
  }

  @Test
  void anAsteriskBindsEveryIpv4Address() {
    int port = FreePort.find();
    try (TestBridge bridge =
            TestBridge.configured("endpoints.page={type: REP, address: \"tcp://*:" + port + "\"}");
        Asker asker = Asker.req("tcp://127.0.0.1:" + port);
        RawPage page = bridge.page()) {
      page.connected("p", "page", Json.REP);
      asker.ask("hello", "p");
      ServicesTest.answer(page, "p", ServicesTest.ask(page, "p"), "yes");
      assertEquals("yes", asker.answer().get(0));
      assertEquals(1, bridge.count(Counter.ASKS));
    }
  }
}
