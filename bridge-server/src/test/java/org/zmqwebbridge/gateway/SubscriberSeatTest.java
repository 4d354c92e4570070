package org.zmqwebbridge.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zmqwebbridge.auth.Topics;

/** Subscribers of a real XPUB service, which hears what the gateway subscribes to. */
class SubscriberSeatTest {
  private static final String ON = "\u0001";
  private static final String OFF = "\u0000";

  private final Peer service = new Peer(SocketType.XPUB);
  private final EndpointSpec endpoint =
      EndpointSpec.of("news", org.zmqwebbridge.auth.SocketType.SUB, service.bind());
  private final RunningShards running =
      new RunningShards(RunningShards.limits(1000, 100, 1000, 600_000), endpoint);

  @AfterEach
  void everythingEnds() throws Exception {
    running.close();
    service.close();
  }

  private static List<Topic> topics(String... topics) {
    return Stream.of(topics).map(Topic::of).toList();
  }

  private SubscriberSeat join(Heard subscriber, Topics allowed, String... first)
      throws InterruptedException {
    SubscriberSeat seat = running.shards().seat(endpoint, subscriber, allowed, topics(first));
    seat.join();
    subscriber.hears("joined");
    return seat;
  }

  private static void subscribe(SubscriberSeat seat, Heard subscriber, String topic)
      throws InterruptedException {
    seat.subscribe(topics(topic));
    subscriber.hears("subscribed [" + topic + "] denied [] too many []");
  }

  @Test
  void theServiceHearsOfATopicOnceAndOfItsEndWhenTheLastHasLeft() throws Exception {
    Heard one = new Heard(1);
    Heard other = new Heard(2);
    SubscriberSeat first = join(one, Topics.ALL);
    SubscriberSeat second = join(other, Topics.ALL);
    subscribe(first, one, "a");
    assertEquals(ON + "a", service.receiveText());
    subscribe(second, other, "a");
    subscribe(second, other, "b");
    assertEquals(ON + "b", service.receiveText(), "and not a again");
    first.unsubscribe(topics("a", "never subscribed"));
    second.unsubscribe(topics("b"));
    assertEquals(OFF + "b", service.receiveText(), "a is still needed");
    second.leave();
    assertEquals(OFF + "a", service.receiveText());
  }

  @Test
  void eachReceivesWhatItHasSubscribedToFromThenOn() throws Exception {
    Heard one = new Heard(1);
    Heard other = new Heard(2);
    SubscriberSeat first = join(one, Topics.ALL, "a");
    assertEquals(ON + "a", service.receiveText());
    SubscriberSeat second = join(other, Topics.ALL);
    subscribe(second, other, "b");
    assertEquals(ON + "b", service.receiveText());
    service.send("a1", "for one");
    one.hears("published for one");
    service.send("b1", "for the other");
    other.hears("published for the other");
    subscribe(first, one, "b");
    service.send("b2", "for both");
    one.hears("published for both");
    other.hears("published for both");
    first.unsubscribe(topics("a"));
    assertEquals(OFF + "a", service.receiveText());
    service.send("a2", "for nobody");
    service.send("b3", "the last");
    one.hears("published the last");
    other.hears("published the last");
  }

  @Test
  void whatIsSubscribedToIsCutToWhatIsAllowed() throws Exception {
    Heard member = new Heard(1);
    SubscriberSeat seat = join(member, Topics.of("user/1/"), "");
    assertEquals(ON + "user/1/", service.receiveText());
    seat.subscribe(topics("user/2/", "user/1/x"));
    member.hears("subscribed [user/1/x] denied [user/2/] too many []");
    service.send("user/1/x", "once");
    member.hears("published once");
    service.send("user/1/y", "twice");
    member.hears("published twice");
  }

  @Test
  void topicsAreAnyBytes() throws Exception {
    Heard member = new Heard(1);
    SubscriberSeat seat = join(member, Topics.ALL);
    Topic bytes = Topic.of(new byte[] {(byte) 0xff, 0});
    seat.subscribe(List.of(bytes));
    member.next();
    assertEquals(
        List.of(1, 0xff, 0),
        service.receive().stream()
            .flatMap(frame -> Stream.of(frame[0] & 0xff, frame[1] & 0xff, frame[2] & 0xff))
            .toList());
  }
}
