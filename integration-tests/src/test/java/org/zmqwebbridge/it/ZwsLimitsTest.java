package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.observe.Counter;

/** What a ZWS client may take, by the names of the settings. */
final class ZwsLimitsTest {
  private static TestBridge with(RouterService service, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("endpoints.echo={type: REQ, address: \"" + service.address() + "\"}");
    all.add("endpoints.news={type: SUB, address: \"tcp://127.0.0.1:1\"}");
    all.add("endpoints.jobs={type: PUSH, address: \"tcp://127.0.0.1:2\"}");
    return TestBridge.configured(all.toArray(String[]::new));
  }

  @Test
  @Reaches("deadlines.zwsHandshakeMillis")
  void aClientThatDoesNotGreetIsClosed() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service, "deadlines.zwsHandshakeMillis=10");
        ZwsPeer none = ZwsPeer.open(bridge, "/zws/echo", "ZWS2.0");
        ZwsPeer plain = ZwsPeer.open(bridge, "/zws/echo", "ZWS2.0/PLAIN")) {
      none.expect("\0").expectClose(1008);
      plain.expectClose(1008);
      assertEquals(2, bridge.count(Counter.ZWS_HANDSHAKES_LATE));
    }
  }

  @Test
  void partsWithoutEndEndTheirConnection() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service, "limits.maxParts=3");
        ZwsPeer peer = ZwsPeer.greeted(bridge, "/zws/echo")) {
      peer.say("\1").say("\1a").say("\1b").say("\1c").expectClose(1009);
      assertEquals(1, bridge.count(Counter.ZWS_TOO_LARGE));
    }
  }

  @Test
  void aMessageThatIsTooLargeEndsItsConnectionInOnePartOrInMore() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service, "limits.maxMessageBytes=3000");
        ZwsPeer one = ZwsPeer.greeted(bridge, "/zws/echo");
        ZwsPeer more = ZwsPeer.greeted(bridge, "/zws/echo");
        ZwsPeer right = ZwsPeer.greeted(bridge, "/zws/echo")) {
      one.say("\1").say("\0" + "x".repeat(3001)).expectClose(1009);
      assertEquals(1, bridge.count(Counter.MESSAGES_TOO_BIG));
      more.say("\1").say("\1" + "x".repeat(2000)).say("\0" + "x".repeat(1001)).expectClose(1009);
      assertEquals(1, bridge.count(Counter.ZWS_TOO_LARGE));
      right.say("\1").say("\0" + "x".repeat(3000));
      service.reply(service.receive("x".repeat(3000)), "ok");
      right.expect("\1").expect("\0ok");
    }
  }

  @Test
  void topicsAreSoLongAndSoMany() {
    try (RouterService service = new RouterService();
        TestBridge bridge =
            with(service, "limits.maxTopicBytes=3", "limits.maxTopicsPerConnection=2");
        ZwsPeer longer = ZwsPeer.greeted(bridge, "/zws/news");
        ZwsPeer more = ZwsPeer.greeted(bridge, "/zws/news")) {
      longer.say("\0\1abc").say("\0\1abcd").expectClose(1009);
      more.say("\0\1a").say("\0\1a").say("\0\1b").say("\0\0b").say("\0\1c").say("\0\1d");
      more.expectClose(1008);
      assertEquals(1, bridge.count(Counter.ZWS_TOO_MANY_TOPICS));
    }
  }

  @Test
  void whatWaitsForAServiceThatIsNotThereStopsItsClientAndNobodyElse() {
    try (RouterService service = new RouterService();
        TestBridge bridge = with(service, "limits.maxUnsentMessages=1");
        ZwsPeer neighbour = ZwsPeer.greeted(bridge, "/zws/echo")) {
      ZwsPeer pusher = ZwsPeer.greeted(bridge, "/zws/jobs");
      pusher.say("\0one").say("\0two").say("\0three");
      bridge.awaitCount(Counter.READS_PAUSED, 1);
      neighbour.say("\1").say("\0hello");
      service.reply(service.receive("hello"), "world");
      neighbour.expect("\1").expect("\0world");
      pusher.page().cut();
    }
  }

  @Test
  void whatComesInOneBreathAndIsMoreThanMayWaitEndsItsConnection() {
    try (RouterService service = new RouterService();
        TestBridge bridge =
            with(service, "limits.maxUnsentMessages=1", "limits.maxRequestBytes=1024");
        ZwsPeer pusher = ZwsPeer.greeted(bridge, "/zws/jobs")) {
      byte[] job = Frames.masked(RawPage.BINARY, true, new byte[] {0, 'j'});
      byte[] breath = new byte[1000 * job.length];
      for (int i = 0; i < 1000; i++) {
        System.arraycopy(job, 0, breath, i * job.length, job.length);
      }
      pusher.page().write(breath);
      pusher.expectClose(1013);
      assertEquals(1, bridge.count(Counter.ZWS_OVERLOADED));
    }
  }
}
