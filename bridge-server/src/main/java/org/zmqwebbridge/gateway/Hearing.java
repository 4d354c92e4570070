package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.zmq.ZmqAddresses;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * The subscribers of one endpoint that want to know when the services there have heard what they
 * subscribe to, at each address.
 *
 * <p>Owner thread: the loop's. Lifetime: its gateway's.
 */
final class Hearing {
  private final FreshOffer offer;
  private final Map<ZmqEndpoint, HeardTopics> services; // empty: nothing can be known
  private final Map<SubscriberSeat, Map<Topic, List<Topic>>> waiting = new LinkedHashMap<>(0);

  /**
   * @param offer that they answer; empty: nobody can know
   * @param addresses where they are
   * @param maxTopics of how many topics that have ended it is remembered for a while
   */
  Hearing(Optional<FreshOffer> offer, ZmqAddresses addresses, int maxTopics) {
    this.offer = offer.orElse(FreshOffer.DEFAULTS);
    this.services = new LinkedHashMap<>();
    if (offer.isPresent()) {
      addresses.all().forEach(address -> services.put(address, new HeardTopics(maxTopics)));
    }
  }

  /** The service at one of the addresses; {@code null} if nothing can be known of it. */
  HeardTopics service(ZmqEndpoint address) {
    return services.get(address);
  }

  void subscribe(Topic topic) {
    services.values().forEach(service -> service.subscribe(topic));
  }

  void unsubscribe(Topic topic, long now) {
    services.values().forEach(service -> service.unsubscribe(topic, now));
  }

  /** A message has come from a service that has not shown everything. */
  void onMessage(HeardTopics service, List<byte[]> frames) {
    if (!offer.isWelcome(frames) && service.onMessage(frames.get(0))) {
      for (SubscriberSeat seat : List.copyOf(waiting.keySet())) {
        tell(seat);
      }
    }
  }

  /** A subscriber wants to know it of these, and is told at once what is known. */
  void ask(SubscriberSeat seat, Collection<Topic> topics) {
    Map<Topic, List<Topic>> asked = waiting.computeIfAbsent(seat, unused -> new LinkedHashMap<>());
    topics.forEach(topic -> asked.put(topic, seat.within(topic)));
    tell(seat);
  }

  private void tell(SubscriberSeat seat) {
    Map<Topic, List<Topic>> asked = waiting.get(seat);
    List<Topic> heard = new ArrayList<>();
    for (Iterator<Map.Entry<Topic, List<Topic>>> each = asked.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<Topic, List<Topic>> topic = each.next();
      if (topic.getValue().stream().allMatch(this::isHeard)) {
        each.remove();
        heard.add(topic.getKey());
      }
    }
    forgetIfDone(seat, asked);
    if (!heard.isEmpty()) {
      seat.member().heard(heard);
    }
  }

  private boolean isHeard(Topic topic) {
    return services.values().stream().allMatch(service -> service.isHeard(topic));
  }

  private void forgetIfDone(SubscriberSeat seat, Map<Topic, List<Topic>> asked) {
    if (asked.isEmpty()) {
      waiting.remove(seat);
    }
  }

  /** A subscriber does not want these any more. */
  void forget(SubscriberSeat seat, Collection<Topic> topics) {
    Map<Topic, List<Topic>> asked = waiting.get(seat);
    if (asked != null) {
      asked.keySet().removeAll(topics);
      forgetIfDone(seat, asked);
    }
  }

  /** A subscriber has left. */
  void remove(SubscriberSeat seat) {
    waiting.remove(seat);
  }

  void onTick(long now) {
    services.values().forEach(service -> service.onTick(now));
  }
}
